import { type AcceptedVersion, type Breach, breachClocksNeed, type Instant, withClocks } from '@plumbline/core'
import type { EngagementState, EngagementStore } from '@plumbline/store'

export type ReadAt = { state: EngagementState; versions: AcceptedVersion[]; at: Instant }

/**
 * Breaches as they are when they are read: a clock with its age, or with what it came to. The facts of a service are
 * read once for all of them, and only where one is about a clock. Writes nothing.
 */
export const breachesNow = async (
  store: EngagementStore,
  { state, versions, at }: ReadAt,
  breaches: readonly Breach[],
): Promise<Breach[]> => {
  const now = new Map<string, Breach>()
  await Promise.all(
    [...Map.groupBy(breaches, ({ service }) => service)].map(async ([service, own]) => {
      const question = { versions, service, at }
      const needed = breachClocksNeed(question, own)
      if (!needed) return
      const { facts, corrections } = await store.serviceFacts(
        service,
        needed.environments,
        needed.window,
        needed.families,
      )
      for (const breach of withClocks({ ...question, facts, corrections, standing: state.standing }, own))
        now.set(breach.id, breach)
    }),
  )
  return breaches.map((breach) => now.get(breach.id) ?? breach)
}
