import {
  type Admitted,
  type CorrectionFact,
  countingFacts,
  type Window,
  type WindowFact,
  within,
} from '@plumbline/core'
import { ownCorrection } from '../events/items.ts'
import type { EngagementStore } from '../port.ts'

/** What a window must hold, from the events themselves: the store's summaries have to come to the same. */
export const countedByModel = (
  events: Admitted[],
  service: string,
  environment: string,
  window: Window,
): WindowFact[] => {
  const facts = events.flatMap(({ placements }) =>
    placements.flatMap((placement) =>
      placement.kind === 'window' && placement.service === service && placement.environment === environment
        ? [environment === 'production' ? placement.fact : { ...placement.fact, environment }]
        : [],
    ),
  )
  const corrections = events.map(ownCorrection).filter((fact): fact is CorrectionFact => fact !== null)
  return countingFacts(facts, corrections).filter((fact) => within(window, fact.at))
}

export const countedByStore = async (
  store: EngagementStore,
  service: string,
  environment: string,
  window: Window,
): Promise<WindowFact[]> => {
  const { facts, corrections } = await store.serviceFacts(service, [environment], window)
  return countingFacts(facts, corrections)
}
