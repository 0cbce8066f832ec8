import type { SubjectRef } from '../events/identity.ts'
import type { Instant, Window } from '../time/instant.ts'
import type { IncidentFact } from './facts.ts'
import { lifeOf, together } from './life.ts'

/** How names become one: what each is by its own actions, and what two are together. */
export type Joining<Own> = {
  /** @param actions under the name, in order; none where it was only mentioned */
  ownOf: (actions: IncidentFact[]) => Own
  /** Null where they stay apart. @param saying what the name belongs to under which it was said */
  join: (saying: Own, said: Own, at: Instant) => Own | null
}

const order = (a: IncidentFact, b: IncidentFact) => a.at - b.at || (a.event < b.event ? -1 : 1)

/**
 * The actions of each incident under whatever names they came: A is B and B is C makes one incident, however far it goes
 * round. What is said is weighed in the order of time, so that the order of arrival decides nothing. Where two stay
 * apart, the action that calls them one names no other any more. The order of the actions is kept.
 */
export const joinedBy = <Own>(facts: readonly IncidentFact[], { ownOf, join }: Joining<Own>): IncidentFact[][] => {
  const told = Map.groupBy(facts, ({ incident }) => incident)
  const parents = new Map<SubjectRef, SubjectRef>()
  const owns = new Map<SubjectRef, Own>()
  const rootOf = (name: SubjectRef): SubjectRef => {
    let here = name
    for (let next = parents.get(here); next !== undefined; next = parents.get(here)) here = next
    // The path is cut short, so that a long chain is walked once.
    for (let step = name; step !== here; ) {
      const next = parents.get(step) ?? here
      parents.set(step, here)
      step = next
    }
    return here
  }
  const ownBy = (root: SubjectRef): Own => {
    const own = owns.get(root) ?? ownOf(told.get(root) ?? [])
    owns.set(root, own)
    return own
  }
  const refused = new Set<IncidentFact>()
  for (const fact of facts.toSorted(order)) {
    if (fact.sameAs === null) continue
    const [one, other] = [rootOf(fact.incident), rootOf(fact.sameAs)]
    if (one === other) continue
    const both = join(ownBy(one), ownBy(other), fact.at)
    if (both === null) refused.add(fact)
    else {
      parents.set(one, other)
      owns.set(other, both)
    }
  }
  const standing = facts.map((fact) => (refused.has(fact) ? { ...fact, sameAs: null } : fact))
  return [...Map.groupBy(standing, ({ incident }) => rootOf(incident)).values()]
}

/**
 * Incidents of two names are one where they went on at one moment: what was over before the other began is another one,
 * whoever says otherwise, or a breach would be cleared by naming an old incident, and a clock that was met made late.
 */
const LIVES: Joining<Window> = { ownOf: lifeOf, join: together }

/** One by one, what was said under any of its names. It goes on until every name that it began under has ended (`incidents.ts`). */
export const joined = (facts: readonly IncidentFact[]): IncidentFact[][] => joinedBy(facts, LIVES)

/** Actions that call one incident another which stays apart from it. */
export const keptApart = (facts: readonly IncidentFact[]): IncidentFact[] => {
  const joining = new Set(
    joined(facts).flatMap((actions) => actions.flatMap(({ event, sameAs }) => (sameAs ? [event] : []))),
  )
  return facts.filter(({ event, sameAs }) => sameAs !== null && !joining.has(event))
}
