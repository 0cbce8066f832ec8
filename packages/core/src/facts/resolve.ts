import type { EventRef } from '../events/identity.ts'
import type { Instant } from '../time/instant.ts'
import type { ChangeFact, CorrectionFact, WindowFact } from './facts.ts'

type Claim = { time: Instant; id: string }

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Order of two claims to be the last word: the later time, then the greater id. */
const laterClaim = (a: Claim, b: Claim) => a.time - b.time || order(a.id, b.id)

type Known = {
  /** By corrected event: the correction that has the last word about it. */
  lastWord: Map<EventRef, CorrectionFact>
  /** By correcting event. */
  byEvent: Map<EventRef, CorrectionFact>
}

const knownFrom = (corrections: CorrectionFact[]): Known => {
  const known: Known = { lastWord: new Map(), byEvent: new Map() }
  // An event has one `corrects`, but its fact may be kept in two places.
  for (const correction of corrections) known.byEvent.set(correction.by, correction)
  for (const correction of known.byEvent.values()) {
    const rival = known.lastWord.get(correction.target)
    if (!rival || laterClaim(rival, correction) < 0) known.lastWord.set(correction.target, correction)
  }
  return known
}

/**
 * Which events do not count because another one replaces them. Of several corrections of one event the last word
 * counts, and a correction may itself be corrected; in a circle of corrections the last word of the circle counts.
 * Of events that hang together exactly one counts. Linear, however long somebody makes a chain.
 */
export const replacedEvents = (corrections: CorrectionFact[]): Set<EventRef> => {
  const known = knownFrom(corrections)
  const replaced = new Set<EventRef>([...known.lastWord.keys(), ...known.byEvent.keys()])
  const originals = [...known.lastWord.keys()].filter((target) => !known.byEvent.has(target))
  for (const start of [...originals, ...circles(known).map(lastOf)]) replaced.delete(survivor(start, known))
  return replaced
}

const lastOf = (circle: CorrectionFact[]): EventRef => circle.reduce((a, b) => (laterClaim(a, b) < 0 ? b : a)).by

/** The event that counts instead of one: its last word, and the last word about that, until nothing corrects it. */
const survivor = (start: EventRef, { lastWord }: Known): EventRef => {
  let here = start
  for (let next = lastWord.get(here); next; next = lastWord.get(here)) {
    // Round the whole circle: the start was its last word already.
    if (next.by === start) return start
    here = next.by
  }
  return here
}

/** Events that correct one another in a circle, each circle once: no original stands at its beginning. */
const circles = ({ byEvent }: Known): CorrectionFact[][] => {
  const found: CorrectionFact[][] = []
  const walked = new Set<EventRef>()
  for (const start of byEvent.keys()) {
    const path = new Map<EventRef, CorrectionFact>()
    let here = start
    for (let next = byEvent.get(here); next && !walked.has(here); next = byEvent.get(here)) {
      walked.add(here)
      path.set(here, next)
      here = next.target
    }
    if (!path.has(here)) continue
    const walk = [...path.values()]
    found.push(walk.slice(walk.findIndex(({ by }) => by === here)))
  }
  return found
}

type Told = Pick<WindowFact | ChangeFact, 'event' | 'reconstructed'>

/**
 * Corrections that may take away what was observed: those that somebody observed, and those in between, from an observed
 * one back to what it corrects in the end. An import takes nothing of it away (PRODUCT.md, rule 15).
 */
const weighed = (facts: Told[], corrections: CorrectionFact[]): CorrectionFact[] => {
  const imported = new Set(facts.filter((fact) => fact.reconstructed).map((fact) => fact.event))
  const isImported = ({ by, reconstructed }: CorrectionFact) => reconstructed === true || imported.has(by)
  const byEvent = new Map(corrections.map((correction) => [correction.by, correction]))
  const counting = new Set(corrections.filter((correction) => !isImported(correction)))
  // Each correction is walked once, however long a chain is.
  for (const { target } of counting) {
    const before = byEvent.get(target)
    if (before) counting.add(before)
  }
  return corrections.filter((correction) => counting.has(byEvent.get(correction.by) ?? correction))
}

/**
 * Facts that nothing replaces. What was imported may replace what was imported; what was observed stands until somebody
 * observed a correction of it, whoever asks (PRODUCT.md, rule 15).
 */
export const standingFacts = <Fact extends Told>(facts: Fact[], corrections: CorrectionFact[]): Fact[] => {
  const replaced = replacedEvents(corrections)
  const taken = replacedEvents(weighed(facts, corrections))
  return facts.filter(({ event, reconstructed }) => !(reconstructed ? replaced : taken).has(event))
}

/** The facts that count, by time: each once, and none that a correction replaces. */
export const countingFacts = (facts: WindowFact[], corrections: CorrectionFact[]): WindowFact[] => {
  // An event may be told by facts of several kinds.
  const once = new Map<WindowFact['kind'], Map<EventRef, WindowFact>>()
  for (const fact of standingFacts(facts, corrections)) {
    const ofKind = once.get(fact.kind) ?? new Map<EventRef, WindowFact>()
    once.set(fact.kind, ofKind.set(fact.event, fact))
  }
  return [...once.values()]
    .flatMap((ofKind) => [...ofKind.values()])
    .sort((a, b) => a.at - b.at || order(a.event, b.event) || order(a.kind, b.kind))
}

/** The facts that decide: those that count, without imported history. */
export const observedFacts = (facts: WindowFact[], corrections: CorrectionFact[]): WindowFact[] =>
  countingFacts(facts, corrections).filter((fact) => !fact.reconstructed)

const correctionOf = ({ event, corrects, time, id }: ChangeFact): CorrectionFact[] =>
  corrects ? [{ kind: 'correction', target: corrects, by: event, time, id }] : []

/** What a fact of a change is the last word about. */
const nameOf = (fact: ChangeFact): string =>
  fact.kind === 'findings' ? [fact.kind, fact.flag, fact.category, fact.tool].join(' ') : `${fact.kind} ${fact.flag}`

/** Whether the later of two is the last word: an import never is about what was observed. */
const lastWord = (a: ChangeFact, b: ChangeFact) =>
  Number(a.reconstructed === false) - Number(b.reconstructed === false) || laterClaim(a, b) || order(a.event, b.event)

/** One fact for each kind and flag (findings: and tool and category) of a change: the last word among those that no other replaces. */
export const countingChangeFacts = (facts: ChangeFact[]): ChangeFact[] => {
  const chosen = new Map<string, ChangeFact>()
  for (const fact of standingFacts(facts, facts.flatMap(correctionOf))) {
    const key = nameOf(fact)
    const rival = chosen.get(key)
    // Two sources may use one id at one time; then the reference decides, never the order of arrival.
    if (!rival || lastWord(rival, fact) < 0) chosen.set(key, fact)
  }
  return [...chosen.values()].sort((a, b) => order(a.flag, b.flag) || order(nameOf(a), nameOf(b)))
}

/** The facts that judge a change: imported reports are baselines, and neither pass nor fail one (PRODUCT.md, rule 15). */
export const observedChangeFacts = (facts: readonly ChangeFact[]): ChangeFact[] =>
  countingChangeFacts(facts.filter((fact) => !fact.reconstructed))
