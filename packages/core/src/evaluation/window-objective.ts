import { capEnforcement } from '../agreement/phases.ts'
import type { Objective, WindowSpec } from '../agreement/terms.ts'
import type { AcceptedVersion } from '../agreement/versions.ts'
import { isBreachOf } from '../breach/identity.ts'
import type { Deployment } from '../facts/deployments.ts'
import { indicator } from '../indicators/catalogue.ts'
import {
  isWindowIndicator,
  type Measured,
  type Measurement,
  type WindowIndicator,
  type WindowInput,
} from '../indicators/indicator.ts'
import { toNumber } from '../number/ratio.ts'
import { DAY, formatInstant, type Instant, type Window } from '../time/instant.ts'
import { windowAt, windowBefore, windowKind, windowLabel } from '../time/window.ts'
import { localDate } from '../time/zone.ts'
import { displayPlain } from './display.ts'
import { blocking } from './enforce.ts'
import type { Evidence, ObjectiveResult, WindowView } from './evaluation.ts'
import type { GateRequest } from './gate.ts'
import type { OpenBreachView } from './input.ts'
import { inUnitOf, judge } from './judge.ts'
import { type Judging, type Outcome, outcomeOf } from './result.ts'

/** Earlier windows that a sample too small may be pooled with (PRODUCT.md, rule 4). */
export const POOLED_WINDOWS = 2

/** The window at an instant and the earlier ones of the same objective, newest first, none from before it began. */
export const windowsOf = (spec: WindowSpec, zone: string, at: Instant, since: Instant): Window[] => {
  const windows = [windowAt(spec, zone, at)]
  for (let i = 0; i < POOLED_WINDOWS; i++) {
    const last = windows.at(-1)
    if (last) windows.push(windowBefore(spec, zone, last))
  }
  return windows
    .map((window) => ({ from: Math.max(window.from, since), to: window.to }))
    .filter((window, i) => i === 0 || window.from < window.to)
}

export type ServiceHistory = {
  /** Those that are production. */
  environments: string[]
  deployments: Deployment[]
  deployedBefore: boolean
  openBreaches: OpenBreachView[]
}

type Pooled = { measurement: Measurement; pooled: Evidence['pooled'] }

/** Pools a sample that is too small with earlier windows, and gives up, saying so, where it stays too small. */
const pool = (
  measured: WindowIndicator,
  input: (window: Window) => WindowInput,
  windows: Window[],
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

const view = (
  spec: WindowSpec,
  { terms }: AcceptedVersion,
  environments: string[],
  whole: Window,
  judged: Window,
  at: Instant,
): WindowView => ({
  period: localDate(terms.timeZone, spec.kind === 'calendar' ? whole.from : at),
  kind: windowKind(spec),
  from: formatInstant(judged.from),
  to: formatInstant(judged.to),
  environments,
  label: windowLabel(spec, terms.timeZone, whole),
  provisional: at < whole.to + terms.incidents.linkWindowMs,
  partial: judged.from > whole.from,
})

const trendOf = (
  measured: WindowIndicator,
  input: (window: Window) => WindowInput,
  windows: Window[],
  objective: Judging['objective'],
) =>
  windows.toReversed().map((window) => {
    const measurement = measured.measure(input(window))
    const value = measurement.kind === 'measured' ? toNumber(inUnitOf(objective.target.unit, measurement.value)) : null
    return { at: formatInstant(window.from), value }
  })

const counters = (measured: WindowIndicator, input: WindowInput): NonNullable<ObjectiveResult['counter']> =>
  measured.info.counter.flatMap((key) => {
    const other = indicator(key)
    if (!other || !isWindowIndicator(other)) return []
    const measurement = other.measure(input)
    if (measurement.kind === 'no_data') return []
    return [{ indicator: key, title: other.info.title, display: displayPlain(measurement.value, other.info.unit) }]
  })

/** Missed only through failures that are presumed, and met without them? */
const onlyPresumed = (judging: Judging, measured: Measured): boolean => {
  if (!measured.withoutPresumed) return false
  const { target } = judging.objective
  return judge(target, inUnitOf(target.unit, measured.withoutPresumed)) === 'met'
}

/** Judges one service's window by one objective; null where the objective is not judged without a server. */
export const judgeWindow = (
  judging: Judging & { objective: { window: WindowSpec } },
  measured: WindowIndicator,
  history: ServiceHistory,
  request: GateRequest,
  at: Instant,
): Outcome => {
  const { objective, version } = judging
  const zone = version.terms.timeZone
  const windows = windowsOf(objective.window, zone, at, judging.since)
  const whole = windowAt(objective.window, zone, at)
  const [current = whole] = windows
  const unitMs = objective.target.unit === '/week' ? 7 * DAY : DAY
  // A whole rolling window never gets older: what is shorter than its unit by today's part only is old enough.
  const leastSpanMs = objective.window.kind === 'rolling' ? Math.min(unitMs, Math.max(DAY, at - whole.from)) : unitMs
  const input = (window: Window): WindowInput => ({
    window,
    until: at,
    zone,
    leastSpanMs,
    deployments: history.deployments,
    deployedBefore: history.deployedBefore,
  })
  const { measurement, pooled } = pool(measured, input, windows, objective.minSamples)
  const window = view(objective.window, version, history.environments, whole, current, at)
  const breach = history.openBreaches.find((open) => isBreachOf(open.identity, objective.id, window))
  const enforcement = capEnforcement(objective, judging.phase)
  const block = blocking(objective, enforcement, request, {
    firstIntroduction: false,
    production: isProduction(request, history.environments),
    released: isReleased(objective, breach, history.deployments),
    presumedOnly: measurement.kind === 'measured' && onlyPresumed(judging, measurement),
  })
  const evidence = pooled ? { ...measurement.evidence, pooled } : measurement.evidence
  return outcomeOf(judging, measured.info, { ...measurement, evidence }, enforcement, block, request.event, {
    window,
    ...(breach ? { breach_id: breach.id } : {}),
    trend: trendOf(measured, input, windows, objective),
    counter: counters(measured, input(current)),
  })
}
