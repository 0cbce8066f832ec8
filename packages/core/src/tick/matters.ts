import type { Breach, BreachTransition } from '../breach/breach.ts'
import { clockIdentity, windowIdentity } from '../breach/identity.ts'
import type { PeriodMatters } from '../periods/final.ts'
import type { Period } from '../periods/period.ts'
import { type Instant, parseInstant } from '../time/instant.ts'

/** What ends a dispute. */
const RULED: readonly BreachTransition['kind'][] = ['ruled', 'dispute_withdrawn']

/** What the breaches of a period are named by, within its service: one of the window, or one for each clock. */
export const breachesOfPeriod = ({ objective, window, result }: Period): string[] => [
  windowIdentity(objective, window),
  ...(result.clocks ?? []).map(({ incident: [name = ''], run }) => clockIdentity(objective, name, run)),
]

/** What is known about a period beyond its facts: what was said about its breaches, and who took note of it. */
export const mattersOf = (breaches: readonly Breach[], acknowledgedAt: Instant | null): PeriodMatters => {
  const ruled = breaches
    .flatMap(({ timeline }) => timeline.filter(({ kind }) => RULED.includes(kind)))
    .map(({ at }) => parseInstant(at) ?? 0)
  return {
    disputed: breaches.some(({ dispute }) => dispute?.status === 'open' || dispute?.status === 'answered'),
    ruledAt: ruled.length > 0 ? Math.max(...ruled) : null,
    acknowledgedAt,
  }
}
