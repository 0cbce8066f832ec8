import { isBreachOf, isRolling } from '../breach/identity.ts'

import type { Standing, StandingExclusion } from '../standing/standing.ts'
import { formatInstant, type Instant, type Window } from '../time/instant.ts'
import { unionOf } from '../time/intervals.ts'
import type { Agreed } from './asks.ts'
import type { MissedClock, WindowView } from './evaluation.ts'
import type { Evidence } from './evidence.ts'
import {
  exclusionsOf,
  isRuledOn,
  overturnedBy,
  type Place,
  rulingsOf,
  type SetAside,
  waiverOf,
  waiverOfClocks,
  whollyExcluded,
} from './set-aside.ts'

/** What the parties decided that concerns one objective of one service. */
export type AgreedFor = Agreed & { exclusions: readonly StandingExclusion[] }

/** Maintenance that nobody announced stays downtime, whoever approved it afterwards (METRICS: `availability`). */
const leavesUptime = ({ category, withNotice }: StandingExclusion) => category !== 'maintenance' || withNotice

/** @param rebuttableUntil when the time to dispute ends that begins at an instant */
export const agreedFor = (
  standing: Standing,
  place: Pick<Place, 'service' | 'objective'>,
  rebuttableUntil: (start: Instant) => Instant,
): AgreedFor => {
  const exclusions = exclusionsOf(standing, place)
  const prefix = `${place.objective}@`
  return {
    exclusions,
    excluded: unionOf(exclusions),
    uptimeExcluded: unionOf(exclusions.filter(leavesUptime)),
    takenOut: exclusions.map(({ from, to, reason }) => ({ from, to, state: 'excluded', reason })),
    // Windows and changes are among them too; no clock has their name.
    overturned: new Set(rulingsOf(standing, place).map(({ identity }) => identity.slice(prefix.length))),
    rebuttableUntil,
  }
}

/** What was taken out of a window, for whoever reads its figure. */
export const exclusionsTold = ({ exclusions }: AgreedFor, window: Window): Pick<Evidence, 'exclusions'> => {
  const inside = exclusions.filter(({ from, to }) => from < window.to && to > window.from)
  if (inside.length === 0) return {}
  return {
    exclusions: inside.map(({ id, category, from, to, reason }) => ({
      id,
      category,
      from: formatInstant(from),
      to: formatInstant(to),
      reason,
    })),
  }
}

type Judged = {
  standing: Standing
  place: Place
  agreed: AgreedFor
  view: WindowView
  /** What of the window is judged, and all of it. */
  current: Window
  whole: Window
  /** Where every single clock must hold: those that were late. */
  clocks: readonly MissedClock[] | null
}

/** What makes of a window's result something else than it was measured to be. */
export const windowSetAside = ({ standing, place, agreed, view, current, whole, clocks }: Judged): SetAside => {
  const isOwn = (identity: string) => isBreachOf(identity, place.objective, view)
  const rolling = isRolling(view) ? { from: whole.from, to: place.at + 1 } : null
  const ruling = rulingsOf(standing, place).find((one) => isRuledOn(one, isOwn, rolling))
  const excluded = overturnedBy(ruling) ?? whollyExcluded(current, agreed.exclusions)
  const waiver = clocks?.length ? waiverOfClocks(clocks) : waiverOf(standing, place, isOwn)
  return { ...(excluded ? { excluded } : {}), ...(waiver ? { waiver } : {}) }
}

/** The same for a change: a waiver of its objective, or of the breach that this very commit was. */
export const changeSetAside = (standing: Standing, place: Place, identity: string): SetAside => {
  const isOwn = (one: string) => one === identity
  const ruling = rulingsOf(standing, place).find((one) => isOwn(one.identity))
  const excluded = overturnedBy(ruling)
  const waiver = waiverOf(standing, place, isOwn)
  return { ...(excluded ? { excluded } : {}), ...(waiver ? { waiver } : {}) }
}
