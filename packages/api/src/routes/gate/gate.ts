import { runOf } from '@plumbline/core'
import { comment } from '@plumbline/render'
import { requireMayGate } from '../../auth/limits.ts'
import { mayDo } from '../../auth/principal.ts'
import type { Deps } from '../../deps.ts'
import type { AgreementReader } from '../../flow/agreed.ts'
import { requireState } from '../../flow/agreed.ts'
import { judge } from '../../flow/judge.ts'
import { withLinks } from '../../flow/links.ts'
import { recordEvents } from '../../flow/record-events.ts'
import type { Family } from '../../http/route.ts'
import { Refusal } from '../../problem/problem.ts'
import { requireFew } from '../events/events.ts'

/** What CI asks: record what this run measured, judge its commit, say it in a comment. One round trip. */
export const gateRoutes = ({ config }: Deps, agreements: AgreementReader): Family<'runGate'> => ({
  runGate: async ({ at, body, principal, store }) => {
    const { events = [], ...request } = body
    requireFew(events, '/events')
    requireMayGate(principal, request)
    // A token's events are each judged by what its workflow may send; the gate itself goes on.
    if (events.length > 0 && principal.limits === null && !mayDo(principal, 'events:write'))
      throw new Refusal(
        'scope_missing',
        `Events with a gate take the scope \`events:write\` beside \`gate:run\`; yours has ${[...principal.scopes].join(', ')}. Ask with a key that has both, or without \`events\`; nothing was recorded or judged.`,
        {
          errors: [
            { pointer: '/events', code: 'scope_missing', detail: 'takes the scope `events:write`, or is left out' },
          ],
        },
      )
    const state = await requireState(store)
    const [versions, { results, admitted }] = await Promise.all([
      agreements.accepted(store, state),
      recordEvents(store, principal, at, events),
    ])
    const run = request.run ?? runOf({ ...request, events: JSON.stringify(events) })
    const judged = await judge(store, { at, request: { ...request, run }, state, versions, admitted })
    const evaluation = withLinks({ ...judged.evaluation, ledger: judged.ledger }, principal.engagement, config)
    return { json: { ...evaluation, events: results, markdown: comment(evaluation) } }
  },
})
