import { evaluate, inForceAt, judgingsOf } from '@plumbline/core'
import { requireState } from '../agreed.ts'
import { historyOf } from '../gather.ts'
import { each, NO_COMMIT, type TickContext } from './context.ts'
import { tell } from './tell.ts'

/**
 * Judges every service now, as a gate would: a clock past its due time and a month gone bad are breaches although
 * nobody asks. Reads no event.
 */
export const judgeNow = async (context: TickContext): Promise<{ moved: number; failed: unknown[] }> => {
  const { store, versions, now } = context
  let moved = 0
  const { standing } = context.asOf(await requireState(store))
  const services = [...(inForceAt(versions, now)?.terms.services.keys() ?? [])]
  const failed = await each(services, async (service) => {
    if (!judgingsOf(versions, service, now).judged.some(({ objective }) => objective.window !== null)) return
    const request = { service, event: 'manual', commit_sha: NO_COMMIT } as const
    const window = await historyOf(store, { versions, request, at: now })
    const ground = { versions, standing, window }
    const judged = evaluate({ id: '', at: now, request, head: [], base: null, ...ground })
    // Nobody asked, so there is no evaluation that cites the version: each result does.
    const cited = judged.agreement ? { agreement_hash: judged.agreement.hash } : {}
    const results = judged.objectives.filter(({ window }) => window).map((result) => ({ ...cited, ...result }))
    const told = { service, at: now, results, ground }
    const done = await tell(context, told)
    moved += done
  })
  return { moved, failed }
}
