import type { TakenOut } from '../calendar/explain.ts'
import { nameRef } from '../events/identity.ts'
import type { Asks } from '../indicators/asks.ts'
import { inCanonical } from '../indicators/reported-unit.ts'
import type { Worst } from '../indicators/statistic.ts'
import { multiply, type Ratio, ratio } from '../number/ratio.ts'
import { ALWAYS } from '../time/instant.ts'
import { clockSettingOf } from './clock-setting.ts'
import { type JudgeableTarget, secondsIn } from './judge.ts'
import type { Judging } from './result.ts'

const floor = ({ num, den }: Ratio) => Number(num >= 0n ? num / den : -((-num + den - 1n) / den))

/** The first whole millisecond that misses a target from above; null where more time never misses it. */
const overdueFrom = (target: JudgeableTarget): number | null => {
  const seconds = secondsIn(target.unit)
  if (!seconds) return null
  const ms = (bound: Ratio) => multiply(bound, multiply(seconds, ratio(1_000)))
  if (target.kind === 'band') return floor(ms(target.high)) + 1
  if (target.op === '<=' || target.op === '==') return floor(ms(target.value)) + 1
  // Below is met, so the bound itself is missed already; what lies between two milliseconds with the later one.
  if (target.op === '<') return -floor(multiply(ms(target.value), ratio(-1)))
  return null
}

/** What misses the target by most, in the unit that is measured in: on whichever side, where there are two. */
const worstOf = (target: JudgeableTarget): Worst => {
  const measured = (bound: Ratio) => inCanonical(target.unit, bound)
  if (target.kind === 'band') return { low: measured(target.low), high: measured(target.high) }
  if (target.op === '==') return { low: measured(target.value), high: measured(target.value) }
  return target.op === '>=' || target.op === '>' ? 'lowest' : 'highest'
}

/** What both parties agreed to leave out, and what either may still rebut. */
export type Agreed = Pick<Asks, 'excluded' | 'uptimeExcluded' | 'overturned' | 'rebuttableUntil'> & {
  takenOut: readonly TakenOut[]
}

export const NOTHING_AGREED: Agreed = {
  excluded: [],
  uptimeExcluded: [],
  overturned: new Set(),
  rebuttableUntil: null,
  takenOut: [],
}

/** What an objective asks of its indicator beyond the figure. */
export const asksOf = (judging: Judging, { takenOut, ...agreed }: Agreed = NOTHING_AGREED): Asks => {
  const { objective, since, budgetOf } = judging
  const { statistic, severity, owedBy, target } = objective
  // A budget is counted as the objective counts that it is the budget of.
  const { degradedWeight, fullMinutes } = budgetOf?.objective ?? objective
  const measuredBy = objective.measuredBy ?? budgetOf?.objective.measuredBy ?? null
  return {
    statistic,
    severities: severity,
    sources: measuredBy && {
      names: measuredBy.map(nameRef),
      count: 'named',
      called: new Map(measuredBy.map((name) => [nameRef(name), name])),
    },
    owedBy,
    since,
    begun: judging.begun ?? ALWAYS,
    overdueFromMs: overdueFrom(target),
    degradedWeight,
    fullMinutes,
    unit: target.unit,
    worst: worstOf(target),
    clock: { ...clockSettingOf(judging, overdueFrom(target)), excluded: takenOut },
    ...(budgetOf ? { allowedShare: budgetOf.share } : {}),
    ...agreed,
  }
}
