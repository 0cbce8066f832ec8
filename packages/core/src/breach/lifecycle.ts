import { ok, type Result, refused } from '../result.ts'
import { formatInstant, type Instant } from '../time/instant.ts'
import type { Breach, BreachTransition } from './breach.ts'

export type BreachRefusal = { code: 'wrong_state'; detail: string }

type Actor = Extract<BreachTransition['by'], { party: unknown }>

const over = (breach: Breach) => breach.status === 'resolved' || breach.status === 'overturned'

/** Either party may say that it has seen a breach; that settles nothing about whose fault it is. */
export const acknowledgeBreach = (
  breach: Breach,
  by: Actor,
  at: Instant,
  note?: string,
): Result<Breach, BreachRefusal> => {
  if (breach.status !== 'open')
    return refused({
      code: 'wrong_state',
      detail: `the breach is ${breach.status}; only an open one can be acknowledged`,
    })
  const time = formatInstant(at)
  const step: BreachTransition = { at: time, kind: 'acknowledged', by, ...(note ? { note } : {}) }
  return ok({ ...breach, status: 'acknowledged', acknowledged_at: time, timeline: [...breach.timeline, step] })
}

/** The objective holds again. A breach that is over already stays as it is. */
export const resolveBreach = (breach: Breach, step: BreachTransition): Breach =>
  over(breach) ? breach : { ...breach, status: 'resolved', resolved_at: step.at, timeline: [...breach.timeline, step] }

/** The same window went wrong again: one breach with a longer story, not a second one. */
export const reopenBreach = (breach: Breach, again: Breach): Breach => {
  const opening = again.timeline[0]
  if (breach.status !== 'resolved' || !opening) return breach
  const { resolved_at: _, ...rest } = breach
  return {
    ...rest,
    status: 'open',
    value: again.value,
    display: again.display,
    timeline: [...breach.timeline, { ...opening, kind: 'reopened' }],
  }
}
