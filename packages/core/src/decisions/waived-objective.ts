import { type Breach, type BreachTransition, followedAs } from '../breach/breach.ts'
import { isRolling } from '../breach/identity.ts'
import { formatInstant, type Instant, parseInstant } from '../time/instant.ts'
import { unwaiveBreach, waiveBreach } from './breach-follows.ts'
import { clockOf } from './identity.ts'
import type { Waiver } from './waiver.ts'

/*
 * What the waiver of an objective does to its breaches that were open before it: a window that is judged while it holds
 * is waived, and so is its breach. What was too late before it held stays what it is: that is waived by its name.
 */

const instant = (text: string | null | undefined): Instant | null => (text ? parseInstant(text) : null)

/** The moment that decides: of what is past its own, of a window the last one in which it is judged. */
const decidesAt = (breach: Breach, at: Instant): Instant => {
  const { window } = breach
  if (clockOf(breach) || !window) return instant(breach.opened_at) ?? at
  return isRolling(window) ? at : Math.min(at, (instant(window.to) ?? at) - 1)
}

/** Is this waiver about a breach that there is at an instant? */
export const covers = ({ objective, service, breach: named, from, expires_at, ...waiver }: Waiver, breach: Breach) => {
  const [begins, ends] = [instant(from), instant(waiver.ended_at ?? expires_at)]
  const own = named === null && objective === breach.objective && (service === null || service === breach.service)
  return (at: Instant): boolean => {
    const decides = decidesAt(breach, at)
    return own && begins !== null && ends !== null && begins <= decides && decides < ends
  }
}

const BEGINNINGS: readonly BreachTransition['kind'][] = ['opened', 'reopened', 'waiver_ended']

/**
 * A breach that stands open, under the waiver of its objective: since both were, whoever notices it when. The same where
 * it is over, disputed, or waived, or was under this waiver before.
 */
export const coverBreach = (breach: Breach, waiver: Waiver): Breach => {
  const from = instant(waiver.from)
  const followed = followedAs(breach)
  if (from === null || followed === null || followed.aside !== undefined) return breach
  if (breach.timeline.some(({ waiver: id }) => id === waiver.id)) return breach
  const open = instant(breach.timeline.findLast(({ kind }) => BEGINNINGS.includes(kind))?.at) ?? from
  return waiveBreach(breach, waiver, { at: formatInstant(Math.max(from, open)), by: { engine: true } })
}

/** A breach as the waiver of its objective leaves it at an instant, and after its end. */
export const underWaiver = (breach: Breach, waiver: Waiver, at: Instant): Breach => {
  if (waiver.breach !== null) return breach
  const ended = instant(waiver.ended_at)
  const covered = covers(waiver, breach)(ended === null ? at : ended - 1) ? coverBreach(breach, waiver) : breach
  return ended === null ? covered : unwaiveBreach(covered, waiver, ended)
}
