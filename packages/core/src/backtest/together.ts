import type { AcceptedVersion } from '../agreement/versions.ts'
import { formatInstant, type Window } from '../time/instant.ts'
import type { Backtest, BacktestMoney } from './backtest.ts'
import { creditsOfMonths } from './money.ts'
import type { ServiceBacktest } from './service.ts'

export type TogetherInput = {
  version: AcceptedVersion
  /** The version in force, where it is another. */
  now: AcceptedVersion | null
  range: Window
  days: number
  services: readonly ServiceBacktest[]
  /** For who may see it. */
  money: boolean
}

const moneyTogether = ({ version, now, range, services }: TogetherInput): BacktestMoney => {
  const stated = ({ terms }: AcceptedVersion, judged: 'judged' | 'judgedNow') => {
    const all = services.flatMap((one) => one[judged])
    const months = creditsOfMonths(terms.consequences ?? null, terms.timeZone, range, all)
    const credits = months.reduce((sum, month) => sum + month.credits_minor, 0)
    return { months, currency: terms.consequences?.currency ?? null, credits_minor: credits }
  }
  const before = now && stated(now, 'judgedNow')
  return {
    ...stated(version, 'judged'),
    now: before && { currency: before.currency, credits_minor: before.credits_minor },
  }
}

/** Objective by objective in the order of the text, each for every service. */
export const backtestTogether = (input: TogetherInput): Backtest => {
  const { version, range, days, services } = input
  const place = new Map(version.terms.objectives.map(({ id }, index) => [id, index]))
  const objectives = services.flatMap((one) => one.objectives)
  return {
    days,
    from: formatInstant(range.from),
    to: formatInstant(range.to),
    time_zone: version.terms.timeZone,
    objectives: objectives.toSorted((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0)),
    removed: services.flatMap(({ removed }) => removed),
    data: services.map(({ data }) => data),
    ...(input.money ? { money: moneyTogether(input) } : {}),
  }
}
