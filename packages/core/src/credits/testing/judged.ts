import { percentOf } from '../../agreement/money.ts'
import type { Consequences, MoneyTier, Objective, Unit } from '../../agreement/terms.ts'
import { parseDecimal, type Ratio, ratio } from '../../number/ratio.ts'
import { at, objective, target } from '../../testing/agreement.ts'
import { type CreditInput, figureOf, type Judged } from '../judged.ts'

export const NOVEMBER = { from: at('2026-11-01'), to: at('2026-12-01') }
export const LATER = at('2027-01-15')

const decimal = (text: string): Ratio => parseDecimal(text) ?? ratio(0)

/** `[['15%', '5%']]`: beyond 15 % it is 5 % of the fee. */
export const tiers = (...pairs: [from: string, share: string][]): MoneyTier[] =>
  pairs.map(([from, share]) => ({
    threshold: { value: decimal(from.replace('%', '')), unit: '%', text: from },
    share: percentOf(share) ?? ratio(0),
    shareText: share,
  }))

/** Change fail rate, at most 15 %: 5 % beyond 15 %, 10 % beyond 30 %. */
export const RATE: Objective = objective({
  id: 'change-fail-rate',
  title: 'Change fail rate',
  indicator: 'change-fail-rate',
  target: target('<=', '15', '%'),
  window: { kind: 'calendar', unit: 'month' },
  enforcement: 'warn',
  money: {
    credits: tiers(['15%', '5%'], ['30%', '10%']),
    bonuses: tiers(['5%', '2%'], ['1%', '4%']),
    chronicBelow: null,
  },
})

export const consequences = (own: Partial<Consequences> = {}): Consequences => ({
  currency: 'USD',
  monthlyFee: 4_000_000,
  creditCap: ratio(100),
  chronic: null,
  ...own,
})

export const per = (text: string, unit: Unit = '%') => figureOf(decimal(text), unit)

/** November of the checkout's change fail rate at 20 %, unless said otherwise. */
export const judged = (own: Partial<Judged> = {}): Judged => ({
  objective: RATE,
  version: 1,
  service: 'checkout-api',
  case: null,
  window: { ...NOVEMBER, kind: 'calendar month', label: 'November 2026' },
  status: 'breached',
  contractual: true,
  figure: per('20'),
  presumed: null,
  rootCause: null,
  breach: null,
  provisional: false,
  ...own,
})

export const input = (rows: readonly Judged[], own: Partial<CreditInput> = {}): CreditInput => ({
  at: LATER,
  month: NOVEMBER,
  consequences: consequences(),
  judged: rows,
  ...own,
})
