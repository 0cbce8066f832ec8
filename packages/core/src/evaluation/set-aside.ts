import { isOfClock } from '../breach/identity.ts'
import type { Standing, StandingExclusion, StandingRuling, StandingWaiver } from '../standing/standing.ts'
import { formatInstant, type Instant, type Window, within } from '../time/instant.ts'
import { unionOf } from '../time/intervals.ts'
import type { MissedClock, ObjectiveResult, SetAsideView } from './evaluation.ts'

/*
 * What both parties agreed about a figure after it was measured: a waiver lets a miss pass, an exclusion takes time out
 * of the measurement, a ruling takes out what was held against somebody wrongly.
 */

/** One objective of one service, at the instant it is judged at. */
export type Place = { service: string; objective: string; at: Instant }

/** Makes a result something else than it was measured to be. */
export type SetAside = { waiver?: ObjectiveResult['waiver']; excluded?: SetAsideView }

const isAbout = ({ objective, service }: { objective: string; service: string | null }, place: Place) =>
  objective === place.objective && (service === null || service === place.service)

const view = ({ id, expiresAt, reason }: StandingWaiver): NonNullable<ObjectiveResult['waiver']> => ({
  id,
  expires_at: formatInstant(expiresAt),
  reason,
})

/** The waiver in force; of several the one that lasts longest. @param isOwn is a breach of this identity what is judged? */
export const waiverOf = (
  { waivers }: Pick<Standing, 'waivers'>,
  place: Place,
  isOwn: (identity: string) => boolean,
): ObjectiveResult['waiver'] => {
  const [longest] = waivers
    .filter((one) => isAbout(one, place) && one.from <= place.at && place.at < one.until)
    .filter(({ breach }) => breach === null || isOwn(breach.identity))
    .toSorted((a, b) => b.until - a.until || (a.id < b.id ? -1 : 1))
  return longest && view(longest)
}

/** Clocks are waived one by one: the result is, where each that was late is. */
export const waiverOfClocks = (
  standing: Pick<Standing, 'waivers'>,
  place: Place,
  clocks: readonly MissedClock[],
): ObjectiveResult['waiver'] => {
  const all = clocks.map((clock) =>
    waiverOf(standing, place, (identity) => isOfClock(identity, place.objective, clock)),
  )
  return all.every((one) => one !== undefined) ? all[0] : undefined
}

/** Exclusions that concern an objective of a service, in a fixed order. */
export const exclusionsOf = (
  { exclusions }: Pick<Standing, 'exclusions'>,
  { service, objective }: Pick<Place, 'service' | 'objective'>,
): StandingExclusion[] =>
  exclusions
    .filter(({ services }) => services === null || services.includes(service))
    .filter(({ objectives }) => objectives === null || objectives.includes(objective))
    .toSorted((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1))

const touches = (window: Window, { from, to }: Window) => from < window.to && window.from < to

/** A window that lies in excluded time from end to end says nothing. */
export const whollyExcluded = (window: Window, exclusions: readonly StandingExclusion[]): SetAsideView | undefined => {
  const inside = exclusions.filter((one) => touches(window, one))
  const covered = unionOf(inside).some(({ from, to }) => from <= window.from && window.to <= to)
  const [first] = inside
  return covered && first ? { by: 'exclusion', ids: inside.map(({ id }) => id), reason: first.reason } : undefined
}

/** Rulings that overturned a breach of an objective of a service. */
export const rulingsOf = (
  { overturned }: Pick<Standing, 'overturned'>,
  { service, objective }: Pick<Place, 'service' | 'objective'>,
): StandingRuling[] => overturned.filter((one) => one.service === service && one.objective === objective)

export const overturnedBy = (ruling: StandingRuling | undefined): SetAsideView | undefined =>
  ruling && { by: 'ruling', ids: [ruling.id], breach_id: ruling.breach }

/** A rolling window is what was ruled on as long as it holds the moment at which the breach opened. */
export const isRuledOn = (ruling: StandingRuling, isOwn: (identity: string) => boolean, rolling: Window | null) =>
  isOwn(ruling.identity) && (rolling === null || within(rolling, ruling.openedAt))
