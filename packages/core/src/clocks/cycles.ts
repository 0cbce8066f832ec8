import type { ClockStart } from '../agreement/terms.ts'
import { deadline } from '../calendar/deadline.ts'
import type { EventRef, SubjectRef } from '../events/identity.ts'
import type { IncidentAction, IncidentFact } from '../facts/facts.ts'
import type { Instant, Window } from '../time/instant.ts'
import { begunNames, type Eases } from './eases.ts'
import type { ClockKind, ClockSetting } from './setting.ts'

/** Where a clock started: where it was agreed to, at the next moment that is known, or with a new opening. */
export type StartFrom = 'agreed' | 'next_known' | 'reopened'

/** One run of a clock. An incident opened again after its reopen window has another one. */
export type Cycle = {
  start: Instant
  startedBy: EventRef
  startFrom: StartFrom
  /** The incident's name under which it began. */
  name: SubjectRef
  /** Stopped, and started again: none of this counts. */
  stopped: Window[]
  /** The last stop, which nothing has undone. */
  end: { at: Instant; by: EventRef; calledOff: boolean } | null
}

const KNOWN: readonly IncidentAction[] = ['detected', 'reported', 'started']

const wanted = (kind: ClockKind, starts: ClockStart): readonly IncidentAction[] => {
  // Detection ends where first-known begins: it is measured from when the trouble started.
  if (kind === 'detect') return ['started']
  return starts === 'first-known' ? ['detected', 'reported'] : [starts]
}

/** The action a clock starts with; null where nobody said when it began. */
const startOf = (actions: readonly IncidentFact[], kind: ClockKind, starts: ClockStart) => {
  const agreed = actions.find(({ action }) => wanted(kind, starts).includes(action))
  if (agreed) return { fact: agreed, from: 'agreed' as const }
  const next = kind === 'detect' ? undefined : actions.find(({ action }) => KNOWN.includes(action))
  return next ? { fact: next, from: 'next_known' as const } : null
}

/** What stops a clock by itself; the end of the incident stops every one. */
const stops = (
  kind: ClockKind,
  { action, bot }: IncidentFact,
  setting: Pick<ClockSetting, 'mitigatedStops'>,
): boolean => {
  switch (kind) {
    case 'detect':
      // Whoever says anything of it knows: also who pauses it, or says how bad it is.
      return action !== 'started'
    case 'acknowledge':
      // Who answers has seen it.
      return !bot && (action === 'acknowledged' || action === 'responded')
    case 'respond':
      return !bot && action === 'responded'
    case 'resolve':
      return action === 'mitigated' && setting.mitigatedStops
    default:
      return kind satisfies never
  }
}

/** What is told to have ended a clock before it began: one of the two times is wrong, and it ends nothing. */
export const endedTooEarly = (
  actions: readonly IncidentFact[],
  kind: ClockKind,
  setting: Pick<ClockSetting, 'starts' | 'mitigatedStops'>,
): IncidentFact[] => {
  const start = startOf(actions, kind, setting.starts)?.fact.at ?? Number.NEGATIVE_INFINITY
  const isEnd = (fact: IncidentFact) =>
    fact.action === 'resolved' || fact.action === 'cancelled' || (kind === 'resolve' && stops(kind, fact, setting))
  return actions.filter((fact) => fact.at < start && isEnd(fact))
}

/** A moment at which one of the two things that keep a clock stopped may change. */
type Step = { at: Instant; by: EventRef; fact: IncidentFact | null; name: SubjectRef }

/**
 * The runs of one clock of one incident, by its actions in clock order. It stops when what it waits for happens or the
 * incident ends under every name it has; it goes on when that is taken back or the incident opens again in time.
 */
export const cyclesOf = (
  actions: readonly IncidentFact[],
  kind: ClockKind,
  setting: ClockSetting,
  { calledOff }: Eases,
  until: Instant,
): Cycle[] => {
  const begun = startOf(actions, kind, setting.starts)
  if (!begun) return []
  const open = begunNames(actions)
  /** Names that say it was resolved. */
  const resolved = new Set<SubjectRef>()
  let cycle: Cycle = {
    start: begun.fact.at,
    startedBy: begun.fact.event,
    startFrom: begun.from,
    name: begun.fact.incident,
    stopped: [],
    end: null,
  }
  const cycles = [cycle]
  let done: Step | null = null
  let over: (Step & { calledOff: boolean }) | null = null

  /** Stopped by whichever came first of those that hold; started again when none holds any more. */
  const settle = (at: Instant) => {
    const held = [done && { ...done, calledOff: false }, over].filter((one) => one !== null)
    const first = held.sort((a, b) => a.at - b.at)[0]
    if (first) cycle.end ??= { at: first.at, by: first.by, calledOff: first.calledOff }
    else if (cycle.end) {
      cycle.stopped.push({ from: cycle.end.at, to: at })
      cycle.end = null
    }
  }
  const reopen = (step: Step) => {
    open.add(step.name)
    resolved.delete(step.name)
    if (!over) return
    const window = deadline(setting.calendar, over.at, setting.reopenWindow)
    over = null
    // Half-open like every interval: its last moment is outside, also where that is closing time and nobody is there.
    if (window.ok && step.at >= window.value && kind !== 'detect') {
      done = null
      cycle = { start: step.at, startedBy: step.by, startFrom: 'reopened', name: cycle.name, stopped: [], end: null }
      cycles.push(cycle)
    } else if (kind === 'resolve') done = null
  }

  const told = actions.map((fact): Step => ({ at: fact.at, by: fact.event, fact, name: fact.incident }))
  const agreed = calledOff.map(({ at, by }): Step => ({ at, by, fact: null, name: begun.fact.incident }))
  for (const step of [...told, ...agreed].sort((a, b) => a.at - b.at)) {
    if (step.at > until) break
    const { fact } = step
    if (fact === null) over ??= { ...step, calledOff: true }
    else {
      if (stops(kind, fact, setting)) done ??= step
      if (fact.action === 'unacknowledged' && kind === 'acknowledge') done = null
      if (fact.action === 'resolved' || fact.action === 'cancelled') open.delete(step.name)
      if (fact.action === 'resolved') resolved.add(step.name)
      if (resolved.size > 0 && open.size === 0) over ??= { ...step, calledOff: false }
      if (fact.action === 'reopened') reopen(step)
    }
    settle(step.at)
  }
  return cycles
}
