import type { Terms } from '../agreement/terms.ts'
import type { VersionRecord } from '../agreement/versions.ts'
import { type Dispute, disputeAt } from '../decisions/dispute.ts'
import type { Exclusion } from '../decisions/exclusion.ts'
import { otherThan } from '../decisions/refusal.ts'
import { type Waiver, waiverAt } from '../decisions/waiver.ts'
import { DAY, formatInstant, type Instant, parseInstant } from '../time/instant.ts'
import { localMidnight } from '../time/zone.ts'
import type { ReportSpan } from './span.ts'
import type { Statement, StatementNeed, StatementRow } from './statement.ts'

/** A waiver that ends within so long is told of, so that what it was given for is mended by then. */
const SOON_MS = 14 * DAY

export type NeedsInput = {
  at: Instant
  span: ReportSpan
  /** In force now. */
  terms: Terms | null
  versions: readonly VersionRecord[]
  waivers: readonly Waiver[]
  exclusions: readonly Exclusion[]
  disputes: readonly Dispute[]
}

const instant = (text: string): Instant => parseInstant(text) ?? 0

const ofDisputes = ({ disputes, at }: NeedsInput): StatementNeed[] =>
  disputes
    .map((dispute) => disputeAt(dispute, at))
    .flatMap((dispute): StatementNeed[] => {
      const {
        id,
        status,
        objective,
        service,
        opened_by: by,
        answer_due_at,
        agree_by = null,
        silence,
        arbiter,
      } = dispute
      const named = `${objective} of ${service}`
      if (status === 'open') {
        const detail = `answer the dispute about ${named}; silence ${silence === 'accepts' ? 'overturns the breach' : 'lets the breach stand'}`
        return [{ what: 'answer_dispute', by: otherThan(by.party), due_at: answer_due_at, ref: id, detail }]
      }
      if (status !== 'answered') return []
      const detail = `settle the dispute about ${named}: both give the same ruling, or ${arbiter === null ? 'the breach stands' : 'the arbiter gives one; else the breach stands'}`
      return [{ what: 'rule_on_dispute', by: arbiter === null ? 'both' : 'arbiter', due_at: agree_by, ref: id, detail }]
    })

const ofWaivers = ({ waivers, at }: NeedsInput): StatementNeed[] =>
  waivers
    .map((waiver) => waiverAt(waiver, at))
    .flatMap((waiver): StatementNeed[] => {
      const { id, status, objective, requested_by: by, expires_at } = waiver
      if (status === 'requested' && instant(expires_at) > at)
        return [
          {
            what: 'answer_waiver',
            by: otherThan(by.party),
            due_at: expires_at,
            ref: id,
            detail: `approve or reject the waiver of ${objective}: ${waiver.reason}`,
          },
        ]
      if (status !== 'approved' || instant(expires_at) > at + SOON_MS) return []
      const detail = `the waiver of ${objective} ends: ${waiver.reason}`
      return [{ what: 'waiver_ends', by: by.party, due_at: expires_at, ref: id, detail }]
    })

const ofExclusions = ({ exclusions }: NeedsInput): StatementNeed[] =>
  exclusions
    .filter(({ status }) => status === 'proposed')
    .map(({ id, category, from, proposed_by: by, reason }) => ({
      what: 'answer_exclusion',
      by: otherThan(by.party),
      due_at: from,
      ref: id,
      detail: `approve or reject the exclusion (${category.replace('_', ' ')}): ${reason}`,
    }))

const ofVersions = ({ versions }: NeedsInput): StatementNeed[] => {
  const accepted = Math.max(
    0,
    ...versions.map(({ version, decision }) => (decision?.kind === 'accepted' ? version : 0)),
  )
  return versions
    .filter(({ version, decision }) => decision === null && version > accepted)
    .map(({ version, proposed_by: by }) => ({
      what: 'answer_proposal',
      by: otherThan(by),
      due_at: null,
      ref: String(version),
      detail: `accept or reject version ${version} of the agreement, proposed by the ${by}`,
    }))
}

const ofReview = ({ terms, at }: NeedsInput): StatementNeed[] => {
  const { reviewBy = null, timeZone = 'UTC' } = terms ?? {}
  const due = reviewBy === null ? null : localMidnight(timeZone, reviewBy)
  if (reviewBy === null || due === null || due > at) return []
  const detail = `the agreement was to be reviewed by ${reviewBy}`
  return [{ what: 'review_overdue', by: 'both', due_at: formatInstant(due), ref: 'review_by', detail }]
}

const ofSources = (rows: readonly StatementRow[]): StatementNeed[] =>
  rows
    .filter(({ no_data_reason: reason }) => reason === 'unreported')
    .map(({ objective, service, owed_by: by, title }) => ({
      what: 'unreported',
      by,
      due_at: null,
      ref: objective,
      detail: `nothing was reported for ${title} of ${service}: it can’t be judged`,
    }))

const ofAcknowledgements = ({ kind, state, label, acknowledgements }: Acknowledging): StatementNeed[] => {
  if (kind !== 'month' || state === 'open') return []
  const missing = (['client', 'vendor'] as const).filter(
    (party) => !acknowledgements.some((one) => one.party === party && one.current),
  )
  const [only] = missing
  if (only === undefined) return []
  const by = missing.length === 2 ? 'both' : only
  return [{ what: 'acknowledge', by, due_at: null, ref: label, detail: `acknowledge the statement of ${label}` }]
}

type Acknowledging = Pick<Statement, 'kind' | 'state' | 'label' | 'acknowledgements'>

/** What waits for somebody, what has a date first. */
export const needsOf = (
  input: NeedsInput,
  rows: readonly StatementRow[],
  acknowledging: Acknowledging,
): StatementNeed[] =>
  [
    ...ofSources(rows),
    ...ofDisputes(input),
    ...ofVersions(input),
    ...ofWaivers(input),
    ...ofExclusions(input),
    ...ofReview(input),
    ...ofAcknowledgements(acknowledging),
  ].sort((a, b) => (a.due_at ?? '9').localeCompare(b.due_at ?? '9', 'en'))
