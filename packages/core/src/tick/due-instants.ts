import type { AcceptedVersion } from '../agreement/versions.ts'
import { endedPhases, frozenFrom } from '../baselines/due.ts'
import { endsOf } from '../periods/due.ts'
import { finalFrom } from '../periods/final.ts'
import type { Standing } from '../standing/standing.ts'
import { DAY, type Instant } from '../time/instant.ts'

/** A window is final within that long of its end, but for a dispute. */
const FINAL_WITHIN_MS = 400 * DAY

/** Until both have agreed nothing is due by a version, whatever it says about the past. */
const beginsAt = ({ inForceFrom, agreedAt = inForceFrom }: AcceptedVersion): Instant => Math.max(inForceFrom, agreedAt)

/** Windows of a version end or become final; those that ended before it was accepted are due with the acceptance. */
const dueOf = (version: AcceptedVersion, after: Instant, until: Instant): Instant[] => {
  const { terms, inForceFrom, agreedAt = inForceFrom } = version
  const begins = beginsAt(version)
  const ends = endsOf([version], Math.max(after - FINAL_WITHIN_MS, begins), until)
  const found = [agreedAt, begins, ...ends]
  for (const to of [agreedAt, ...ends].reverse()) {
    const final = finalFrom(terms, to, agreedAt)
    found.push(final)
    // Of windows that ended earlier none is final later.
    if (final <= after) break
  }
  return found
}

/**
 * Every instant in (after, until] at which something falls due by the clock, the earliest first: a window ends or
 * becomes final, a phase is frozen, a version is accepted or comes into force, a waiver ends, silence on a dispute
 * counts. Of windows that a presumption holds open only the next, as it was known when they were judged last. The same whether one asks for a time at once or in parts; of windows that nobody judges, too.
 */
export const dueInstants = (
  versions: readonly AcceptedVersion[],
  { waivers, disputes, periods }: Pick<Standing, 'waivers' | 'disputes' | 'periods'>,
  after: Instant,
  until: Instant,
): Instant[] => {
  const all = [
    ...versions.flatMap((version) => dueOf(version, after, until)),
    ...endedPhases(versions, until).map((phase) => Math.max(frozenFrom(phase), beginsAt(phase.version))),
    ...waivers.map((waiver) => waiver.until),
    ...disputes.flatMap(({ dueAt }) => dueAt ?? []),
    ...(periods?.awaits === undefined ? [] : [periods.awaits]),
  ]
  return [...new Set(all)].filter((at) => at > after && at <= until).sort((a, b) => a - b)
}
