import {
  type Admitted,
  type ChangeFact,
  type ChangeSubject,
  type CorrectionFact,
  countingFacts,
  familyOf,
  standingFacts,
  type Window,
  type WindowFact,
  type WindowFamily,
  within,
} from '@plumbline/core'
import { ownCorrection } from '../events/items.ts'
import type { EngagementStore } from '../port.ts'
import { admitted } from './history.ts'

/** Families without environments: kept under the usual one, and found whichever is asked for. */
const SHARED: readonly WindowFamily[] = ['reviews', 'gates']

/** JSON knows no zero below zero. */
const asStored = ({ event }: Admitted): Admitted => admitted(JSON.parse(JSON.stringify(event)))

/** What a window must hold, from the events themselves: the store's summaries have to come to the same. */
export const countedByModel = (
  events: Admitted[],
  service: string,
  environment: string,
  window: Window,
  families: readonly WindowFamily[] = ['delivery'],
): WindowFact[] => {
  const isThere = (family: WindowFamily, place: string) => SHARED.includes(family) || place === environment
  const tagged = (fact: WindowFact): WindowFact =>
    environment === 'production' || SHARED.includes(familyOf(fact)) ? fact : { ...fact, ...{ environment } }
  const facts = events
    .map(asStored)
    .flatMap(({ placements }) =>
      placements.flatMap((placement) =>
        placement.kind === 'window' &&
        placement.service === service &&
        families.includes(familyOf(placement.fact)) &&
        isThere(familyOf(placement.fact), placement.environment)
          ? [tagged(placement.fact)]
          : [],
      ),
    )
  const corrections = events.map(ownCorrection).filter((fact): fact is CorrectionFact => fact !== null)
  return countingFacts(facts, corrections).filter((fact) => within(window, fact.at))
}

/** The same for a change: what no other event replaces. */
export const changeByModel = (events: Admitted[], service: string, of: ChangeSubject): ChangeFact[] => {
  const facts = events
    .flatMap(({ placements }) => placements)
    .flatMap((one) => (one.kind === 'change' && one.service === service && isSame(one.of, of) ? [one.fact] : []))
  return standingFacts(
    facts,
    events.map(ownCorrection).filter((fact) => fact !== null),
  )
}

const isSame = (a: ChangeSubject, b: ChangeSubject) => JSON.stringify(a) === JSON.stringify(b)

export const countedByStore = async (
  store: EngagementStore,
  service: string,
  environment: string,
  window: Window,
  families: readonly WindowFamily[] = ['delivery'],
): Promise<WindowFact[]> => {
  const { facts, corrections } = await store.serviceFacts(service, [environment], window, families)
  return countingFacts(facts, corrections)
}
