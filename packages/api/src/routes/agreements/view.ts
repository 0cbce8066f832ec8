import type { AgreementVersion } from '@plumbline/contract'
import { formatInstant, type Instant, statusAt, type VersionRecord } from '@plumbline/core'

/** A version as it stands at an instant. */
export const versionView = (
  records: readonly VersionRecord[],
  record: VersionRecord,
  at: Instant,
): AgreementVersion => {
  const { version, hash, proposed_by, proposed_at, decision, in_force_from } = record
  return {
    version,
    hash,
    status: statusAt(records, at).get(version) ?? 'proposed',
    proposed_by,
    proposed_at: formatInstant(proposed_at),
    decision: decision && {
      kind: decision.kind,
      by: decision.by,
      at: formatInstant(decision.at),
      retroactive: decision.kind === 'accepted' && decision.retroactive,
    },
    in_force_from: in_force_from === null ? null : formatInstant(in_force_from),
  }
}
