import type { EventRef } from '../events/identity.ts'
import type { ChangeFact, CorrectionFact, WindowFact } from './facts.ts'

/** Order of two claims to be the last word: the later time, then the greater id. */
const laterClaim = (a: { time: number; id: string }, b: { time: number; id: string }) =>
  a.time - b.time || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

type Known = {
  /** By corrected event: the correction that has the last word about it. */
  lastWord: Map<EventRef, CorrectionFact>
  /** By correcting event. */
  byEvent: Map<EventRef, CorrectionFact>
}

/**
 * Which events do not count because another one replaces them. Of several corrections of one event the last word
 * counts, and a correction may itself be corrected; in a circle of corrections the last word of the circle counts.
 */
export const replacedEvents = (corrections: CorrectionFact[]): Set<EventRef> => {
  const known: Known = { lastWord: new Map(), byEvent: new Map() }
  // An event has one `corrects`, but its fact may be kept in two places.
  for (const correction of corrections) known.byEvent.set(correction.by, correction)
  for (const correction of known.byEvent.values()) {
    const rival = known.lastWord.get(correction.target)
    if (!rival || laterClaim(rival, correction) < 0) known.lastWord.set(correction.target, correction)
  }
  const replaced = new Set<EventRef>(known.lastWord.keys())
  for (const correction of known.byEvent.values()) if (!stands(correction, known)) replaced.add(correction.by)
  for (const survivor of circleSurvivors(known)) replaced.delete(survivor)
  return replaced
}

/** A correction stands while it, and whatever correction it hangs on, is the last word about its target. */
const stands = (correction: CorrectionFact, known: Known, seen: Set<EventRef> = new Set()): boolean => {
  if (known.lastWord.get(correction.target)?.by !== correction.by) return false
  const corrected = known.byEvent.get(correction.target)
  if (!corrected || seen.has(corrected.by)) return true
  return stands(corrected, known, seen.add(corrected.by))
}

/** The last word of each circle of events that only replace one another: without it none of them would count. */
const circleSurvivors = (known: Known): EventRef[] => {
  const survivors: EventRef[] = []
  for (const start of known.byEvent.values()) {
    const circle: CorrectionFact[] = []
    let current: CorrectionFact | undefined = start
    while (current && known.lastWord.get(current.target) === current && !circle.includes(current)) {
      circle.push(current)
      current = known.byEvent.get(current.target)
    }
    if (current === start && circle.length > 0)
      survivors.push(circle.reduce((a, b) => (laterClaim(a, b) < 0 ? b : a)).by)
  }
  return survivors
}

/** The facts that count: each once, and none that a correction replaces. */
export const countingFacts = (facts: WindowFact[], corrections: CorrectionFact[]): WindowFact[] => {
  const replaced = replacedEvents(corrections)
  const once = new Map<string, WindowFact>()
  for (const fact of facts) if (!replaced.has(fact.event)) once.set(`${fact.kind} ${fact.event}`, fact)
  return [...once.values()].sort((a, b) => a.at - b.at || (a.event < b.event ? -1 : a.event > b.event ? 1 : 0))
}

/** One fact for each kind and flag of a commit: the last word among those that no other replaces. */
export const countingChangeFacts = (facts: ChangeFact[]): ChangeFact[] => {
  const replaced = new Set(facts.flatMap((fact) => (fact.corrects ? [fact.corrects] : [])))
  const chosen = new Map<string, ChangeFact>()
  for (const fact of facts) {
    if (replaced.has(fact.event)) continue
    const key = `${fact.kind} ${fact.flag}`
    const rival = chosen.get(key)
    if (!rival || laterClaim(rival, fact) < 0) chosen.set(key, fact)
  }
  return [...chosen.values()].sort((a, b) => (a.flag < b.flag ? -1 : a.flag > b.flag ? 1 : 0))
}
