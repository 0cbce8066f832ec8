import type { SubjectRef } from '../events/identity.ts'
import type { IncidentFact } from './facts.ts'

/**
 * The actions of each incident, under whatever names they came: A is B and B is C makes one incident, whoever said it
 * first and however far it goes round. The order of the actions is kept. It goes on until every name that it began
 * under has ended (`incidents.ts`): an early close in one tracker must not hide what is still open in another.
 */
export const joined = (facts: IncidentFact[]): IncidentFact[][] => {
  const parents = new Map<SubjectRef, SubjectRef>()
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
  for (const { incident, sameAs } of facts) {
    if (sameAs === null) continue
    const [one, other] = [rootOf(incident), rootOf(sameAs)]
    if (one !== other) parents.set(one, other)
  }
  return [...Map.groupBy(facts, ({ incident }) => rootOf(incident)).values()]
}
