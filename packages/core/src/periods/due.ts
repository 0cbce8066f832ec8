import { type AcceptedVersion, inForceAt } from '../agreement/versions.ts'
import { judgingsOf } from '../evaluation/judging.ts'
import type { Judging } from '../evaluation/result.ts'
import type { Instant, Window } from '../time/instant.ts'
import { windowAt, windowKind } from '../time/window.ts'
import { localDate } from '../time/zone.ts'
import { periodId } from './identity.ts'

/** A window that is over, with what judges it. */
export type ClosedWindow = {
  id: string
  service: string
  judging: Judging
  /** As the calendar has it: also where the objective came into force inside. */
  window: Window
}

/** How far an engagement's windows have been looked through. */
export type ClosedThrough = {
  /** Windows that ended until then have their period. */
  through: Instant
  /** The newest version accepted by then: one that came later may bring windows that are over already. */
  version: number
}

/** How far back a version can reach that was accepted for the past. */
export const MOST_DAYS_BACK = 1_200

const isCalendar = ({ objective }: Judging) => objective.window?.kind === 'calendar'

const asClosed = (service: string, judging: Judging, to: Instant): ClosedWindow[] => {
  const spec = judging.objective.window
  const zone = judging.version.terms.timeZone
  if (spec?.kind !== 'calendar' || !judging.inForce) return []
  const window = windowAt(spec, zone, to - 1)
  // What judged a longer window until now stands beside what judges a shorter one.
  if (window.to !== to || judging.since >= to) return []
  const named = { kind: windowKind(spec), period: localDate(zone, window.from) }
  return [{ id: periodId(service, judging.objective.id, named), service, judging, window }]
}

/** Every instant in (after, until] at which a calendar window of some version ends, the earliest first. */
export const endsOf = (versions: readonly AcceptedVersion[], after: Instant, until: Instant): Instant[] => {
  const ends = new Set<Instant>()
  const cuts = new Map<string, { zone: string; spec: NonNullable<Judging['objective']['window']> }>()
  for (const { terms } of versions)
    for (const { window } of terms.objectives)
      if (window?.kind === 'calendar')
        cuts.set(`${window.unit} ${terms.timeZone}`, { zone: terms.timeZone, spec: window })
  for (const { zone, spec } of cuts.values())
    for (let at = windowAt(spec, zone, after).to; at <= until; at = windowAt(spec, zone, at).to)
      if (at > after) ends.add(at)
  return [...ends].sort((a, b) => a - b)
}

/** The windows of a service that ended at an instant, each with what judged in its last millisecond (rule 8). */
export const closedOf = (versions: AcceptedVersion[], service: string, to: Instant): ClosedWindow[] =>
  judgingsOf(versions, service, to - 1)
    .judged.filter(isCalendar)
    .flatMap((judging) => asClosed(service, judging, to))

const closedAt = (versions: AcceptedVersion[], to: Instant): ClosedWindow[] =>
  [...(inForceAt(versions, to - 1)?.terms.services.keys() ?? [])].flatMap((service) => closedOf(versions, service, to))

const newest = (versions: readonly AcceptedVersion[]) => Math.max(0, ...versions.map(({ version }) => version ?? 0))

export const closedThrough = (versions: readonly AcceptedVersion[], now: Instant): ClosedThrough => ({
  through: now,
  version: newest(versions),
})

/** Since when windows have to be looked at: where the last look ended, or where a newer version began. */
const startOf = (versions: readonly AcceptedVersion[], before: ClosedThrough | null, now: Instant): Instant => {
  const unseen = versions.filter(({ version }) => before === null || (version ?? 0) > before.version)
  const since = Math.min(before?.through ?? now, ...unseen.map(({ inForceFrom }) => inForceFrom))
  return Math.max(since, now - MOST_DAYS_BACK * 86_400_000)
}

/**
 * The windows that have ended and have no period yet, the earliest first: all of them, however late it is asked.
 * @param known ids of periods there are
 */
export const periodsDue = (
  versions: AcceptedVersion[],
  before: ClosedThrough | null,
  now: Instant,
  known: ReadonlySet<string> = new Set(),
): ClosedWindow[] =>
  endsOf(versions, startOf(versions, before, now), now)
    .flatMap((to) => closedAt(versions, to))
    .filter(({ id }) => !known.has(id))
