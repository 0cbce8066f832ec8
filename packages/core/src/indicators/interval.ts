import { indicatorName } from '../agreement/indicator-names.ts'
import { wilson } from '../number/wilson.ts'

/** Wilson score interval at 95 %, in %. */
export type Interval = { low: number; high: number }

/** Of an indicator: a share of counted events has an interval; a share of time has none. */
export const intervalOf = (
  { key, unit }: { key: string; unit: string },
  fraction: { numerator: number; denominator: number } | undefined,
): Interval | null => {
  if (unit !== '%' || !fraction || !indicatorName(key)?.countsEvents) return null
  const interval = wilson(fraction.numerator, fraction.denominator)
  return interval && { low: interval.low * 100, high: interval.high * 100 }
}
