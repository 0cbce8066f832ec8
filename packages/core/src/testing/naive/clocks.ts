import type { AgreedDuration, CalendarTerms } from '../../agreement/terms.ts'
import type { Instant, Window } from '../../time/instant.ts'
import { changesOf, namesAfter, oursOf } from './agreed.ts'
import { type Action, atOf, BEGINS, firstOf, type Group, grouped, type NaiveIncident } from './incidents.ts'
import { type Figure, type Fraction, inside, noData, statisticOf } from './measured.ts'
import { calendarOf, isTakenOut, misses, type Question, told } from './question.ts'
import { businessDaysLater, firstThat, openTime } from './time.ts'
import { watched } from './watched.ts'

/* Incident clocks (rule 10): what happened, told from the beginning; then how much of it counts, and when it was late. */

type Kind = 'detect' | 'acknowledge' | 'respond' | 'resolve'

/** One run of a clock. */
type Run = { from: Instant; stops: Window[]; end: Instant | null; calledOff: boolean }

const elapsedMs = (duration: AgreedDuration): number => {
  if (duration.kind !== 'elapsed') throw new Error('not generated')
  return duration.ms
}

/** When it began: as agreed, else the next moment that is known; null where nobody said. */
const startOf = (incident: NaiveIncident, kind: Kind, starts: string): Instant | null => {
  const said = (...actions: string[]) => firstOf(incident, ...actions)
  // What nobody saw begin was not detected late or early.
  if (kind === 'detect') return said('started')
  const agreed = starts === 'first-known' ? said('detected', 'reported') : said(starts)
  return agreed ?? said('started', 'detected', 'reported')
}

const isPersons = ({ data }: Action) => data.actor_kind !== 'bot'

/** What stops a clock by itself; the end of the incident stops every one. */
const stops = (kind: Kind, action: Action, mitigatedStops: boolean): boolean => {
  const what = action.data.action
  switch (kind) {
    case 'detect':
      return what !== 'started'
    case 'acknowledge':
      return (what === 'acknowledged' || what === 'responded') && isPersons(action)
    case 'respond':
      return what === 'responded' && isPersons(action)
    case 'resolve':
      return what === 'mitigated' && mitigatedStops
    default:
      return kind satisfies never
  }
}

/** At one moment stop, pause, resume and start apply in this order. */
const STOPS = ['resolved', 'cancelled', 'mitigated', 'acknowledged', 'responded']
const orderOf = ({ data: { action } }: Action) =>
  STOPS.includes(action)
    ? 0
    : action === 'paused'
      ? 1
      : action === 'resumed'
        ? 2
        : action === 'severity_changed'
          ? 4
          : 3
export const inOrder = (a: Action, b: Action) => atOf(a) - atOf(b) || orderOf(a) - orderOf(b)

/** Only the time to resolve pauses, for an agreed reason, until it is resumed, answered or over. */
const pausesOf = (actions: readonly Action[], kind: Kind, reasons: readonly string[], until: Instant): Window[] => {
  const pauses: Window[] = []
  let paused: Action | null = null
  for (const action of kind === 'resolve' ? actions.filter((one) => atOf(one) <= until) : []) {
    const { data, party } = action
    // Another pause is no reply to a pause.
    const answered = paused !== null && data.action !== 'paused' && isPersons(action) && party !== paused.party
    if (paused !== null && (answered || data.action === 'resumed' || data.action === 'resolved')) {
      pauses.push({ from: atOf(paused), to: atOf(action) })
      paused = null
    }
    if (data.action === 'paused' && reasons.includes(data.reason ?? '')) paused ??= action
  }
  return paused === null ? pauses : [...pauses, { from: atOf(paused), to: until }]
}

/** Every run of a clock: the first, and one more for each opening after the reopen window. */
const runsOf = (
  actions: readonly Action[],
  calledOff: readonly Instant[],
  kind: Kind,
  start: Instant,
  question: Question,
): Run[] => {
  const rules = question.version.terms.clocks
  if (!rules) return []
  let run: Run = { from: start, stops: [], end: null, calledOff: false }
  const runs = [run]
  let done: Instant | null = null
  let over: Instant | null = null
  const settle = (at: Instant, called: boolean) => {
    if (done !== null || over !== null) {
      if (run.end === null) run.calledOff = called
      run.end ??= at
    } else if (run.end !== null) {
      run.stops.push({ from: run.end, to: at })
      run.end = null
    }
  }
  const steps: [Instant, Action | null][] = [
    ...actions.map((action): [Instant, Action] => [atOf(action), action]),
    ...calledOff.map((at): [Instant, null] => [at, null]),
  ]
  steps.sort(([a], [b]) => a - b)
  for (const [at, action] of steps.filter(([when]) => when <= question.until)) {
    if (action === null) over ??= at
    else {
      const what = action.data.action
      if (stops(kind, action, rules.mitigatedStopsResolve)) done ??= at
      if (what === 'unacknowledged' && kind === 'acknowledge') done = null
      const states = [...namesAfter(actions.slice(0, actions.indexOf(action) + 1), actions).values()]
      if (states.includes('resolved') && !states.includes('open')) over ??= at
      if (what === 'reopened' && over !== null) {
        const isLate = openTime(calendarOf(question), over, at) >= elapsedMs(rules.reopenWindow)
        over = null
        if (kind === 'resolve' || (isLate && kind !== 'detect')) done = null
        if (isLate && kind !== 'detect') {
          run = { from: at, stops: [], end: null, calledOff: false }
          runs.push(run)
        }
      }
    }
    settle(at, action === null)
  }
  return runs
}

/** The times in which a run went on and was ours. */
const goingOn = (run: Run, ours: readonly Window[], until: Instant): Window[] => {
  const stopped = [...run.stops, ...(run.end === null ? [] : [{ from: run.end, to: Number.POSITIVE_INFINITY }])]
  const pieces: Window[] = []
  let from = run.from
  for (const stop of [...stopped, { from: until, to: until }]) {
    for (const one of ours) {
      const piece = { from: Math.max(from, one.from), to: Math.min(stop.from, one.to, until) }
      if (piece.from <= piece.to) pieces.push(piece)
    }
    from = stop.to
  }
  return pieces
}

/** What a counted time from a moment is compared as: milliseconds, or so many business days and a share of one. */
const asked =
  (question: Question, calendar: CalendarTerms | null, from: Instant) =>
  (spent: number): Fraction => {
    const { target } = question.objective
    if (target.kind !== 'compare' || target.unit !== 'bd') return { num: spent, den: 1 }
    if (spent === 0) return { num: 0, den: 1 }
    const zone = question.version.terms.timeZone
    const days = (n: number) => (n === 0 ? 0 : openTime(calendar, from, businessDaysLater(calendar, zone, from, n)))
    let whole = 0
    while (days(whole + 1) < spent) whole++
    const length = days(whole + 1) - days(whole)
    return { num: whole * length + spent - days(whole), den: length }
  }

const KINDS: Record<string, Kind> = {
  'time-to-detect': 'detect',
  'time-to-acknowledge': 'acknowledge',
  'time-to-respond': 'respond',
  'time-to-resolve': 'resolve',
}

/** A run with when it was late and when it was over here, and what of the time is taken out of it. */
type ToldRun = Run & { late: Instant | null; left: Instant | null; over: Instant | null; taken: readonly Window[] }

const runsTold = (unordered: readonly Action[], kind: Kind, question: Question): ToldRun[] => {
  const { objective, version, until, exclusions } = question
  const rules = version.terms.clocks
  const start = startOf(
    { names: [], actions: unordered.toSorted(inOrder) },
    kind,
    objective.clock?.starts ?? 'first-known',
  )
  if (!rules || start === null) return []
  // No end lies before what it ends.
  const isEnd = (action: Action) =>
    ['resolved', 'cancelled'].includes(action.data.action) ||
    (kind === 'resolve' && stops(kind, action, rules.mitigatedStopsResolve))
  const actions = unordered.filter((action) => atOf(action) >= start || !isEnd(action)).toSorted(inOrder)
  const calendar = calendarOf(question)
  const changes = changesOf(actions, objective, version.terms, until)
  const ours = oursOf(changes, objective, rules)
  const lastOurs = ours.at(-1)
  if (!lastOurs) return []
  const pauses = pausesOf(actions, kind, rules.pauseReasons, until)
  const calledOff = changes.filter((change) => change.calledOff).map(({ at }) => at)

  return runsOf(actions, calledOff, kind, start, question).map((run): ToldRun => {
    const taken = [...pauses, ...run.stops, ...exclusions]
    const as = asked(question, calendar, run.from)
    const isLate = (piece: Window) => (at: Instant) => {
      // The floor is time in which it can't become late, whatever it has used up already.
      const used = openTime(calendar, piece.from, at, taken)
      if (piece.from > run.from && used <= elapsedMs(rules.breachFloor)) return false
      return misses(objective, as(openTime(calendar, run.from, at, taken)))
    }
    let late: Instant | null = null
    for (const piece of goingOn(run, ours, until)) late ??= firstThat(piece, isLate(piece))
    const left = lastOurs.to < (run.end ?? until) ? lastOurs.to : null
    return { ...run, late, left, over: left ?? run.end, taken }
  })
}

/** When the clock of some actions alone first stopped or was late. */
const decidedAt = (actions: readonly Action[], kind: Kind, question: Question): Instant =>
  Math.min(
    Number.POSITIVE_INFINITY,
    ...runsTold(actions, kind, question).flatMap(({ from, late, over, stops: gaps }) => [
      ...(late === null ? [] : [late]),
      ...(over === null ? [] : [over]),
      ...gaps.filter((gap) => gap.to > from && gap.from < (over ?? question.until)).map((gap) => gap.from),
    ]),
  )

/**
 * What one clock is told of together (rules 10, 13): to call two one, after the clock of either had stopped or was late,
 * comes too late for it, unless one never was said to begin but as the other.
 */
const partsOf = ({ actions }: NaiveIncident, kind: Kind, question: Question): NaiveIncident[] => {
  const heard = actions.map((one): Action => {
    const { same_as, ...rest } = one.data
    return atOf(one) > question.until ? { ...one, data: rest } : one
  })
  if (new Set(heard.map(({ data }) => data.incident_id)).size === 1) return [{ names: [], actions: heard }]
  const under = ({ names }: Group, is: (actions: readonly Action[]) => boolean) =>
    names.some((name) => is(heard.filter(({ data }) => data.incident_id === name)))
  const isBegun = (some: readonly Action[]) =>
    some.some(({ data }) => BEGINS.includes(data.action) && data.same_as === undefined)
  return grouped(heard, (saying, said, at) => {
    const isDecided = (some: readonly Action[]) => decidedAt(some, kind, question) <= at
    return !under(saying, isDecided) && !(under(saying, isBegun) && under(said, isDecided))
  })
}

type Case = { took: Fraction; late: Instant | null }

/** The cases of one incident: clocks that stopped or were late in the window, whichever came first. */
const casesOf = ({ actions }: NaiveIncident, kind: Kind, question: Question): Case[] => {
  const { objective, until, window, since } = question
  const calendar = calendarOf(question)
  return runsTold(actions, kind, question).flatMap((run): Case[] => {
    const { late, left, over, taken } = run
    const as = asked(question, calendar, run.from)
    const isPast = (spent: number) => misses(objective, as(spent))
    const when = late ?? over
    if (when === null || !inside(window, when) || run.from < since) return []
    if (late === null && (left !== null || run.calledOff || when < run.from)) return []
    if (isTakenOut(question, run.from, when)) return []
    const spent = openTime(calendar, run.from, over ?? until, taken)
    if (late !== null || !isPast(spent)) return [{ took: as(spent), late }]
    // What the floor allowed counts as what was promised, no more.
    const most = firstThat({ from: 0, to: spent }, isPast) ?? 1
    return [{ took: as(most - 1), late }]
  })
}

export const incidentClocks = (question: Question): Figure => {
  const kind = KINDS[question.objective.indicator] ?? 'resolve'
  const { begun } = question
  const own = told(question).incidents.filter(({ actions }) => {
    const first = Math.min(...actions.map(atOf))
    return begun.from <= first && first < begun.to
  })
  const cases = own
    .flatMap((incident) => partsOf(incident, kind, question))
    .flatMap((part) => casesOf(part, kind, question))
  if (cases.length === 0) return watched(question) ? { kind: 'no_cases' } : noData('not_watched')
  const statistic = question.objective.statistic ?? 'each'
  const value = statisticOf(
    statistic,
    cases.map(({ took }) => took),
  )
  const late = statistic === 'each' ? cases.flatMap((one) => one.late ?? []) : []
  return { kind: 'measured', value, samples: cases.length, late }
}
