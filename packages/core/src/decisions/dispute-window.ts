import { ALWAYS_OPEN, DEFAULT_DISPUTE_WINDOW, DEFAULT_SILENCE } from '../agreement/defaults.ts'
import type { AgreedDuration, DisputeTerms, Terms } from '../agreement/terms.ts'
import { type AcceptedVersion, inForceAt } from '../agreement/versions.ts'
import type { Breach } from '../breach/breach.ts'
import { isRolling } from '../breach/identity.ts'
import { alwaysOpen, calendarNamed } from '../calendar/calendar.ts'
import { deadline } from '../calendar/deadline.ts'
import { type Instant, parseInstant } from '../time/instant.ts'

/** What of an agreement says how long something can be disputed. */
export type Disputing = Pick<Terms, 'disputes' | 'clocks' | 'timeZone'>

const NOTHING_AGREED: Disputing = { timeZone: 'UTC' }

const DEFAULTS: DisputeTerms = { window: DEFAULT_DISPUTE_WINDOW, silence: DEFAULT_SILENCE, arbiter: null }

export const disputesOf = (terms: Pick<Terms, 'disputes'> | undefined): DisputeTerms => terms?.disputes ?? DEFAULTS

/** When an agreed time that began at an instant is over: on the agreement's own calendar. */
export const agreedEnd = (
  { clocks, timeZone }: Pick<Terms, 'clocks' | 'timeZone'>,
  from: Instant,
  duration: AgreedDuration,
): Instant => {
  const end = deadline(calendarNamed(clocks?.calendar ?? ALWAYS_OPEN, clocks, timeZone), from, duration)
  if (end.ok) return end.value
  // In a calendar that stops opening no time would ever pass: then it is counted in days of the wall.
  const plain = deadline(alwaysOpen(timeZone), from, duration)
  return plain.ok ? plain.value : from
}

/** When what was said at an instant can no longer be disputed, rebutted or answered. */
export const disputeEnds = (terms: Disputing | undefined, from: Instant): Instant =>
  agreedEnd(terms ?? NOTHING_AGREED, from, disputesOf(terms).window)

/** The same by the version in force at that instant (PRODUCT.md, rule 8). */
export const disputeEndsIn =
  (versions: readonly AcceptedVersion[]) =>
  (from: Instant): Instant =>
    disputeEnds(inForceAt(versions, from)?.terms, from)

/** What begins the time to dispute a breach anew: it is a breach, again, or has consequences only now. */
const BEGINNINGS: readonly Breach['timeline'][number]['kind'][] = ['opened', 'reopened', 'counted']

/**
 * Until when a breach can be disputed: the agreed time after it last opened. A calendar window's figure is known only
 * at its end, so that its time begins there; and nobody could object before they had agreed to be judged at all.
 * @param judged the version that judged it
 */
export const breachDisputableUntil = (
  breach: Breach,
  judged: { terms: Disputing; agreedAt?: Instant } | undefined,
): Instant => {
  const last = breach.timeline.findLast(({ kind }) => BEGINNINGS.includes(kind))
  const begun = parseInstant(last?.at ?? breach.opened_at) ?? 0
  const { window } = breach
  const end = window && !isRolling(window) ? (parseInstant(window.to) ?? begun) : begun
  return disputeEnds(judged?.terms, Math.max(begun, end, judged?.agreedAt ?? begun))
}
