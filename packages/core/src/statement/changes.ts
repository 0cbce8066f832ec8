import type { Objective } from '../agreement/terms.ts'
import { type AcceptedVersion, inForceAt } from '../agreement/versions.ts'
import { type Breach, plainStatus } from '../breach/breach.ts'
import { concerns } from '../evaluation/concerns.ts'
import { displayTarget } from '../evaluation/display.ts'
import { indicator } from '../indicators/catalogue.ts'
import { type Instant, parseInstant, type Window, within } from '../time/instant.ts'
import type { ReportSpan } from './span.ts'
import { spanBefore } from './span.ts'
import type { StatementFigure, StatementRow } from './statement.ts'
import { asideAt, settledFrom } from './until-final.ts'

/** Merges of one service to its default branch that a gate has seen. */
export type Merges = { service: string; at: readonly Instant[] }

type Changes = NonNullable<StatementRow['changes']>

const openedIn = (window: Window, breaches: readonly Breach[]) =>
  breaches.filter((breach) => within(window, parseInstant(breach.opened_at) ?? 0))

const asideNow = (breach: Breach) =>
  plainStatus(breach) === 'overturned' ? 'overturned' : breach.status === 'waived' ? 'waived' : null

/** @param end when what became of them stopped counting; null: what they are now counts */
const changesIn = (window: Window, merges: Merges, breaches: readonly Breach[], end: string | null = null): Changes => {
  const asides = openedIn(window, breaches).map((one) => (end === null ? asideNow(one) : asideAt(one, end)))
  return {
    merged: merges.at.filter((at) => within(window, at)).length,
    missed: asides.filter((aside) => aside === null).length,
    waived: asides.filter((aside) => aside === 'waived').length,
    overturned: asides.filter((aside) => aside === 'overturned').length,
  }
}

const statusOf = ({ merged, missed, waived }: Changes): StatementRow['status'] =>
  missed > 0 ? 'breached' : waived > 0 ? 'waived' : merged > 0 ? 'met' : 'no_data'

const displayOf = ({ merged, missed, waived }: Changes): string =>
  // A deployment of a change that was never seen merged may miss it, too.
  merged === 0 && missed === 0 && waived === 0 ? '' : `${missed} of ${Math.max(merged, missed)} missed`

const isAboutChanges = ({ window, indicator: key }: Objective) =>
  window === null && indicator(key)?.info.scope === 'change'

export type ChangeRow = { row: StatementRow; final_at: string | null }

/**
 * What was merged in the period, objective by objective: how many changes, and how many of them missed it. Changes
 * fixed before they were merged are none of them (PRODUCT.md, rule 7).
 * @param final since when nothing is disputed or waived any more in it; null while it still can be
 */
export const changeRows = (
  versions: readonly AcceptedVersion[],
  span: ReportSpan,
  until: Instant,
  merges: readonly Merges[],
  breaches: readonly Breach[],
  final: string | null,
): ChangeRow[] => {
  const version = inForceAt(versions, until - 1)
  if (!version) return []
  const before = spanBefore(span)
  return merges.flatMap((ofService) =>
    version.terms.objectives
      .filter((objective) => isAboutChanges(objective) && concerns(objective, version.terms, ofService.service))
      .map((objective): ChangeRow => {
        const own = breaches.filter(
          (breach) =>
            breach.scope === 'change' && breach.service === ofService.service && breach.objective === objective.id,
        )
        const window = { from: span.window.from, to: until }
        const final_at = final && settledFrom(openedIn(window, own), final)
        const changes = changesIn(window, ofService, own, final_at)
        const earlier = changesIn(before.window, ofService, own)
        const previous: StatementFigure | null =
          before.window.to > version.inForceFrom && statusOf(earlier) !== 'no_data'
            ? {
                label: before.label,
                status: statusOf(earlier),
                value: null,
                display: displayOf(earlier),
                samples: earlier.merged,
              }
            : null
        const share = ({ merged, missed }: Changes) => (merged === 0 ? null : missed / merged)
        const [now, then] = [share(changes), previous && share(earlier)]
        const row: StatementRow = {
          service: ofService.service,
          objective: objective.id,
          title: objective.title,
          clause: objective.clause,
          indicator: objective.indicator,
          scope: 'change',
          owed_by: objective.owedBy,
          enforcement: objective.enforcement,
          window: null,
          state: until < span.window.to ? 'open' : final_at === null ? 'provisional' : 'final',
          status: statusOf(changes),
          value: null,
          display: displayOf(changes),
          target: objective.target.kind === 'relative' ? objective.target.text : displayTarget(objective.target),
          margin: '',
          samples: changes.merged,
          agreement_version: version.version,
          previous,
          trend: now === null || then === null ? null : now === then ? 'same' : now < then ? 'better' : 'worse',
          changes,
        }
        return { row, final_at }
      }),
  )
}
