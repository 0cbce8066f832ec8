import type { AcceptedVersion } from '../agreement/versions.ts'
import { agreedEnd } from '../decisions/dispute-window.ts'
import { formatInstant, type Instant } from '../time/instant.ts'
import { localDate } from '../time/zone.ts'
import type { Evaluation } from './evaluation.ts'
import type { ExemptionView } from './exemption-view.ts'
import type { GateEvent, GateRequest } from './gate.ts'
import { changeOf } from './merged-change.ts'

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
      /** Until when what was skipped is made up for, where that is agreed. */
      follow_up_by?: string
    }
  | { kind: 'refused'; view: Extract<ExemptionView, { status: 'refused' }> }

const refuse = (reason: Extract<ExemptionView, { status: 'refused' }>['reason'], detail: string): ExemptionClaim => ({
  kind: 'refused',
  view: { status: 'refused', reason, detail },
})

/** Logins are the same in capitals. */
const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()

/** Who set a label counts: its author can't exempt a change. A reason given with the call names whoever gave it. */
export const exemptionClaim = (
  request: GateRequest,
  version: AcceptedVersion | null,
  at: Instant,
  /** By which its uses are counted. */
  change = changeOf(request, [], version?.terms ?? null).name,
): ExemptionClaim => {
  const asked = request.exempt
  const agreed = version?.terms.exempt
  if (!asked || (!asked.reason && !asked.label)) return { kind: 'none' }
  if (!version || !agreed) return refuse('not_agreed', 'the agreement in force knows no exemption')
  if (agreed.max === 0) return refuse('none_left', 'the agreement grants no exemption: `max` is 0')
  const { timeZone } = version.terms
  const use = {
    month: localDate(timeZone, at).slice(0, 7),
    change,
    max: agreed.max,
    ...(agreed.followUp ? { follow_up_by: formatInstant(agreedEnd(version.terms, at, agreed.followUp)) } : {}),
  }
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

/** One use of an exemption: what a change was let through with, once for all its gates. The ledger says the same. */
export type ExemptionGrant = {
  change: string
  /** Local month that it counts in, YYYY-MM. */
  month: string
  /** The how-manieth of the month it was. */
  used: number
  max: number
  how: 'label' | 'reason'
  by: string
  detail: string
  /** The evaluation, its commit and its time: at later gates of the change nothing is counted. */
  evaluation: string
  commit_sha: string
  at: string
  /** What was skipped is made up for until then. It runs from this use, and is the same at every gate that follows. */
  follow_up_by?: string
}

/**
 * `used: null`: nobody counts the uses (no server). `before`: the change has used one already, and uses no other.
 */
export type ExemptionOutcome =
  | { granted: true; used: number | null; before?: ExemptionGrant }
  | { granted: false; used: number }

const followUp = ({ follow_up_by: due }: Pick<ExemptionGrant, 'follow_up_by'>) =>
  due === undefined ? {} : { follow_up_by: due }

/** What an earlier use tells a gate: which evaluation and commit it was used for, and until when it is followed up. */
const earlier = (grant: ExemptionGrant) => {
  const { evaluation, commit_sha, at } = grant
  return { ...followUp(grant), since: { evaluation, commit_sha, at } }
}

/** Applies a claim to an evaluation that fails; a pass or a warning needs no exemption and uses none. */
export const exempt = (evaluation: Evaluation, claim: ExemptionClaim, outcome: ExemptionOutcome | null): Evaluation => {
  if (claim.kind === 'none' || evaluation.verdict !== 'fail') return evaluation
  if (claim.kind === 'refused') return { ...evaluation, exempted: claim.view }
  if (!outcome) return evaluation
  if (!outcome.granted) {
    const detail = `${outcome.used} of ${claim.max} exemptions of ${claim.month} are used`
    return { ...evaluation, exempted: { status: 'refused', reason: 'none_left', detail } }
  }
  const { used, before } = outcome
  const { by, how, detail } = claim
  const max = before?.max ?? claim.max
  // The job of the same commit, run again, hears the same.
  const isLater = before !== undefined && before.commit_sha !== evaluation.commit_sha
  return {
    ...evaluation,
    verdict: 'pass',
    verdict_without_exemption: evaluation.verdict,
    exempted: {
      status: 'granted',
      by,
      how,
      detail,
      used,
      max,
      ...(isLater ? earlier(before) : followUp(before ?? claim)),
    },
  }
}

const ON_ITS_WAY: readonly GateEvent[] = ['merge_group', 'push', 'deployment']

/** Whether what a change was let through with before decides here: at its merge, or where it is deployed. */
export const mayStand = ({ event, objectives }: Evaluation): boolean =>
  ON_ITS_WAY.includes(event) && objectives.some(({ scope, status }) => scope === 'change' && status === 'breached')

/**
 * The merge of an exempted pull request is the same change, and so is its deployment: they pass as exempted, and use
 * none. What a service's window holds back is not the change's doing, and stays held back.
 */
export const exemptAsBefore = (evaluation: Evaluation, grant: ExemptionGrant): Evaluation => {
  const { by, how, detail, used, max } = grant
  const isOwn = evaluation.objectives.every(({ scope, blocking }) => scope === 'change' || !blocking)
  return {
    ...evaluation,
    ...(evaluation.verdict === 'fail' && isOwn
      ? { verdict: 'pass' as const, verdict_without_exemption: 'fail' as const }
      : {}),
    exempted: { status: 'granted', by, how, detail, used, max, ...earlier(grant) },
  }
}
