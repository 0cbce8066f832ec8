import type { TakenOut } from '../calendar/explain.ts'
import type { EventRef } from '../events/identity.ts'
import type { IncidentFact } from '../facts/facts.ts'
import type { Instant } from '../time/instant.ts'
import type { ClockSetting } from './setting.ts'

/** A pause of a clock; `to` is where the telling ends while it goes on. */
export type Pause = TakenOut & { state: 'paused'; by: EventRef; open: boolean }

/** What a pause is called, or null where its reason is none that was agreed: then it pauses nothing. */
export const pauseReason = ({ pauseReasons }: ClockSetting, fact: IncidentFact): string | null => {
  if (pauseReasons === null) return 'paused'
  return (fact.pauseReason !== undefined && pauseReasons.get(fact.pauseReason)) || null
}

/** The other side's reply ends a pause: whatever a person of it says about the incident. */
const replies = (pause: IncidentFact, { party, bot }: IncidentFact) =>
  !bot && party !== undefined && pause.party !== undefined && party !== pause.party

/**
 * When a clock stood still, by the actions of one incident in clock order. A pause ends with `resumed`, with the other
 * side's reply, or with the incident; one that nobody ends goes on.
 */
export const pausesOf = (actions: readonly IncidentFact[], setting: ClockSetting, until: Instant): Pause[] => {
  const pauses: Pause[] = []
  let paused: { fact: IncidentFact; reason: string } | null = null
  const end = (to: Instant, open: boolean) => {
    if (paused && to > paused.fact.at)
      pauses.push({ from: paused.fact.at, to, state: 'paused', reason: paused.reason, by: paused.fact.event, open })
    paused = null
  }
  for (const fact of actions) {
    if (fact.at > until) break
    if (fact.action === 'paused') {
      const reason = pauseReason(setting, fact)
      if (paused === null && reason !== null) paused = { fact, reason }
    } else if (paused !== null) {
      const over = fact.action === 'resumed' || fact.action === 'resolved' || replies(paused.fact, fact)
      if (over) end(fact.at, false)
    }
  }
  end(until, true)
  return pauses
}
