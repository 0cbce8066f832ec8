import { DAY, type Instant, type Window } from '../time/instant.ts'
import { clip, unionOf, without } from '../time/intervals.ts'
import { localDatesOf } from '../time/local.ts'
import type { Calendar } from './calendar.ts'

/** How long a calendar may stay closed until nobody waits for it any more: five years. */
export const LONGEST_CLOSED_DAYS = 1_827

/** How far ahead a deadline is looked for, and how long a time may be counted: a hundred years. */
export const FARTHEST_MS = 36_525 * DAY

/** Open time of days, one after another, until `to`; ends early where nothing opens for five years, if `givesUp`. */
function* openTime(calendar: Calendar, window: Window, givesUp: boolean): Generator<Window> {
  if (calendar.always) {
    if (window.to > window.from) yield window
    return
  }
  let closed = 0
  for (const date of localDatesOf(calendar.timeZone, window)) {
    const opens = calendar.opens(date)
    closed = opens ? 0 : closed + 1
    if (givesUp && closed > LONGEST_CLOSED_DAYS) return
    if (!opens) continue
    for (const open of calendar.day(date).open) {
      const inside = clip(open, window)
      if (inside.to > inside.from) yield inside
    }
  }
}

/**
 * The intervals of a time that count: open, and in none of `pauses`, which are taken out as a union and so never
 * twice. In order; half-open. Work is one step for each local day, which is remembered.
 */
export function* counted(
  calendar: Calendar,
  window: Window,
  pauses: readonly Window[] = [],
  givesUp = false,
): Generator<Window> {
  const taken = unionOf(pauses)
  for (const open of openTime(calendar, window, givesUp)) yield* without(open, taken)
}

/** How long a time counts, in milliseconds; a reversed one is 0. */
export const elapsed = (calendar: Calendar, window: Window, pauses: readonly Window[] = []): number => {
  let total = 0
  for (const { from, to } of counted(calendar, window, pauses)) total += to - from
  return total
}

/** Is it open at an instant? The moment of closing is outside. */
export const isOpen = (calendar: Calendar, at: Instant): boolean => elapsed(calendar, { from: at, to: at + 1 }) > 0
