import { isOfClock } from '../breach/identity.ts'
import type { Standing, StandingExclusion, StandingRuling, StandingWaiver } from '../standing/standing.ts'
import { formatInstant, type Instant, parseInstant, type Window, within } from '../time/instant.ts'
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

const holdsAt = ({ from, until }: StandingWaiver, at: Instant) => from <= at && at < until

/** Of several the one that lasts longest. */
const longestOf = (waivers: readonly StandingWaiver[]): ObjectiveResult['waiver'] => {
  const [longest] = waivers.toSorted((a, b) => b.until - a.until || (a.id < b.id ? -1 : 1))
  return longest && view(longest)
}

/** The waiver in force. @param isOwn is a breach of this identity what is judged? */
export const waiverOf = (
  { waivers }: Pick<Standing, 'waivers'>,
  place: Place,
  isOwn: (identity: string) => boolean,
): ObjectiveResult['waiver'] =>
  longestOf(
    waivers
      .filter((one) => isAbout(one, place) && holdsAt(one, place.at))
      .filter(({ breach }) => breach === null || isOwn(breach.identity)),
  )

/**
 * The waiver of one clock that was late: of its objective where that held when it became late, whenever that is noticed;
 * or of its own breach, and then for good, for of what is past nothing more is learnt.
 */
const waiverOfClock = (
  { waivers }: Pick<Standing, 'waivers'>,
  place: Place,
  clock: MissedClock,
): ObjectiveResult['waiver'] => {
  const late = parseInstant(clock.breached_at) ?? place.at
  return longestOf(
    waivers
      .filter((one) => isAbout(one, place))
      .filter((one) =>
        one.breach === null ? holdsAt(one, late) : isOfClock(one.breach.identity, place.objective, clock),
      ),
  )
}

/** Clocks are waived one by one, each with its waiver where it has one. */
export const withWaivers = (
  standing: Pick<Standing, 'waivers'>,
  place: Place,
  clocks: readonly MissedClock[],
): MissedClock[] =>
  clocks.map((clock) => {
    const waiver = waiverOfClock(standing, place, clock)
    return waiver ? { ...clock, waiver } : clock
  })

/** What is judged clock by clock is waived where each clock that was late is. */
export const waiverOfClocks = (clocks: readonly MissedClock[]): ObjectiveResult['waiver'] =>
  clocks.every(({ waiver }) => waiver !== undefined) ? clocks[0]?.waiver : undefined

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
