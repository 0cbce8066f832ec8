import { elapsed } from '../calendar/counted.ts'
import { businessDays, deadline } from '../calendar/deadline.ts'
import { overdueMs, type Promised } from '../clocks/setting.ts'
import { type Ratio, ratio } from '../number/ratio.ts'
import { type Instant, SECOND, type Window } from '../time/instant.ts'
import type { Asks } from './asks.ts'

/** How long a time was by the calendar that was asked for, without what was agreed to lie outside; milliseconds. */
export const countedMs = ({ clock }: Asks, span: Window): number => elapsed(clock.calendar, span, clock.excluded)

/** How long something may go on until it is a miss; null where nothing was promised. */
export const promisedBy = ({ overdueFromMs, clock }: Asks): Promised | null =>
  overdueFromMs === null ? clock.promised : { kind: 'elapsed', overdueFromMs }

/** The first moment at which what began at one broke what was promised; null where nothing was, or it never does. */
export const missedAt = (asks: Asks, from: Instant): Instant | null => {
  const { clock } = asks
  const ms = overdueMs(promisedBy(asks), clock.calendar, from)
  if (ms === null) return null
  const at = deadline(clock.calendar, from, { kind: 'elapsed', ms }, clock.excluded)
  return at.ok ? at.value : null
}

/** A counted time in the unit it is judged in: business days where those were promised, else seconds. */
export const inAskedUnit = ({ clock, unit }: Asks, from: Instant, ms: number): Ratio =>
  unit === 'bd' ? businessDays(clock.calendar, from, ms) : ratio(ms, SECOND)
