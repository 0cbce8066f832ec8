import { exactly } from '../number/exact.ts'
import { compare, cutDecimal, multiply, type Ratio, ratio, subtract } from '../number/ratio.ts'
import { coveredMs } from '../time/cover.ts'
import { SECOND } from '../time/instant.ts'
import { spanText } from '../time/span.ts'
import { availability } from './availability.ts'
import {
  type IndicatorInfo,
  type Measured,
  type Measurement,
  noData,
  type WindowIndicator,
  type WindowInput,
} from './indicator.ts'
import { WINDOW_READS } from './window-reads.ts'

const ONE = ratio(1)
const ZERO = ratio(0)

/** How much was down, as a share of what was observed, and what was allowed to be. */
type Used = { measured: Measured; down: Ratio; allowed: Ratio }

/** What availability says about the time, and what the objective for it allows; or why that is not known. */
const usedIn = (input: WindowInput): Used | Exclude<Measurement, Measured> => {
  const allowed = input.asks.allowedShare ?? null
  if (allowed === null) return noData('no_target', 'no objective for availability says how much may be down')
  if (compare(allowed, ZERO) <= 0)
    return noData('no_target', 'the objective for availability allows nothing to be down')
  const measured = availability.measure(input)
  if (measured.kind !== 'measured') return measured
  return { measured, down: subtract(ONE, multiply(measured.value, ratio(1, 100))), allowed }
}

const over = (a: Ratio, b: Ratio): Ratio => ratio(a.num * b.den, a.den * b.num)
const seconds = (value: Ratio, cut: 'down' | 'up') => spanText(cutDecimal(value, 0, cut))

const SHARED = {
  scope: 'window',
  describes: 'period',
  events: ['availability'],
  statistics: [],
  default_statistic: null,
  counter: ['availability'],
} satisfies Partial<IndicatorInfo>

export const errorBudgetRemaining: WindowIndicator = {
  info: {
    ...SHARED,
    key: 'error-budget-remaining',
    title: 'Error budget remaining',
    unit: '%',
    direction: 'higher',
    formula:
      '1 − down / what the service’s strictest objective for availability allows to be down in the whole window; below 0 where more was',
    source: 'The same events as availability; a rate of counted events shows its own budget beside its figure',
    example: '10 min 48 s down in 30 days, of the 43 min 12 s that 99.9 % allows: 75.0 %',
  },
  reads: WINDOW_READS['error-budget-remaining'],
  measure: (input) => {
    const used = usedIn(input)
    if (!('measured' in used)) return used
    const { measured, down, allowed } = used
    const { from, to } = input.window
    const length = to - from - coveredMs(input.asks.uptimeExcluded, input.window)
    const observed = exactly(measured.fraction?.denominator ?? 0)
    const [spent, whole] = [multiply(down, observed), multiply(allowed, ratio(length, SECOND))]
    if (whole.num <= 0n) return noData('window_too_young', 'nothing of the window is measured')
    return {
      ...measured,
      value: multiply(subtract(ONE, over(spent, whole)), ratio(100)),
      fraction: {
        numerator: Number(spent.num) / Number(spent.den),
        denominator: Number(whole.num) / Number(whole.den),
      },
      evidence: {
        ...measured.evidence,
        formula: `down ${seconds(spent, 'up')} of ${seconds(whole, 'down')} allowed in the window`,
      },
    }
  },
}

export const burnRate: WindowIndicator = {
  info: {
    ...SHARED,
    key: 'burn-rate',
    title: 'Burn rate',
    unit: 'x',
    direction: 'lower',
    formula:
      'share of observed time that was down / the share that the service’s strictest objective for availability allows; at 1 the budget lasts exactly as long as the window',
    source:
      'Google’s SRE workbook; pairs of a longer and a shorter time warn early beside every objective with a budget',
    example: '0.2 % down where 99.9 % is asked for: 2.0 x',
  },
  reads: WINDOW_READS['burn-rate'],
  measure: (input) => {
    const used = usedIn(input)
    if (!('measured' in used)) return used
    const { measured, down, allowed } = used
    const { fraction: _, ...rest } = measured
    const percent = (share: Ratio) => `${cutDecimal(multiply(share, ratio(100)), 3, 'down').replace(/\.?0+$/, '')} %`
    return {
      ...rest,
      value: over(down, allowed),
      evidence: {
        ...measured.evidence,
        formula: `${percent(down)} down, ${percent(allowed)} allowed; ${measured.evidence.formula}`,
      },
    }
  },
}
