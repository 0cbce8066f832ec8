import { compare, type Ratio, ratio } from '../../number/ratio.ts'
import type { IndicatorName } from '../indicator-names.ts'
import { percentOf } from '../money.ts'
import { compareValues } from '../scale.ts'
import { type Measured, parseThreshold } from '../target.ts'
import type { Effect } from './difference.ts'
import type { Around, Field } from './field.ts'
import { quoted, writtenThreshold } from './words.ts'

type Written = { threshold: string; share: string }

/** The text of a key of a map; null where it has none. */
const textOf = (item: unknown, key: string): string | null => {
  const value: unknown =
    typeof item === 'object' && item !== null ? Object.getOwnPropertyDescriptor(item, key)?.value : null
  return typeof value === 'string' ? value : null
}

const read = (value: unknown, threshold: string, share: string): Written[] | null => {
  if (!Array.isArray(value)) return null
  const tiers = value.map((item) => ({ threshold: textOf(item, threshold), share: textOf(item, share) }))
  return tiers.every((tier): tier is Written => tier.threshold !== null && tier.share !== null) ? tiers : null
}

type Tier = { at: Measured; share: Ratio }

const parsed = (tiers: readonly Written[] | null, indicator: IndicatorName | null): Tier[] | null => {
  const found = (tiers ?? []).flatMap(({ threshold, share }): Tier[] => {
    const at = indicator ? parseThreshold(threshold, indicator) : null
    const percent = percentOf(share)
    return at?.ok && percent ? [{ at: at.value, share: percent }] : []
  })
  return tiers !== null && found.length === tiers.length ? found : null
}

/** What a value just past a threshold comes to. */
const worthPast = (tiers: readonly Tier[], at: Measured, upwards: boolean): Ratio =>
  tiers.reduce((most, tier) => {
    const order = compareValues(tier.at, at)
    const isPassed = order !== null && (upwards ? order <= 0 : order >= 0)
    return isPassed && compare(tier.share, most) > 0 ? tier.share : most
  }, ratio(0))

/** Tiers that are worth at least as much everywhere cost more. */
const effectOf = (before: readonly Tier[] | null, after: readonly Tier[] | null, upwards: boolean): Effect => {
  if (before === null || after === null) return 'unknown'
  const orders = [...before, ...after].map(({ at }) =>
    compare(worthPast(after, at, upwards), worthPast(before, at, upwards)),
  )
  if (orders.every((order) => order === 0)) return 'neutral'
  return orders.every((order) => order >= 0) ? 'stricter' : orders.every((order) => order <= 0) ? 'softer' : 'unknown'
}

const field = (noun: string, threshold: string, share: string): Field => ({
  noun,
  words: (value, { indicator }) =>
    read(value, threshold, share)
      ?.map(
        (tier) =>
          `${tier.share.replace('%', ' %').replace('  ', ' ')} beyond ${writtenThreshold(tier.threshold, indicator)}`,
      )
      .join(', ') ?? quoted(value),
  effect: (before, after, { indicator }: Around) => {
    const [from, to] = [before, after].map((value) => parsed(read(value, threshold, share), indicator))
    return effectOf(from ?? null, to ?? null, indicator?.direction === 'lower')
  },
})

export const CREDITS: Field = { ...field('credits', 'worse_than', 'credit'), added: 'stricter' }
/** No burden of who owes the objective. */
export const BONUSES: Field = { ...field('bonuses', 'better_than', 'bonus'), settles: 'nothing' }
