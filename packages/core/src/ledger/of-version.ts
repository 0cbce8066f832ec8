import type { VersionRecord } from '../agreement/versions.ts'
import type { Actor } from '../breach/breach.ts'
import { formatInstant } from '../time/instant.ts'
import type { LedgerBody } from './body.ts'

/** What the last that became of a version is to the ledger. */
export const versionEntry = ({ version, hash, decision, in_force_from }: VersionRecord, by: Actor): LedgerBody => {
  const said = { version, hash, by }
  if (decision === null) return { type: 'proposed', ...said }
  if (decision.kind !== 'accepted') return { type: decision.kind, ...said }
  const { at, retroactive } = decision
  return { type: 'accepted', ...said, retroactive, in_force_from: formatInstant(in_force_from ?? at) }
}
