import type { Unit } from '../agreement/terms.ts'
import { secondsIn } from '../evaluation/judge.ts'
import { multiply, type Ratio, ratio } from '../number/ratio.ts'

type PlainUnit = Exclude<Unit, object>

const WRITTEN: readonly PlainUnit[] = [
  '%',
  'pp',
  'ms',
  's',
  'm',
  'h',
  'bd',
  '/day',
  '/week',
  'points',
  'lines',
  'x',
  'count',
]

/** The unit that a measurement names, spelt as in a target; null for what is none. */
export const unitOfText = (text: string): Unit | null =>
  WRITTEN.find((unit) => unit === text) ?? (/^[A-Z]{3}$/.test(text) ? { currency: text } : null)

/** What units of one kind are made into: seconds, or a rate per day. Business days are of no such kind. */
export const canonical = (unit: Unit): Unit => (secondsIn(unit) ? 's' : unit === '/week' ? '/day' : unit)

/** What people are shown: spans in seconds, said as hours and minutes; latencies as such. */
export const drawnUnit = (unit: Unit): Unit => (unit === 'ms' ? unit : canonical(unit))

export const inCanonical = (unit: Unit, value: Ratio): Ratio => {
  const seconds = secondsIn(unit)
  if (seconds) return multiply(value, seconds)
  return unit === '/week' ? multiply(value, ratio(1, 7)) : value
}

export const sameUnit = (a: Unit, b: Unit): boolean =>
  typeof a === 'object' && typeof b === 'object' ? a.currency === b.currency : a === b
