import type { AcceptedVersion } from '../agreement/versions.ts'
import type { Backtest, BacktestObjective } from '../backtest/backtest.ts'
import { backtestRange, hypothesisOf } from '../backtest/hypothesis.ts'
import { backtestService } from '../backtest/service.ts'
import { backtestTogether } from '../backtest/together.ts'
import type { CorrectionFact, WindowFact } from '../facts/facts.ts'
import type { MergePoint } from '../series/merges.ts'
import { NOTHING_STANDS, type Standing } from '../standing/standing.ts'
import { at } from './agreement.ts'

export type Trying = {
  text: AcceptedVersion
  inForce?: AcceptedVersion
  now: string
  days?: number
  facts?: readonly WindowFact[]
  corrections?: readonly CorrectionFact[]
  merges?: readonly MergePoint[]
  standing?: Partial<Standing>
  deployedBefore?: boolean
}

/** A text tried on checkout-api, with everything that is known in memory. */
export const tryText = (trying: Trying): Backtest => {
  const { text, inForce, now, days = 90, facts = [], corrections = [], merges = [], deployedBefore = false } = trying
  const accepted = inForce ? [inForce] : []
  const range = backtestRange(text.terms.timeZone, days, at(now))
  const isInForce = inForce?.version === text.version
  const beside = inForce && !isInForce ? inForce : null
  const service = 'checkout-api'
  const tried = backtestService({
    service,
    text: hypothesisOf(text, accepted, service, range),
    now: beside && hypothesisOf(beside, accepted, service, range),
    isInForce,
    range,
    days,
    standing: { ...NOTHING_STANDS, ...trying.standing },
    read: { facts, corrections, deployedBefore, merges },
  })
  return backtestTogether({ version: text, now: beside, range, days, services: [tried], money: true })
}

export const onlyTried = ({ objectives }: Backtest): BacktestObjective => {
  const [one, ...more] = objectives
  if (!one || more.length > 0) throw new Error(`expected one objective, found ${objectives.length}`)
  return one
}
