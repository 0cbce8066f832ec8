import type { Breach } from '../breach/breach.ts'
import { disputeEndsIn } from '../decisions/dispute-window.ts'
import { agreedFor } from '../evaluation/agreed-for.ts'
import { asksOf } from '../evaluation/asks.ts'
import type { MissedClock } from '../evaluation/evaluation.ts'
import { clockTold } from '../evaluation/missed-clocks.ts'
import { rulesAt } from '../evaluation/rules-at.ts'
import { historyOf } from '../facts/history.ts'
import { observedFacts } from '../facts/resolve.ts'
import { DAY, type Instant, parseInstant } from '../time/instant.ts'
import { type ClockQuestion, clocked, clocksNeed } from './list.ts'

/*
 * A breach keeps the figure with which it opened. Of a clock that is the moment it was late; how long it has taken by
 * now, or took in all, is told from the facts whenever somebody reads it.
 */

/** The clock that a breach was opened for; undefined where it is about something else. */
const openedFor = ({ opened_by: { clocks } }: Breach): MissedClock | undefined =>
  clocks?.length === 1 ? clocks[0] : undefined

const instant = (text: string): Instant => parseInstant(text) ?? 0

/** Facts that tell the clocks of breaches of one service; null where none of them is about a clock. */
export const breachClocksNeed = (
  { versions, service, at }: Pick<ClockQuestion, 'versions' | 'service' | 'at'>,
  breaches: readonly Breach[],
): ReturnType<typeof clocksNeed> => {
  const starts = breaches.flatMap((breach) => openedFor(breach)?.started_at ?? []).map(instant)
  const needed = breaches.flatMap(({ opened_at }) => clocksNeed(versions, service, instant(opened_at)) ?? [])
  if (starts.length === 0 || needed.length === 0) return null
  return {
    environments: [...new Set(needed.flatMap(({ environments }) => environments))],
    // What else is said of an incident is said after its clock began, or shortly before.
    window: { from: Math.min(...starts) - DAY, to: at + DAY },
    families: ['delivery'],
  }
}

type Known = Omit<ClockQuestion, 'incident'>

const clockNow = (
  { versions, service, at, standing }: Known,
  history: ReturnType<typeof historyOf>,
  breach: Breach,
): MissedClock | undefined => {
  const opened = openedFor(breach)
  const forms = clocked(versions, service, instant(breach.opened_at)).filter(
    ({ judging }) => judging.objective.id === breach.objective,
  )
  const form = forms.find(({ judging }) => judging.version.version === breach.agreement_version) ?? forms[0]
  if (!opened || !form) return undefined
  const { judging, measured } = form
  const asks = asksOf(judging, agreedFor(standing, { service, objective: breach.objective }, disputeEndsIn(versions)))
  const window = { from: instant(breach.opened_at), to: Number.POSITIVE_INFINITY }
  const clock = measured
    .clocks({ window, until: at, zone: 'UTC', leastSpanMs: 1, services: [history], asks })
    .find(({ names, run }) => run === opened.run && names.some((name) => opened.incident.includes(name)))
  return clock && clockTold(judging.objective, asks, clock, at)[0]
}

/** Breaches of one service as they are read: those of a clock with how long it has taken by then. */
export const withClocks = (known: Known, breaches: readonly Breach[]): Breach[] => {
  const history = historyOf(observedFacts(known.facts, known.corrections), true, rulesAt(known.versions))
  return breaches.map((breach) => {
    const clock = clockNow(known, history, breach)
    return clock ? { ...breach, value: clock.value, display: clock.display, clock } : breach
  })
}
