import type { ExclusionMove } from '@plumbline/core'
import { actorOf } from '../../auth/principal.ts'
import type { Deps } from '../../deps.ts'
import type { AgreementReader } from '../../flow/agreed.ts'
import { askForExclusion, decideExclusion } from '../../flow/decisions/exclusions.ts'
import { newId } from '../../flow/decisions/ids.ts'
import type { Family } from '../../http/route.ts'
import { notFound } from '../../problem/problem.ts'
import { among, listRecords, someAmong } from './list.ts'
import type { MoveCall } from './move-call.ts'

type Moves = 'approveExclusion' | 'rejectExclusion' | 'withdrawExclusion' | 'revokeExclusion'

const moving =
  (move: ExclusionMove) =>
  async ({ at, body, params, principal, store }: MoveCall) => ({
    json: await decideExclusion(store, params.id, move, actorOf(principal), at, body.note),
  })

export const exclusionRoutes = (
  deps: Deps,
  agreements: AgreementReader,
): Family<Moves | 'listExclusions' | 'proposeExclusion' | 'getExclusion'> => ({
  listExclusions: ({ query, store }) =>
    listRecords(deps.config, store, 'exclusion', query, {
      now: (exclusion) => exclusion,
      keeps: ({ status, category, services, objectives }) =>
        among(query.status, status) &&
        among(query.category, category) &&
        someAmong(query.service, services) &&
        someAmong(query.objective, objectives),
    }),

  proposeExclusion: async ({ at, body, principal, store }) => ({
    json: await askForExclusion(store, agreements, body, newId(deps, 'ex', at), actorOf(principal), at),
  }),

  getExclusion: async ({ params, store }) => {
    const exclusion = await store.keptRecord('exclusion', params.id)
    if (!exclusion) throw notFound()
    return { json: exclusion }
  },

  approveExclusion: moving('approve'),
  rejectExclusion: moving('reject'),
  withdrawExclusion: moving('withdraw'),
  revokeExclusion: moving('revoke'),
})
