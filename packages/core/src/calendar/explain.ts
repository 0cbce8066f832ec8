import type { Window } from '../time/instant.ts'
import { clip, unionOf, without } from '../time/intervals.ts'
import { localDatesOf } from '../time/local.ts'
import type { Calendar } from './calendar.ts'
import type { CalendarDay } from './day.ts'

/** Time taken out of what counts, and why. */
export type TakenOut = Window & { state: 'paused' | 'stopped' | 'excluded'; reason?: string }

/** What a stretch of time was. Only `open` and `special` (open by special hours) count. */
export type StretchState = 'open' | 'special' | 'closed' | 'holiday' | 'break' | 'paused' | 'stopped' | 'excluded'

/** A stretch of time, what it was, what it counted, and what had counted when it ended; milliseconds. */
export type Stretch = Window & { state: StretchState; reason?: string; countedMs: number; totalMs: number }

type Part = Window & { state: StretchState; reason?: string }

const COUNTS: readonly StretchState[] = ['open', 'special']

const byStart = (a: Window, b: Window) => a.from - b.from

/** One local day, from midnight to midnight, as its calendar has it. */
const partsOfDay = (day: CalendarDay): Part[] => {
  const opens: Part[] = day.open.map((one) => ({ ...one, state: day.kind === 'special' ? 'special' : 'open' }))
  const breaks: Part[] = day.breaks.map((one) => ({ ...one, state: 'break' }))
  const closed = without(day, unionOf([...day.open, ...day.breaks])).map(
    (one): Part => ({ ...one, state: day.kind === 'holiday' ? 'holiday' : 'closed' }),
  )
  return [...opens, ...breaks, ...closed].sort(byStart)
}

/** Takes out of what is open; what is closed anyway stays what it is. Of two that overlap the one named first tells. */
const takeOut = (part: Part, taken: readonly TakenOut[]): Part[] => {
  if (!COUNTS.includes(part.state)) return [part]
  const parts: Part[] = []
  let left: Window[] = [part]
  for (const { state, reason, ...cut } of taken) {
    const told = reason === undefined ? { state } : { state, reason }
    for (const one of left) {
      const inside = clip(cut, one)
      if (inside.to > inside.from) parts.push({ ...inside, ...told })
    }
    left = left.flatMap((one) => without(one, [cut]))
  }
  return [...parts, ...left.map((one) => ({ ...one, state: part.state }))].sort(byStart)
}

const alike = (a: Part, b: Part) => a.to === b.from && a.state === b.state && a.reason === b.reason

/** Neighbours that are the same stand as one: a night and the weekend after it, a pause over several days. */
const merged = (parts: readonly Part[]): Part[] => {
  const whole: Part[] = []
  for (const part of parts) {
    const last = whole.at(-1)
    if (last && alike(last, part)) last.to = part.to
    else whole.push({ ...part })
  }
  return whole
}

const partsOf = (calendar: Calendar, window: Window): Part[] => {
  if (calendar.always) return window.to > window.from ? [{ ...window, state: 'open' }] : []
  const parts: Part[] = []
  for (const date of localDatesOf(calendar.timeZone, window)) {
    for (const part of partsOfDay(calendar.day(date))) {
      const inside = clip(part, window)
      if (inside.to > inside.from) parts.push({ ...part, ...inside })
    }
  }
  return parts
}

/**
 * A time, stretch by stretch, as two people would check it on paper: what it was, what of it counted, the sum so far.
 * The last `totalMs` is `elapsed` of the same. Work is one step for each local day.
 */
export const explain = (calendar: Calendar, window: Window, taken: readonly TakenOut[] = []): Stretch[] => {
  let totalMs = 0
  const inOrder = taken.toSorted(byStart)
  return merged(partsOf(calendar, window).flatMap((part) => takeOut(part, inOrder))).map((part) => {
    const countedMs = COUNTS.includes(part.state) ? part.to - part.from : 0
    totalMs += countedMs
    return { ...part, countedMs, totalMs }
  })
}
