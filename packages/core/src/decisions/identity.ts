import type { Breach } from '../breach/breach.ts'
import { changeIdentity, clockIdentity, windowIdentity } from '../breach/identity.ts'

/** A breach of one clock of one incident, and not of a window. */
export const clockOf = ({ scope, opened_by: { statistic, clocks } }: Breach) =>
  scope === 'clock' && statistic === 'each' ? clocks?.[0] : undefined

/** What makes a breach one, within its service: what a gate would open it by again. */
export const identityOf = (breach: Breach): string => {
  const { objective, window, commit_sha: sha = '' } = breach
  const clock = clockOf(breach)
  if (clock) return clockIdentity(objective, clock.incident[0] ?? '', clock.run)
  return window ? windowIdentity(objective, window) : changeIdentity(objective, sha)
}
