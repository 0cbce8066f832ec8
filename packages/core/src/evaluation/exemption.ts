import type { AcceptedVersion } from '../agreement/versions.ts'
import type { Instant } from '../time/instant.ts'
import { localDate } from '../time/zone.ts'
import type { Evaluation, ExemptionView } from './evaluation.ts'
import type { GateRequest } from './gate.ts'

/** What a request says for being let through although it would not pass (PRODUCT.md, rule 6). */
export type ExemptionClaim =
  | { kind: 'none' }
  | {
      kind: 'valid'
      how: 'label' | 'reason'
      by: string
      detail: string
      /** Local month the use counts in, YYYY-MM. */
      month: string
      /** The change that uses it: the same change again uses no other. */
      change: string
      max: number
    }
  | { kind: 'refused'; view: Extract<ExemptionView, { status: 'refused' }> }

const refuse = (reason: Extract<ExemptionView, { status: 'refused' }>['reason'], detail: string): ExemptionClaim => ({
  kind: 'refused',
  view: { status: 'refused', reason, detail },
})

const changeOf = (request: GateRequest) =>
  request.pull_request
    ? `${request.service} pr-${request.pull_request.number}`
    : `${request.service} ${request.commit_sha}`

/** Logins are the same in capitals. */
const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()

/** Who set a label counts: its author can't exempt a change. A reason given with the call names whoever gave it. */
export const exemptionClaim = (request: GateRequest, version: AcceptedVersion | null, at: Instant): ExemptionClaim => {
  const asked = request.exempt
  const agreed = version?.terms.exempt
  if (!asked || (!asked.reason && !asked.label)) return { kind: 'none' }
  if (!version || !agreed) return refuse('not_agreed', 'the agreement in force knows no exemption')
  if (agreed.max === 0) return refuse('none_left', 'the agreement grants no exemption: `max` is 0')
  const use = { month: localDate(version.terms.timeZone, at).slice(0, 7), change: changeOf(request), max: agreed.max }
  if (asked.reason)
    return { kind: 'valid', how: 'reason', by: asked.set_by ?? 'the caller', detail: asked.reason, ...use }
  if (asked.label !== agreed.label)
    return refuse('wrong_label', `the label \`${asked.label}\` exempts nothing; the agreement says \`${agreed.label}\``)
  const by = asked.set_by
  if (!by) return refuse('set_by_unknown', 'it must be known who set the label')
  // Whoever may change the workflow makes its bot do anything.
  if (by.endsWith('[bot]')) return refuse('set_by_unknown', `the label must be set by a person; ${by} did`)
  const author = request.pull_request?.author
  if (author === undefined)
    return refuse('set_by_unknown', 'without the change’s author nobody knows whether someone else set the label')
  if (same(by, author))
    return refuse('set_by_author', 'the label must be set by someone other than the author of the change')
  return { kind: 'valid', how: 'label', by, detail: agreed.label, ...use }
}

/** `used: null`: nobody counts the uses (no server). */
export type ExemptionOutcome = { granted: true; used: number | null } | { granted: false; used: number }

/** Applies a claim to an evaluation that fails; a pass or a warning needs no exemption and uses none. */
export const exempt = (evaluation: Evaluation, claim: ExemptionClaim, outcome: ExemptionOutcome | null): Evaluation => {
  if (claim.kind === 'none' || evaluation.verdict !== 'fail') return evaluation
  if (claim.kind === 'refused') return { ...evaluation, exempted: claim.view }
  if (!outcome) return evaluation
  const { max } = claim
  if (!outcome.granted)
    return {
      ...evaluation,
      exempted: {
        status: 'refused',
        reason: 'none_left',
        detail: `${outcome.used} of ${max} exemptions of ${claim.month} are used`,
      },
    }
  return {
    ...evaluation,
    verdict: 'pass',
    verdict_without_exemption: evaluation.verdict,
    exempted: { status: 'granted', by: claim.by, how: claim.how, detail: claim.detail, used: outcome.used, max },
  }
}
