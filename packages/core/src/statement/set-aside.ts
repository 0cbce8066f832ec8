import { type Dispute, disputeAt } from '../decisions/dispute.ts'
import type { Exclusion } from '../decisions/exclusion.ts'
import type { Waiver } from '../decisions/waiver.ts'
import { type Instant, parseInstant } from '../time/instant.ts'
import type { ReportSpan } from './span.ts'
import type { StatementDispute, StatementExclusion, StatementWaiver, Who } from './statement.ts'

const instant = (text: string): Instant => parseInstant(text) ?? 0

const who = ({ party, name }: Who): Who => ({ party, name })

const touches = ({ window }: ReportSpan, from: string, to: string) =>
  instant(from) < window.to && instant(to) > window.from

/** Time in the period that both agreed to leave out. */
export const exclusionsIn = (span: ReportSpan, exclusions: readonly Exclusion[]): StatementExclusion[] =>
  exclusions.flatMap((exclusion) => {
    const { id, category, from, to, services, objectives, reason, with_notice, proposed_by, timeline } = exclusion
    const agreed = timeline.find(({ kind }) => kind === 'approved')
    if (!agreed || !touches(span, from, to)) return []
    const parties = { asked_by: who(proposed_by), agreed_by: who(agreed.by) }
    return [{ id, category, from, to, services, objectives, reason, with_notice, ...parties }]
  })

/** Permissions that held at some moment of the period. */
export const waiversIn = (span: ReportSpan, waivers: readonly Waiver[]): StatementWaiver[] =>
  waivers.flatMap((waiver) => {
    const { id, objective, service, breach, from, expires_at, ended_at, reason, requested_by, timeline } = waiver
    const agreed = timeline.find(({ kind }) => kind === 'approved')
    const until = ended_at ?? expires_at
    if (from === null || !agreed || !('party' in agreed.by) || !touches(span, from, until)) return []
    const parties = { asked_by: who(requested_by), agreed_by: who(agreed.by) }
    return [{ id, objective, service, breach, from, until, reason, ...parties }]
  })

/** Disputes about what is stated, and those opened or settled in the period. */
export const disputesIn = (
  span: ReportSpan,
  disputes: readonly Dispute[],
  stated: ReadonlySet<string>,
  at: Instant,
): StatementDispute[] =>
  disputes
    .map((dispute) => disputeAt(dispute, at))
    .filter(
      ({ breach, at: opened, settled_at: settled }) => stated.has(breach) || touches(span, opened, settled ?? opened),
    )
    .map(
      ({
        id,
        breach,
        objective,
        service,
        at: opened_at,
        opened_by,
        reason,
        status,
        ruling,
        settled_by,
        settled_at,
      }) => ({
        id,
        breach,
        objective,
        service,
        opened_at,
        opened_by: who(opened_by),
        reason,
        status,
        ...(ruling === undefined ? {} : { ruling }),
        ...(settled_by === undefined ? {} : { settled_by }),
        ...(settled_at === undefined ? {} : { settled_at }),
      }),
    )
