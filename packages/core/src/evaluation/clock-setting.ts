import { ALWAYS_OPEN, DEFAULT_BREACH_FLOOR, DEFAULT_REOPEN_WINDOW, DEFAULT_STARTS } from '../agreement/defaults.ts'
import type { Objective, Target, Terms } from '../agreement/terms.ts'
import { calendarNamed } from '../calendar/calendar.ts'
import type { ClockSetting, Promised } from '../clocks/setting.ts'
import { nameRef } from '../events/identity.ts'
import type { JudgeableTarget } from './judge.ts'
import type { Judging } from './result.ts'

const atMost = (target: JudgeableTarget) => (target.kind === 'band' ? target.high : target.value)
const limits = (target: Target): target is JudgeableTarget =>
  target.kind === 'band' || (target.kind === 'compare' && ['<=', '<', '=='].includes(target.op))

/** What a target promises: how long something may go on until it is a miss. */
const promisedIn = (target: JudgeableTarget, overdueFromMs: number | null): Promised | null => {
  if (!limits(target)) return null
  if (target.unit !== 'bd') return overdueFromMs === null ? null : { kind: 'elapsed', overdueFromMs }
  const { num, den } = atMost(target)
  const inclusive = target.kind === 'band' || target.op !== '<'
  return { kind: 'business_days', days: Number(num / den), inclusive }
}

/** The severities for which somebody owes the same clock: to whichever of them one rises, a line of the agreement has it. */
const linesBeside = (own: Objective, { objectives, stage }: Terms): ClockSetting['lines'] => {
  const beside = objectives.filter(
    (one) =>
      one.indicator === own.indicator &&
      (one.owedBy === own.owedBy || one.owedBy === 'both') &&
      (one.stage === null || one.stage === stage) &&
      (one.services === null || (own.services?.every((name) => one.services?.includes(name)) ?? false)),
  )
  const all = [own, ...beside].map(({ severity }) => severity)
  return all.includes(null) ? null : all.flatMap((some) => some ?? [])
}

/** How an objective's durations are counted, and how its incident clocks run. */
export const clockSettingOf = ({ objective, version }: Judging, overdueFromMs: number | null): ClockSetting => {
  const { clocks, timeZone } = version.terms
  const named = (name: string) => calendarNamed(name, clocks, timeZone)
  return {
    starts: objective.clock?.starts ?? DEFAULT_STARTS,
    calendar: named(objective.clock?.calendar ?? ALWAYS_OPEN),
    answers: named(clocks?.calendar ?? ALWAYS_OPEN),
    reopenWindow: clocks?.reopenWindow ?? DEFAULT_REOPEN_WINDOW,
    breachFloor: clocks?.breachFloor ?? DEFAULT_BREACH_FLOOR,
    mitigatedStops: clocks?.mitigatedStopsResolve ?? false,
    pauseReasons: new Map((clocks?.pauseReasons ?? []).map((reason) => [nameRef(reason), reason])),
    meant: clocks?.severities ?? null,
    severities: objective.severity,
    lines: linesBeside(objective, version.terms),
    owedBy: objective.owedBy,
    promised: promisedIn(objective.target, overdueFromMs),
    excluded: [],
  }
}
