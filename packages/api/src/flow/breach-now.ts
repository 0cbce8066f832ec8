import type { Breach, Instant } from '@plumbline/core'
import type { EngagementStore } from '@plumbline/store'
import { type AgreementReader, requireState } from './agreed.ts'

const isOfClock = ({ opened_by }: Breach) => opened_by.clocks !== undefined

/** Breaches as they are when they are read. What was agreed is read only where a clock is among them. */
export const readBreaches = async (
  store: EngagementStore,
  agreements: AgreementReader,
  at: Instant,
  breaches: readonly Breach[],
): Promise<Breach[]> => {
  if (!breaches.some(isOfClock)) return [...breaches]
  // Few breaches are of a clock; what tells clocks is loaded for those alone.
  const { breachesNow } = await import('./clocks-of-breaches.ts')
  const state = await requireState(store)
  return breachesNow(store, { state, versions: await agreements.accepted(store, state), at }, breaches)
}

export const readBreach = async (
  store: EngagementStore,
  agreements: AgreementReader,
  at: Instant,
  breach: Breach,
): Promise<Breach> => (await readBreaches(store, agreements, at, [breach]))[0] ?? breach
