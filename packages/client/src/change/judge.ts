import {
  type AcceptedVersion,
  acceptVersion,
  type Evaluation,
  evaluateChange,
  evaluationId,
  exempt,
  exemptionClaim,
  type GateRequest,
  type Instant,
  type Note,
  type VersionRecord,
} from '@plumbline/core'
import type { LocalAgreement } from './agreement.ts'
import type { MeasuredChange } from './measure.ts'

export type JudgeRequest = {
  agreement: Extract<LocalAgreement, { kind: 'agreement' }>
  change: MeasuredChange
  /** Who asks, about what; the change brings its own commits. */
  request: Omit<GateRequest, 'commit_sha' | 'base_sha' | 'ancestors'>
  at: Instant
  /** A server judges as a rule, and gives no answer now. */
  serverSilent?: boolean
}

/** A file that was merged is what both agreed to, in force from the day it names itself; no server has numbered it. */
const inForce = ({ parsed }: JudgeRequest['agreement'], at: Instant): AcceptedVersion => {
  const { hash, terms } = parsed
  const proposed: VersionRecord = {
    version: 1,
    hash,
    proposed_by: 'vendor',
    proposed_at: at,
    decision: null,
    in_force_from: null,
  }
  const accepted = acceptVersion([proposed], { version: 1, by: 'client', at, hash, terms, retroactive: true })
  return { version: null, hash, inForceFrom: (accepted.ok ? accepted.value.in_force_from : null) ?? at, terms }
}

/** One of several uploads is judged alone here: that it has a flag says that there may be others. */
const aloneNotes = ({ facts }: MeasuredChange, { expect }: JudgeRequest['request']): Note[] => {
  const flag = facts.find((fact) => fact.flag !== '')?.flag
  if (flag === undefined || expect !== undefined) return []
  return [{ code: 'uploads', detail: `only the upload ${flag} is judged: uniting several takes a server` }]
}

/**
 * Judges a change without a server by the same engine. Change-scope objectives are judged; window and clock
 * objectives need history and say so. An exemption can be claimed, but nobody counts here how often.
 */
export const judgeLocally = ({ agreement, change, request, at, serverSilent }: JudgeRequest): Evaluation => {
  const { parsed } = agreement
  const version = inForce(agreement, at)
  const input = {
    id: evaluationId(parsed.terms.engagement, request.service, request.run ?? `local ${change.commitSha} ${at}`),
    at,
    request: {
      ...request,
      commit_sha: change.commitSha,
      ...(change.baseSha === null ? {} : { base_sha: change.baseSha, ancestors: change.ancestors }),
    },
    versions: [version],
    head: change.facts,
    base: change.base,
    uncovered: change.uncovered,
    notes: [...agreement.notes, ...change.notes, ...aloneNotes(change, request)],
    firstIntroduction: agreement.firstIntroduction,
    serverSilent,
  }
  return exempt(evaluateChange(input), exemptionClaim(input.request, version, at), { granted: true, used: null })
}
