import type { Instant } from '../time/instant.ts'
import { windowAt } from '../time/window.ts'
import type { Objective, Terms } from './terms.ts'

/** What judges: an objective, in the zone of its agreement. */
type Form = { objective: Pick<Objective, 'window'>; terms: Pick<Terms, 'timeZone'> }

/**
 * When a changed objective begins to judge: with its next window (PRODUCT.md, rule 8), and not before the calendar
 * window is over that its predecessor judges, for that would have no verdict. The two may be cut otherwise, by length
 * or zone: then its first window is partial.
 * @param was what judged until then; null: nothing did
 * @param since when the change came into force
 */
export const changedFrom = (was: Form | null, now: Form, since: Instant): Instant => {
  const [before, after] = [was?.objective.window, now.objective.window]
  const own = after?.kind === 'calendar' ? windowAt(after, now.terms.timeZone, since) : { from: since, to: since }
  const next = own.from === since ? since : own.to
  return was && before?.kind === 'calendar' ? Math.max(next, windowAt(before, was.terms.timeZone, since - 1).to) : next
}
