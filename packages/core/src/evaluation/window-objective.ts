import { capEnforcement } from '../agreement/phases.ts'
import type { Objective, WindowSpec } from '../agreement/terms.ts'
import { isBreachOf } from '../breach/identity.ts'
import type { Deployment } from '../facts/deployments.ts'
import type { ServiceHistory } from '../facts/history.ts'
import type { Measured, Measurement, WindowIndicator, WindowInput } from '../indicators/indicator.ts'
import { DAY, formatInstant, type Instant, type Window } from '../time/instant.ts'
import { windowAt } from '../time/window.ts'
import { asksOf } from './asks.ts'
import { windowCounters } from './counters.ts'
import { blocking } from './enforce.ts'
import type { Evidence } from './evidence.ts'
import { decidedFrom } from './facts-needed.ts'
import type { GateRequest } from './gate.ts'
import type { OpenBreachView } from './input.ts'
import { inUnitOf, judge } from './judge.ts'
import { type Judging, type Outcome, outcomeOf, shownValue } from './result.ts'
import { windowsOf, windowView } from './windows.ts'

/** What window objectives of a service are judged on. */
export type WindowGround = {
  /** Those that are production. */
  environments: string[]
  /** What became of the service, told from the facts since an instant. */
  historySince: (from: Instant) => ServiceHistory
  longestLinkMs: number
  openBreaches: OpenBreachView[]
}

type Pooled = { measurement: Measurement; pooled: Evidence['pooled'] }

/** Pools a sample that is too small with earlier windows, and gives up, saying so, where it stays too small. */
const pool = (
  measured: WindowIndicator,
  input: (window: Window) => WindowInput,
  windows: readonly Window[],
  least: number | null,
): Pooled => {
  const [current] = windows
  if (!current) throw new RangeError('an objective has at least its own window')
  let measurement = measured.measure(input(current))
  let pooled: Evidence['pooled']
  for (let n = 1; least !== null && measurement.samples < least && n < windows.length; n++) {
    const used = windows.slice(0, n + 1)
    measurement = measured.measure(input({ from: used.at(-1)?.from ?? current.from, to: current.to }))
    pooled = used.map((window) => ({
      from: formatInstant(window.from),
      to: formatInstant(window.to),
      samples: measured.measure(input(window)).samples,
    }))
  }
  if (least === null || measurement.samples >= least) return { measurement, pooled }
  const { evidence, samples } = measurement
  return { measurement: { kind: 'no_data', reason: 'too_few_samples', samples, needed: least, evidence }, pooled }
}

const isProduction = ({ environment }: GateRequest, production: string[]) =>
  environment === undefined || production.includes(environment)

/** Has what was agreed to end the block happened since this breach opened? */
const isReleased = (objective: Objective, breach: OpenBreachView | undefined, deployments: Deployment[]): boolean => {
  if (!breach || !objective.release) return false
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

/**
 * How much of a window must have passed before a rate says anything: one whole unit of its target. No window that is
 * over is too young (the clocks make some weeks an hour shorter than seven days), and no whole rolling one, which never
 * grows older; one cut short by the beginning of what was agreed is.
 */
const leastSpanOf = ({ target, window: spec }: Judging['objective'], whole: Window, window: Window): number => {
  const unitMs = target.unit === '/week' ? 7 * DAY : DAY
  const lasting = spec?.kind === 'rolling' ? whole.to - whole.from : window.to - window.from
  return Math.max(1, Math.min(unitMs, lasting))
}

/** Judges one service's window by one objective; null where the objective is not judged without a server. */
export const judgeWindow = (
  judging: Judging & { objective: { window: WindowSpec } },
  measured: WindowIndicator,
  ground: WindowGround,
  request: GateRequest,
  at: Instant,
): Outcome => {
  const { objective, version } = judging
  const zone = version.terms.timeZone
  const windows = windowsOf(objective.window, zone, at, judging.since)
  const history = ground.historySince(decidedFrom(judging, measured, windows, ground.longestLinkMs))
  const whole = windowAt(objective.window, zone, at)
  const [current = whole] = windows
  const asks = asksOf(judging)
  const input = (window: Window): WindowInput => ({
    window,
    until: at,
    zone,
    leastSpanMs: leastSpanOf(objective, whole, window),
    services: [history],
    asks,
  })
  const { measurement, pooled } = pool(measured, input, windows, objective.minSamples)
  const window = windowView(objective.window, version, ground.environments, whole, current, at)
  const breach = ground.openBreaches.find((open) => isBreachOf(open.identity, objective.id, window))
  const enforcement = capEnforcement(objective, judging.phase)
  const block = blocking(objective, enforcement, request, {
    firstIntroduction: false,
    production: isProduction(request, ground.environments),
    released: isReleased(objective, breach, history.deployments),
    presumedOnly: measurement.kind === 'measured' && onlyPresumed(judging, measurement),
  })
  const evidence = pooled ? { ...measurement.evidence, pooled } : measurement.evidence
  return outcomeOf(judging, measured.info, { ...measurement, evidence }, enforcement, block, request.event, {
    window,
    ...(breach ? { breach_id: breach.id } : {}),
    trend: trendOf(measured, input, windows, objective),
    counter: windowCounters(measured, input(current)),
  })
}
