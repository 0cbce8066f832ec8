import type { Breach } from '../breach/breach.ts'
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

/** When the last of a period became final: what was said later is told in the period in which it was. */
type Final = string | null

const isBy = (at: string, final: Final): boolean => final === null || at <= final

/** When something that was agreed until a time ended: then, or when it was called off before that. */
const endOf = (agreed: string, ended: string | undefined, final: Final): string =>
  ended !== undefined && ended < agreed && isBy(ended, final) ? ended : agreed

/** Time in the period that both agreed to leave out. */
export const exclusionsIn = (span: ReportSpan, exclusions: readonly Exclusion[], final: Final): StatementExclusion[] =>
  exclusions.flatMap((exclusion) => {
    const { id, category, from, services, objectives, reason, with_notice, proposed_by, timeline } = exclusion
    const agreed = timeline.find(({ kind }) => kind === 'approved')
    const to = endOf(exclusion.to, exclusion.ended_at, final)
    if (!agreed || !isBy(agreed.at, final) || to <= from || !touches(span, from, to)) return []
    const parties = { asked_by: who(proposed_by), agreed_by: who(agreed.by) }
    return [{ id, category, from, to, services, objectives, reason, with_notice, ...parties }]
  })

/** Permissions that held at some moment of the period. */
export const waiversIn = (span: ReportSpan, waivers: readonly Waiver[], final: Final): StatementWaiver[] =>
  waivers.flatMap((waiver) => {
    const { id, objective, service, breach, from, expires_at, ended_at, reason, requested_by, timeline } = waiver
    const agreed = timeline.find(({ kind }) => kind === 'approved')
    const until = endOf(expires_at, ended_at, final)
    if (from === null || !agreed || !('party' in agreed.by) || !touches(span, from, until)) return []
    const parties = { asked_by: who(requested_by), agreed_by: who(agreed.by) }
    return [{ id, objective, service, breach, from, until, reason, ...parties }]
  })

/** As it was when the period became final. One that still went on then is told as going on: no window hung on it. */
const disputeBy = (dispute: Dispute, at: Instant, final: Final): Dispute => {
  const now = disputeAt(dispute, at)
  const { ruling: _, settled_by: __, settled_at, timeline, ...rest } = now
  const over = settled_at ?? timeline.find(({ kind }) => kind === 'withdrawn')?.at
  if (over === undefined || isBy(over, final)) return now
  const then = timeline.filter((step) => isBy(step.at, final))
  return { ...rest, status: then.some(({ kind }) => kind === 'answered') ? 'answered' : 'open', timeline: then }
}

/** Disputes about what is stated, and those opened or settled in the period. */
export const disputesIn = (
  {
    span,
    disputes,
    disputed,
    at,
  }: { span: ReportSpan; disputes: readonly Dispute[]; disputed: readonly Breach[]; at: Instant },
  stated: ReadonlySet<string>,
  final: Final,
): StatementDispute[] =>
  disputes
    .filter(({ at: opened }) => isBy(opened, final))
    .map((dispute) => disputeBy(dispute, at, final))
    .filter(
      ({ breach, at: opened, settled_at: settled }) => stated.has(breach) || touches(span, opened, settled ?? opened),
    )
    .map((dispute) => {
      const { id, breach, objective, service, at: opened_at, opened_by, reason, status } = dispute
      const { ruling, settled_by, settled_at } = dispute
      return {
        id,
        breach,
        objective,
        service,
        window: disputed.find((one) => one.id === breach)?.window?.label ?? null,
        opened_at,
        opened_by: who(opened_by),
        reason,
        status,
        ...(ruling === undefined ? {} : { ruling }),
        ...(settled_by === undefined ? {} : { settled_by }),
        ...(settled_at === undefined ? {} : { settled_at }),
      }
    })
