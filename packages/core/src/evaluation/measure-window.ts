import type { WindowSpec } from '../agreement/terms.ts'
import type { ServiceHistory } from '../facts/history.ts'
import type { Measurement, WindowIndicator, WindowInput } from '../indicators/indicator.ts'
import { EACH } from '../indicators/statistic.ts'
import type { Ratio } from '../number/ratio.ts'
import { onceFor } from '../remember.ts'
import { coveredMs } from '../time/cover.ts'
import { DAY, formatInstant, type Instant, type Window } from '../time/instant.ts'
import { windowAt } from '../time/window.ts'
import { type AgreedFor, agreedFor, exclusionsTold, windowSetAside } from './agreed-for.ts'
import { asksOf } from './asks.ts'
import type { MissedClock, WindowView } from './evaluation.ts'
import type { Evidence } from './evidence.ts'
import { decidedFrom } from './facts-needed.ts'
import { inUnitOf, type JudgeableTarget, judge } from './judge.ts'
import { missedClocks } from './missed-clocks.ts'
import type { Judging } from './result.ts'
import { type SetAside, withWaivers } from './set-aside.ts'
import type { WindowGround } from './window-ground.ts'
import { windowsOf, windowView } from './windows.ts'

/** Something, but not enough to tell. */
const isTooFew = (samples: number, least: number) => samples > 0 && samples < least

type Pooled = { measurement: Measurement; pooled: Evidence['pooled'] }

const misses = (target: JudgeableTarget, value: Ratio): boolean =>
  judge(target, inUnitOf(target.unit, value)) === 'missed'

const isMissed = (target: JudgeableTarget, measurement: Measurement): boolean =>
  measurement.kind === 'measured' && misses(target, measurement.value)

/**
 * What is missed only with earlier windows is not missed here: those have had their verdict, and it would only be theirs
 * again. Nor is it without what is presumed, where the window's own sample is not.
 */
const withoutEarlier = (target: JudgeableTarget, own: Measurement, all: Measurement, least: number): Measurement => {
  if (all.kind !== 'measured' || !isMissed(target, all)) return all
  if (own.kind !== 'measured' || !isMissed(target, own)) {
    const formula = `${own.evidence.formula}; with earlier windows, which have had their verdict, ${all.evidence.formula}`
    const evidence = { ...all.evidence, formula }
    return { kind: 'no_data', reason: 'too_few_samples', samples: own.samples, needed: least, evidence }
  }
  const { withoutPresumed: firm } = own
  return firm === undefined || (firm !== null && misses(target, firm)) ? all : { ...all, withoutPresumed: null }
}

/**
 * Pools a sample that is too small with earlier windows, and gives up, saying so, where it stays too small, or where
 * nothing but those earlier windows would miss the target. A window in which nothing happened is not pooled.
 */
const pool = (
  measured: WindowIndicator,
  input: (window: Window) => WindowInput,
  windows: readonly Window[],
  { minSamples: least, target }: Judging['objective'],
): Pooled => {
  const [current] = windows
  if (!current) throw new RangeError('an objective has at least its own window')
  const own = measured.measure(input(current))
  let measurement = own
  let pooled: Evidence['pooled']
  for (let n = 1; least !== null && isTooFew(measurement.samples, least) && n < windows.length; n++) {
    const used = windows.slice(0, n + 1)
    measurement = measured.measure(input({ from: used.at(-1)?.from ?? current.from, to: current.to }))
    pooled = used.map((window) => ({
      from: formatInstant(window.from),
      to: formatInstant(window.to),
      samples: measured.measure(input(window)).samples,
    }))
  }
  if (least === null) return { measurement, pooled }
  if (measurement.samples >= least) return { measurement: withoutEarlier(target, own, measurement, least), pooled }
  const { evidence, samples } = measurement
  return { measurement: { kind: 'no_data', reason: 'too_few_samples', samples, needed: least, evidence }, pooled }
}

/**
 * How much of a window must have passed before a rate says anything, without what was agreed to lie outside: one whole
 * unit of its target. No window that is over is too young (the clocks make some weeks an hour shorter than seven days),
 * and no whole rolling one, which never grows older; one cut short by the beginning of what was agreed is.
 */
const leastSpanOf = (
  { target, window: spec }: Judging['objective'],
  { excluded }: AgreedFor,
  whole: Window,
  window: Window,
): number => {
  const unitMs = target.unit === '/week' ? 7 * DAY : DAY
  const lasting = spec?.kind === 'rolling' ? whole.to - whole.from : window.to - window.from
  return Math.max(1, Math.min(unitMs, lasting - coveredMs(excluded, window)))
}

/** What one objective comes to in a window, before anything is made of it. */
export type WindowFigure = {
  /** With everything that its evidence says. */
  measurement: Measurement
  /** Its own and those that it may be pooled with, newest first, and the whole one as the calendar has it. */
  windows: readonly Window[]
  whole: Window
  current: Window
  window: WindowView
  pooled: Evidence['pooled']
  history: ServiceHistory
  agreed: AgreedFor
  input: (window: Window) => WindowInput
  /** Where every single clock must hold: those that were late. */
  clocks: MissedClock[] | undefined | false
  single: MissedClock[] | null
  aside: SetAside
}

/** Every window of an objective is asked the same. */
const asked = onceFor(({ standing, service, disputeEnds }: WindowGround) =>
  onceFor((judging: Judging) => {
    const agreed = agreedFor(standing, { service, objective: judging.objective.id }, disputeEnds)
    return { agreed, asks: asksOf(judging, agreed) }
  }),
)

/** Measures one service's window by one objective. */
export const measureWindow = (
  judging: Judging & { objective: { window: WindowSpec } },
  measured: WindowIndicator,
  ground: WindowGround,
  at: Instant,
  until: Instant,
): WindowFigure => {
  const { objective, version } = judging
  const zone = version.terms.timeZone
  const windows = windowsOf(objective.window, zone, at, judging.since)
  const { service, standing } = ground
  const place = { service, objective: objective.id, at }
  const { agreed, asks } = asked(ground)(judging)
  const history = ground.historySince(decidedFrom(judging, measured, windows, ground.longestLinkMs), agreed.excluded)
  const whole = windowAt(objective.window, zone, at)
  const [current = whole] = windows
  const input = (window: Window): WindowInput => ({
    window,
    until,
    zone,
    leastSpanMs: leastSpanOf(objective, agreed, whole, window),
    services: [history],
    asks,
  })
  const { measurement, pooled } = pool(measured, input, windows, objective)
  const window = windowView(objective.window, version, ground.environments, whole, current, at)
  const oneByOne = (objective.statistic ?? EACH) === EACH
  const clocks =
    oneByOne &&
    measured.clocks &&
    withWaivers(standing, place, missedClocks(judging, asks, measured.clocks(input(current)), current, until))
  const single = clocks || null
  const evidence = {
    ...measurement.evidence,
    ...(pooled ? { pooled } : {}),
    ...exclusionsTold(agreed, { from: windows.at(-1)?.from ?? current.from, to: current.to }),
  }
  const aside = windowSetAside({ standing, place, agreed, view: window, current, whole, clocks: single })
  return {
    measurement: { ...measurement, evidence },
    windows,
    whole,
    current,
    window,
    pooled,
    history,
    agreed,
    input,
    clocks,
    single,
    aside,
  }
}
