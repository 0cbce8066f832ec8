import { elapsed } from '../calendar/counted.ts'
import { budgetMs, deadline } from '../calendar/deadline.ts'
import type { TakenOut } from '../calendar/explain.ts'
import type { EventRef, SubjectRef } from '../events/identity.ts'
import type { IncidentFact, SeverityLevel } from '../facts/facts.ts'
import type { Instant, Window } from '../time/instant.ts'
import { type Cycle, cyclesOf, endedTooEarly, type StartFrom } from './cycles.ts'
import { countedLevel, type Eases, easesOf, isAway, type Pending } from './eases.ts'
import { inClockOrder } from './order.ts'
import { type Pause, pausesOf } from './pauses.ts'
import { type ClockKind, type ClockSetting, overdueMs } from './setting.ts'

export type ClockState =
  | 'running'
  | 'paused'
  | 'stopped'
  /** Called off, which the other party agreed to. */
  | 'called_off'
  /** Agreed to be milder, or somebody else's. */
  | 'elsewhere'

/** One clock of one incident as it stands, by one agreement's rules. */
export type Clock = {
  incident: SubjectRef
  /** Every name it has, that one among them. */
  names: SubjectRef[]
  /** The severity it counts as: when it was late, else the last one. */
  level: SeverityLevel
  /** Which run it is: 0, or one more for every opening after the reopen window. */
  run: number
  kind: ClockKind
  start: Instant
  startFrom: StartFrom
  state: ClockState
  /** When it ended for good, as far as is known: stopped, called off, or no concern of this agreement's line any more. */
  endedAt: Instant | null
  /** Open time that counted, until it ended or until it is told, in milliseconds. */
  elapsedMs: number
  /** What was promised, in the same time; null where nothing was. */
  budgetMs: number | null
  /** When it is or was due, as far as is known; while it is paused, as if it went on now. */
  dueAt: Instant | null
  /** When it became too late; nothing that is said later clears it. */
  breachedAt: Instant | null
  /** Time that was taken out: pauses, time between a stop and what undid it, exclusions. */
  taken: TakenOut[]
  /** What it waits for, while it is paused. */
  pausedSince: Instant | null
  pending: Pending[]
  /** What it is told from: the event that stopped it, if any, then the one that began it. */
  events: [EventRef, ...EventRef[]]
}

/** Times at which an agreement's line is about this incident: of its severities, and nobody else's doing. */
const scopeOf = ({ standing }: Eases, setting: ClockSetting): Window[] => {
  const scope: Window[] = []
  for (const [i, { from, level, attribution }] of standing.entries()) {
    const to = standing[i + 1]?.from ?? Number.POSITIVE_INFINITY
    const counted = `sev${countedLevel(setting, level)}`
    const ours = (setting.severities?.includes(counted) ?? true) && !isAway(setting, attribution)
    if (!ours || to <= from) continue
    const last = scope.at(-1)
    if (last?.to === from) last.to = to
    else scope.push({ from, to })
  }
  return scope
}

const levelAt = ({ standing }: Eases, setting: ClockSetting, at: Instant): SeverityLevel => {
  const then = standing.findLast(({ from }) => from <= at) ?? standing[0]
  return countedLevel(setting, then?.level ?? 1)
}

/** Where what began again, or anew for this line, may be late at the earliest: never at once. */
const floorAt = (setting: ClockSetting, from: Instant, taken: readonly TakenOut[]): Instant | null => {
  const floor = budgetMs(setting.calendar, from, setting.breachFloor)
  const end = floor.ok ? deadline(setting.calendar, from, { kind: 'elapsed', ms: floor.value + 1 }, taken) : floor
  return end.ok ? end.value : null
}

type Late = { dueAt: Instant; breachedAt: Instant }

/** The times a clock ran and counted here: between its stops, while the line was about it. */
const runs = ({ start, stopped, end }: Cycle, scope: readonly Window[], until: Instant): Window[] => {
  const pieces: Window[] = []
  let from = start
  for (const gap of [...stopped, { from: end?.at ?? until, to: Number.POSITIVE_INFINITY }]) {
    for (const one of scope) {
      const piece = { from: Math.max(from, one.from), to: Math.min(gap.from, one.to, until) }
      if (piece.to >= piece.from) pieces.push(piece)
    }
    from = gap.to
  }
  return pieces
}

/** When it is due, and the first moment at which it was too late while it ran; that it stopped later does not help. */
const lateness = (
  setting: ClockSetting,
  cycle: Cycle,
  pieces: readonly Window[],
  taken: readonly TakenOut[],
  overdue: number,
): { dueAt: Instant | null; breachedAt: Instant | null } => {
  const at = (ms: number) => deadline(setting.calendar, cycle.start, { kind: 'elapsed', ms }, taken)
  const [due, late] = [at(Math.max(0, overdue - 1)), at(overdue)]
  if (!due.ok || !late.ok) return { dueAt: null, breachedAt: null }
  let known: Late = { dueAt: due.value, breachedAt: late.value }
  for (const { from, to } of pieces) {
    const floor = from > cycle.start ? floorAt(setting, from, taken) : null
    known = {
      dueAt: Math.max(due.value, floor === null ? 0 : floor - 1),
      breachedAt: Math.max(late.value, from, floor ?? 0),
    }
    if (known.breachedAt <= to) return known
  }
  return { dueAt: known.dueAt, breachedAt: null }
}

const clockOf = (
  cycle: Cycle,
  run: number,
  kind: ClockKind,
  names: SubjectRef[],
  setting: ClockSetting,
  eases: Eases,
  pauses: readonly Pause[],
  until: Instant,
): Clock | null => {
  const scope = scopeOf(eases, setting)
  // What became known of it before it began holds from its beginning.
  const pieces = runs(cycle, scope, until)
  if (scope.length === 0) return null
  const stopped = cycle.stopped.map((one): TakenOut => ({ ...one, state: 'stopped' }))
  const taken = [...pauses, ...stopped, ...setting.excluded].map(
    ({ from, to, state, reason }): TakenOut => ({
      from,
      to,
      state,
      ...(reason === undefined ? {} : { reason }),
    }),
  )
  const overdue = overdueMs(setting.promised, setting.calendar, cycle.start)
  const { dueAt, breachedAt } =
    overdue === null ? { dueAt: null, breachedAt: null } : lateness(setting, cycle, pieces, taken, overdue)
  const last = scope.at(-1)
  const leftAt = last && last.to < (cycle.end?.at ?? until) ? last.to : null
  // Left before it was late: it is somebody else's. Late, it stays, and is told as far as it went here.
  const endedAt = leftAt ?? cycle.end?.at ?? null
  const pause = pauses.find((one) => one.open)
  const state: ClockState =
    leftAt !== null
      ? 'elsewhere'
      : cycle.end
        ? cycle.end.calledOff
          ? 'called_off'
          : 'stopped'
        : pause
          ? 'paused'
          : 'running'
  const counted = elapsed(setting.calendar, { from: cycle.start, to: endedAt ?? until }, taken)
  // What the floor allowed is in time: it counts no more than what was promised.
  const elapsedMs = overdue !== null && breachedAt === null ? Math.min(counted, Math.max(0, overdue - 1)) : counted
  return {
    incident: cycle.name,
    names,
    level: levelAt(eases, setting, breachedAt ?? endedAt ?? until),
    run,
    kind,
    start: cycle.start,
    startFrom: cycle.startFrom,
    state,
    endedAt,
    elapsedMs,
    budgetMs: overdue === null ? null : Math.max(0, overdue - 1),
    dueAt,
    breachedAt,
    taken: taken.filter(({ from, to }) => to > cycle.start && from < (endedAt ?? until)),
    pausedSince: state === 'paused' && pause ? Math.max(pause.from, cycle.start) : null,
    pending: eases.pending,
    events: cycle.end ? [cycle.end.by, cycle.startedBy] : [cycle.startedBy],
  }
}

/** Acknowledging and responding never pause, and what is not noticed cannot be. */
const pauses = (kind: ClockKind) => kind === 'resolve'

export type ToldClocks = {
  /** One for each run. */
  clocks: Clock[]
  /** Whoever asks later hears the same, as long as nothing new is told. */
  settled: boolean
}

/**
 * The clocks of one kind of one incident, one for each run, as everything known by an instant tells them. None where
 * nobody said when it began, or where the agreement's line was never about it.
 * @param actions of one incident under all of its names, in any order
 */
export const tellClocks = (
  actions: readonly IncidentFact[],
  kind: ClockKind,
  setting: ClockSetting,
  until: Instant,
): ToldClocks => {
  const said = inClockOrder(actions)
  const early = endedTooEarly(said, kind, setting)
  const inOrder = said.filter((fact) => !early.includes(fact))
  const names = [...new Set(said.flatMap(({ incident, sameAs }) => (sameAs ? [incident, sameAs] : [incident])))].sort()
  const eases = easesOf(inOrder, setting, until)
  const paused = pauses(kind) ? pausesOf(inOrder, setting, until) : []
  const clocks = cyclesOf(inOrder, kind, setting, eases, until).flatMap(
    (cycle, run) => clockOf(cycle, run, kind, names, setting, eases, paused, until) ?? [],
  )
  const allTold = (said.at(-1)?.at ?? until) < until
  const nothingWaits = eases.pending.length === 0 && !paused.some(({ open }) => open)
  return { clocks, settled: allTold && nothingWaits && clocks.every(({ endedAt }) => endedAt !== null) }
}

export const clocksOf = (
  actions: readonly IncidentFact[],
  kind: ClockKind,
  setting: ClockSetting,
  until: Instant,
): Clock[] => tellClocks(actions, kind, setting, until).clocks
