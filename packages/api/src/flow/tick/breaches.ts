import { type ClosedWindow, evaluate, inForceAt, judgingsOf, windowAt } from '@plumbline/core'
import { requireState } from '../agreed.ts'
import { historyOf } from '../gather.ts'
import { each, NO_COMMIT, type TickContext } from './context.ts'
import { tell } from './tell.ts'

/** The windows that are open now, each to be looked back through. */
const openWindows = ({ versions, now }: TickContext, service: string): ClosedWindow[] =>
  judgingsOf(versions, service, now).judged.flatMap((judging) => {
    const { window } = judging.objective
    if (window?.kind !== 'calendar') return []
    return [{ id: '', service, judging, window: windowAt(window, judging.version.terms.timeZone, now) }]
  })

/**
 * Judges every service now, as a gate would: a clock past its due time and a month gone bad are breaches although
 * nobody asks. Reads no event.
 */
export const judgeNow = async (context: TickContext): Promise<{ moved: number; failed: unknown[] }> => {
  const { store, versions, now } = context
  let moved = 0
  const { standing } = await requireState(store)
  const services = [...(inForceAt(versions, now)?.terms.services.keys() ?? [])]
  const failed = await each(services, async (service) => {
    if (!judgingsOf(versions, service, now).judged.some(({ objective }) => objective.window !== null)) return
    const request = { service, event: 'manual', commit_sha: NO_COMMIT } as const
    const window = await historyOf(store, { versions, request, at: now })
    const ground = { versions, standing, window }
    const judged = evaluate({ id: '', at: now, request, head: [], base: null, ...ground })
    const results = judged.objectives.filter((result) => result.window)
    const told = { service, at: now, results, ground, windows: openWindows(context, service) }
    const done = await tell(context, told)
    moved += done
  })
  return { moved, failed }
}
