import type { AgreedDuration, CalendarTerms } from '../../agreement/terms.ts'
import type { Instant } from '../../time/instant.ts'
import { type Action, atOf, firstOf, type NaiveIncident, worstOf } from './incidents.ts'
import { type Figure, inside, noData, statisticOf } from './measured.ts'
import { calendarOf, isTakenOut, misses, type Question, told } from './question.ts'
import { isOpenMinute, openTime } from './time.ts'
import { watched } from './watched.ts'

/*
 * Incident clocks, minute by minute (rule 10): of incidents with one name and one severity, which nobody calls off or
 * blames on somebody else. What takes the word of the other party has tables of its own.
 */

const MIN = 60_000

type Kind = 'detect' | 'acknowledge' | 'respond' | 'resolve'
type NaiveClock = { stoppedAt: Instant | null; lateAt: Instant | null; spent: number; from: Instant }

const elapsedMs = (duration: AgreedDuration): number => {
  if (duration.kind !== 'elapsed') throw new Error('not generated')
  return duration.ms
}

/** When it began: as agreed, else the next moment that is known; null where nobody said. */
const startOf = (incident: NaiveIncident, kind: Kind, starts: string): Instant | null => {
  const said = (...actions: string[]) => firstOf(incident, ...actions)
  const firstKnown = said('detected', 'reported')
  // What nobody saw begin was not detected late or early.
  if (kind === 'detect') return said('started')
  if (starts === 'started') return said('started') ?? firstKnown
  return firstKnown ?? said('started')
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
const RANK = [
  'resolved',
  'mitigated',
  'acknowledged',
  'responded',
  'paused',
  'resumed',
  'unacknowledged',
  'reopened',
  'started',
  'detected',
  'reported',
]
const inOrder = (a: Action, b: Action) => atOf(a) - atOf(b) || RANK.indexOf(a.data.action) - RANK.indexOf(b.data.action)

/** Every clock of an incident: the first, and one more for each opening after the reopen window. */
const clocksOf = (incident: NaiveIncident, kind: Kind, question: Question): NaiveClock[] => {
  const rules = question.version.terms.clocks
  const start = startOf(incident, kind, question.objective.clock?.starts ?? 'first-known')
  if (!rules || start === null) return []
  const { until, exclusions, objective } = question
  const calendar: CalendarTerms | null = calendarOf(question)
  const actions = incident.actions.toSorted(inOrder)
  let clock: NaiveClock = { stoppedAt: null, lateAt: null, spent: 0, from: start }
  const clocks = [clock]
  let done: Instant | null = null
  let ended: Instant | null = null
  let paused: Action | null = null
  let floorLeft = 0

  const apply = (action: Action, at: Instant) => {
    const what = action.data.action
    // Another pause is no reply to a pause.
    const answered = paused !== null && what !== 'paused' && isPersons(action) && action.party !== paused.party
    if (what === 'resumed' || what === 'resolved' || answered) paused = null
    if (what === 'paused' && kind === 'resolve' && rules.pauseReasons.includes(action.data.reason ?? ''))
      paused ??= action
    if (stops(kind, action, rules.mitigatedStopsResolve)) done ??= at
    if (what === 'unacknowledged' && kind === 'acknowledge') done = null
    if (what === 'resolved') ended ??= at
    if (what === 'reopened' && ended !== null) {
      const isLate = openTime(calendar, ended, at) > elapsedMs(rules.reopenWindow)
      ended = null
      if (kind === 'resolve') done = null
      if (isLate && kind !== 'detect') {
        done = null
        clock = { stoppedAt: null, lateAt: null, spent: 0, from: at }
        clocks.push(clock)
      }
    }
    if (done !== null || ended !== null) clock.stoppedAt ??= at
    else if (clock.stoppedAt !== null) {
      clock.stoppedAt = null
      floorLeft = at > clock.from ? elapsedMs(rules.breachFloor) : 0
    }
  }

  let next = 0
  for (let at = Math.min(start, ...actions.map(atOf)); at <= until; at += MIN) {
    for (let action = actions[next]; action && atOf(action) <= at; action = actions[++next]) apply(action, at)
    if (at < clock.from || at === until || clock.stoppedAt !== null || !isOpenMinute(calendar, at)) continue
    if (exclusions.some((gap) => inside(gap, at))) continue
    // The floor is time in which it can't become late, whatever it has used up already.
    if (paused === null) {
      clock.spent += MIN
      floorLeft -= MIN
    }
    if (clock.lateAt !== null || floorLeft >= 0) continue
    const isPast = (spent: number) => misses(objective, { num: spent, den: 1 })
    if (isPast(clock.spent)) clock.lateAt = isPast(clock.spent - MIN + 1) ? at + 1 : at + MIN
  }
  return clocks
}

const KINDS: Record<string, Kind> = {
  'time-to-detect': 'detect',
  'time-to-acknowledge': 'acknowledge',
  'time-to-respond': 'respond',
  'time-to-resolve': 'resolve',
}

/** Clocks that stopped or were late in the window, whichever came first. */
export const incidentClocks = (question: Question): Figure => {
  const kind = KINDS[question.objective.indicator] ?? 'resolve'
  const severities = question.objective.severity
  const { target } = question.objective
  const cases: number[] = []
  for (const incident of told(question).incidents) {
    if (severities && !severities.some((severity) => severity === `sev${worstOf(incident)}`)) continue
    for (const clock of clocksOf(incident, kind, question)) {
      if (clock.from < question.since || (clock.stoppedAt !== null && clock.stoppedAt < clock.from)) continue
      const when = Math.min(clock.stoppedAt ?? Number.POSITIVE_INFINITY, clock.lateAt ?? Number.POSITIVE_INFINITY)
      if (!inside(question.window, when) || isTakenOut(question, clock.from, when)) continue
      const late = clock.lateAt !== null
      const promised = target.kind === 'compare' ? (Number(target.value.num) / Number(target.value.den)) * 3_600_000 : 0
      // What the floor allowed counts as what was promised, no more.
      cases.push(late ? clock.spent : Math.min(clock.spent, promised))
    }
  }
  if (cases.length === 0) return watched(question) ? { kind: 'no_cases' } : noData('not_watched')
  return { kind: 'measured', value: statisticOf(question.objective.statistic ?? 'each', cases), samples: cases.length }
}
