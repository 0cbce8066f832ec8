import { capEnforcement } from '../agreement/phases.ts'
import type { Objective, WindowSpec } from '../agreement/terms.ts'
import { isBreachOf, isOfClock } from '../breach/identity.ts'
import { earlyWarning } from '../budget/early.ts'
import type { Deployment } from '../facts/deployments.ts'
import type { Measured, WindowIndicator, WindowInput } from '../indicators/indicator.ts'
import { coveredMs } from '../time/cover.ts'
import { formatInstant, type Instant, type Window } from '../time/instant.ts'
import { blocking } from './enforce.ts'
import type { MissedClock, WindowView } from './evaluation.ts'
import type { GateRequest } from './gate.ts'
import type { OpenBreachView } from './input.ts'
import { inUnitOf, judge } from './judge.ts'
import { measureWindow } from './measure-window.ts'
import { type Judging, type Outcome, outcomeOf, shownValue } from './result.ts'
import { windowCounters } from './window-counters.ts'
import type { WindowGround } from './window-ground.ts'

const isProduction = ({ environment }: GateRequest, production: string[]) =>
  environment === undefined || production.includes(environment)

/** Has what was agreed to end the block happened since this breach opened? */
const isReleased = (objective: Objective, breach: OpenBreachView, deployments: Deployment[]): boolean => {
  if (!objective.release) return false
  switch (objective.release.kind) {
    case 'acknowledged':
      return breach.status === 'acknowledged'
    case 'next_window':
      return false
    case 'good_deployments': {
      const after = deployments.filter((deployment) => deployment.at > breach.openedAt && !deployment.uncounted)
      const bad = after.findLastIndex((deployment) => deployment.failed !== null || deployment.status !== 'success')
      return after.length - 1 - bad >= objective.release.count
    }
    default:
      return objective.release satisfies never
  }
}

const trendOf = (
  measured: WindowIndicator,
  input: (window: Window) => WindowInput,
  windows: readonly Window[],
  objective: Judging['objective'],
) =>
  windows.toReversed().map((window) => {
    const measurement = measured.measure(input(window))
    const value = measurement.kind === 'measured' ? shownValue(objective.target, measurement.value) : null
    return { at: formatInstant(window.from), value }
  })

/** Missed only through failures that are presumed, and met without them? */
const onlyPresumed = (judging: Judging, measured: Measured): boolean => {
  if (measured.withoutPresumed === undefined) return false
  const { target } = judging.objective
  return measured.withoutPresumed === null || judge(target, inUnitOf(target.unit, measured.withoutPresumed)) === 'met'
}

/** Open breaches that a result belongs to: where every single clock must hold, one for each that was late. */
const breachesOf = (
  { objective }: Judging,
  window: WindowView,
  clocks: readonly MissedClock[] | null,
  open: readonly OpenBreachView[],
): OpenBreachView[] =>
  open.filter(({ identity }) =>
    clocks
      ? clocks.some((clock) => isOfClock(identity, objective.id, clock))
      : isBreachOf(identity, objective.id, window),
  )

/** Judges one service's window by one objective; null where the objective is not judged without a server. */
export const judgeWindow = (
  judging: Judging & { objective: { window: WindowSpec } },
  measured: WindowIndicator,
  ground: WindowGround,
  request: GateRequest,
  at: Instant,
  until: Instant = at,
): Outcome => {
  const { objective } = judging
  const figure = measureWindow(judging, measured, ground, at, until)
  const { measurement, pooled, history, agreed, windows, window, current, clocks, single, aside, input } = figure
  const breaches = breachesOf(judging, window, single, ground.openBreaches)
  const [breach] = breaches
  const enforcement = capEnforcement(objective, judging.phase)
  const block = blocking(objective, enforcement, request, {
    firstIntroduction: false,
    production: isProduction(request, ground.environments),
    released: breaches.length > 0 && breaches.every((one) => isReleased(objective, one, history.deployments)),
    presumedOnly: measurement.kind === 'measured' && onlyPresumed(judging, measurement),
  })
  return outcomeOf(judging, measured.info, measurement, enforcement, block, request.event, {
    window,
    ...(breach ? { breach_id: breach.id } : {}),
    ...(clocks ? { clocks } : {}),
    early: earlyWarning({
      judging,
      measurement,
      pooled: pooled !== undefined,
      window: current,
      excludedMs: coveredMs(agreed.uptimeExcluded, current),
      until,
      measure: (one) => measured.measure(input(one)),
    }),
    aside,
    trend: trendOf(measured, input, windows, objective),
    counter: windowCounters(measured, input(current)),
  })
}
