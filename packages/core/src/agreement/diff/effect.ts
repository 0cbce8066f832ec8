import { compare } from '../../number/ratio.ts'
import { parseDuration } from '../duration.ts'
import type { IndicatorName } from '../indicator-names.ts'
import { percentOf } from '../money.ts'
import { compareValues, sideOf } from '../scale.ts'
import { parseTarget, parseThreshold } from '../target.ts'
import type { Effect } from './difference.ts'

/** Who owes an objective has it harder the more there is of something (`more`), or easier (`less`). */
export type Harder = 'more' | 'less'

export const byOrder = (order: number | null, harder: Harder): Effect => {
  if (order === null) return 'unknown'
  if (order === 0) return 'neutral'
  return order > 0 === (harder === 'more') ? 'stricter' : 'softer'
}

export const byNumber =
  (harder: Harder) =>
  (before: unknown, after: unknown): Effect =>
    typeof before === 'number' && typeof after === 'number' ? byOrder(after - before, harder) : 'unknown'

export const byFlag =
  (harder: Harder) =>
  (before: unknown, after: unknown): Effect =>
    byOrder(Number(after === true) - Number(before === true), harder)

/** Words from the mildest to the hardest. */
export const byRank =
  (mildestFirst: readonly string[]) =>
  (before: unknown, after: unknown): Effect => {
    const [from, to] = [before, after].map((word) => mildestFirst.indexOf(String(word)))
    return from === undefined || to === undefined || from < 0 || to < 0 ? 'unknown' : byOrder(to - from, 'more')
  }

export const ALL = '*'

/** Lists; `*` is everything there is. One that neither holds the other is neither stricter nor softer. */
export const bySet =
  (harder: Harder) =>
  (before: unknown, after: unknown): Effect => {
    const grows = holds(after, before)
    const shrinks = holds(before, after)
    if (grows && shrinks) return 'neutral'
    return grows ? byOrder(1, harder) : shrinks ? byOrder(-1, harder) : 'unknown'
  }

const holds = (whole: unknown, part: unknown): boolean => {
  if (whole === ALL) return true
  return Array.isArray(whole) && Array.isArray(part) && part.every((item) => whole.includes(item))
}

export const byDuration =
  (harder: Harder) =>
  (before: unknown, after: unknown): Effect => {
    const [from, to] = [before, after].map((text) => (typeof text === 'string' ? parseDuration(text) : null))
    if (!from?.ok || !to?.ok) return 'unknown'
    const [a, b] = [from.value, to.value]
    if (a.kind === 'elapsed' && b.kind === 'elapsed') return byOrder(b.ms - a.ms, harder)
    return a.kind === 'business_days' && b.kind === 'business_days' ? byOrder(b.days - a.days, harder) : 'unknown'
  }

export const byPercent =
  (harder: Harder) =>
  (before: unknown, after: unknown): Effect => {
    const [from, to] = [before, after].map((text) => (typeof text === 'string' ? percentOf(text) : null))
    return from && to ? byOrder(compare(to, from), harder) : 'unknown'
  }

/** A target whose side stays the same and whose number moves. */
export const byTarget = (before: unknown, after: unknown, indicator: IndicatorName | null): Effect => {
  const [from, to] = [before, after].map((text) =>
    typeof text === 'string' && indicator ? parseTarget(text, indicator) : null,
  )
  if (!from?.ok || !to?.ok) return 'unknown'
  const [a, b] = [from.value, to.value]
  if (a.kind === 'relative' || b.kind === 'relative')
    return a.kind === b.kind && a.text === b.text ? 'neutral' : 'unknown'
  if (a.kind === 'band' && b.kind === 'band') {
    const low = compareValues({ value: b.low, unit: b.unit }, { value: a.low, unit: a.unit })
    const high = compareValues({ value: b.high, unit: b.unit }, { value: a.high, unit: a.unit })
    if (low === null || high === null) return 'unknown'
    if (low === 0 && high === 0) return 'neutral'
    return low >= 0 && high <= 0 ? 'stricter' : low <= 0 && high >= 0 ? 'softer' : 'unknown'
  }
  if (a.kind === 'band' || b.kind === 'band' || sideOf(a.op) !== sideOf(b.op)) return 'unknown'
  const order = compareValues(b, a)
  // At one number `>` asks for more than `>=`.
  if (order === 0) return byOrder(a.op.length - b.op.length, 'more')
  if (sideOf(a.op) === 'exact') return 'unknown'
  return byOrder(order, sideOf(a.op) === 'above' ? 'more' : 'less')
}

export const byThreshold =
  (harder: Harder) =>
  (before: unknown, after: unknown, indicator: IndicatorName | null): Effect => {
    const [from, to] = [before, after].map((text) =>
      typeof text === 'string' && indicator ? parseThreshold(text, indicator) : null,
    )
    return from?.ok && to?.ok ? byOrder(compareValues(to.value, from.value), harder) : 'unknown'
  }
