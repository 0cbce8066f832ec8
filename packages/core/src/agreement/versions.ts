import type { Result } from '../result.ts'
import { ok, refused } from '../result.ts'
import type { StandingBaseline } from '../standing/standing.ts'
import type { Instant } from '../time/instant.ts'
import { localMidnight } from '../time/zone.ts'
import type { Party, Terms } from './terms.ts'
import type { VersionStatus } from './version-status.ts'

/** One proposed text and what became of it; every field but the decision's is set once. */
export type VersionRecord = {
  version: number
  hash: string
  proposed_by: Party
  proposed_at: Instant
  decision:
    | null
    | { kind: 'accepted'; by: Party; at: Instant; retroactive: boolean }
    | { kind: 'rejected' | 'withdrawn'; by: Party; at: Instant }
  /** Local midnight of `effective_from`, or the second acceptance, whichever is later; null unless accepted. */
  in_force_from: Instant | null
}

/** An accepted version with its text resolved, as the engine needs it. */
export type AcceptedVersion = {
  version: number | null
  hash: string
  inForceFrom: Instant
  /** When both had agreed, which is later than `inForceFrom` where they agreed for the past. Absent: by then. */
  agreedAt?: Instant
  terms: Terms
  /** What was frozen in this engagement: what its relative targets mean. Absent: nothing was. */
  baselines?: readonly StandingBaseline[]
}

/** Why a step was not taken. `not_found` and `wrong_state` name the version's state, the rest the caller's mistake. */
export type VersionRefusal = {
  code:
    | 'wrong_engagement'
    | 'already_proposed'
    | 'not_found'
    | 'wrong_state'
    | 'own_proposal'
    | 'not_own_proposal'
    | 'hash_mismatch'
    | 'newer_accepted'
  message: string
}

const no = (code: VersionRefusal['code'], message: string) => refused<VersionRefusal>({ code, message })

/** What the terms say about when they begin. */
type Beginning = Pick<Terms, 'effectiveFrom' | 'timeZone'>

/**
 * Proposes a text. Several proposals may be open at once; the same text may not be open or accepted twice in a row,
 * but one that was rejected, withdrawn or superseded may be proposed again.
 */
export const proposeVersion = (
  records: readonly VersionRecord[],
  command: { by: Party; at: Instant; hash: string; terms: Pick<Terms, 'engagement'>; engagement: string },
): Result<VersionRecord, VersionRefusal> => {
  const { by, at, hash, terms, engagement } = command
  if (terms.engagement !== engagement) {
    return no('wrong_engagement', `the text is for engagement "${terms.engagement}", not for "${engagement}"`)
  }
  const newest = newestAccepted(records)
  const open = records.find((record) => record.hash === hash && (record.decision === null || record === newest))
  if (open) {
    const remedy =
      open.decision === null
        ? open.proposed_by === by
          ? 'it is waiting for the other party'
          : 'accept that one'
        : 'it is accepted already'
    return no('already_proposed', `this text is version ${open.version}; ${remedy}`)
  }
  const version = records.reduce((highest, record) => Math.max(highest, record.version), 0) + 1
  return ok({ version, hash, proposed_by: by, proposed_at: at, decision: null, in_force_from: null })
}

type Decision = { version: number; by: Party; at: Instant }

const openProposal = (records: readonly VersionRecord[], version: number): Result<VersionRecord, VersionRefusal> => {
  const record = records.find((candidate) => candidate.version === version)
  if (!record) return no('not_found', `there is no version ${version}`)
  if (record.decision) return no('wrong_state', `version ${version} was ${record.decision.kind} already`)
  return ok(record)
}

const newestAccepted = (records: readonly VersionRecord[]): VersionRecord | null =>
  records.reduce<VersionRecord | null>(
    (newest, record) =>
      record.decision?.kind === 'accepted' && record.version > (newest?.version ?? 0) ? record : newest,
    null,
  )

/**
 * The second acceptance: by the party that did not propose, of exactly the text it names. Versions are accepted in
 * their order: once a newer one is accepted, an older proposal would replace it by surprise and is refused.
 */
export const acceptVersion = (
  records: readonly VersionRecord[],
  command: Decision & { hash: string; terms: Beginning; retroactive?: boolean | undefined },
): Result<VersionRecord, VersionRefusal> => {
  const found = openProposal(records, command.version)
  if (!found.ok) return found
  const { value: record } = found
  const { by, at, retroactive = false } = command
  if (record.proposed_by === by)
    return no('own_proposal', `version ${record.version} was proposed by the ${by}; the other party accepts it`)
  if (record.hash !== command.hash)
    return no('hash_mismatch', `version ${record.version} has the hash ${record.hash}, not ${command.hash}`)
  const newest = newestAccepted(records)
  if (newest && newest.version > record.version) {
    return no('newer_accepted', `version ${newest.version} is newer and accepted; propose this text again`)
  }
  const midnight = localMidnight(command.terms.timeZone, command.terms.effectiveFrom)
  const decision = { kind: 'accepted', by, at, retroactive } as const
  return ok({ ...record, decision, in_force_from: retroactive ? midnight : Math.max(midnight, at) })
}

/** The other party says no. */
export const rejectVersion = (
  records: readonly VersionRecord[],
  command: Decision,
): Result<VersionRecord, VersionRefusal> => {
  const found = openProposal(records, command.version)
  if (!found.ok) return found
  if (found.value.proposed_by === command.by) {
    return no('own_proposal', `version ${command.version} was proposed by the ${command.by}; withdraw it instead`)
  }
  return ok({ ...found.value, decision: { kind: 'rejected', by: command.by, at: command.at } })
}

/** The proposer takes it back. */
export const withdrawVersion = (
  records: readonly VersionRecord[],
  command: Decision,
): Result<VersionRecord, VersionRefusal> => {
  const found = openProposal(records, command.version)
  if (!found.ok) return found
  if (found.value.proposed_by !== command.by) {
    return no(
      'not_own_proposal',
      `version ${command.version} was proposed by the ${found.value.proposed_by}; reject it instead`,
    )
  }
  return ok({ ...found.value, decision: { kind: 'withdrawn', by: command.by, at: command.at } })
}

/** What each version was at an instant, as it was known then; versions proposed later are left out. */
export const statusAt = (records: readonly VersionRecord[], at: Instant): ReadonlyMap<number, VersionStatus> => {
  const known = records.filter((record) => record.proposed_at <= at)
  const accepted = known.flatMap((record) =>
    record.decision?.kind === 'accepted' && record.decision.at <= at && record.in_force_from !== null
      ? [{ version: record.version, inForceFrom: record.in_force_from }]
      : [],
  )
  const active = newestBegun(accepted, at)
  return new Map(
    known.map((record): [number, VersionStatus] => {
      const { decision, version } = record
      if (!decision || decision.at > at) return [version, 'proposed']
      if (decision.kind !== 'accepted') return [version, decision.kind]
      if (active === null || version > active.version) return [version, 'accepted']
      return [version, version === active.version ? 'active' : 'superseded']
    }),
  )
}

/**
 * Of the versions that have begun the newest judges. Not the one that began last: a newer version accepted with an
 * earlier beginning (retroactively, or before an older one has begun) replaces the older one altogether.
 */
const newestBegun = <V extends { version: number | null; inForceFrom: Instant }>(
  versions: readonly V[],
  at: Instant,
): V | null =>
  versions.reduce<V | null>(
    (newest, candidate) =>
      candidate.inForceFrom <= at && (newest === null || (candidate.version ?? 0) > (newest.version ?? 0))
        ? candidate
        : newest,
    null,
  )

/** The version that judges what happens at an instant; null before the first. */
export const inForceAt = (versions: readonly AcceptedVersion[], at: Instant): AcceptedVersion | null =>
  newestBegun(versions, at)
