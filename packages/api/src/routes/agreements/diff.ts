import type { AgreementDiff } from '@plumbline/contract'
import {
  agreementDiff,
  formatInstant,
  type Instant,
  localMidnight,
  statusAt,
  type VersionRecord,
  withoutFee,
} from '@plumbline/core'
import { mayDo } from '../../auth/principal.ts'
import { type AgreementReader, requireState } from '../../flow/agreed.ts'
import type { Family } from '../../http/route.ts'
import { notFound } from '../../problem/problem.ts'

/** The one in force where this one is to come after it, else the last one accepted before, else the last before. */
const usual = (records: readonly VersionRecord[], { version }: VersionRecord, at: Instant): VersionRecord | null => {
  const older = records.filter((record) => record.version < version).sort((a, b) => b.version - a.version)
  const statuses = statusAt(records, at)
  return (
    older.find((record) => statuses.get(record.version) === 'active') ??
    older.find((record) => record.decision?.kind === 'accepted') ??
    older[0] ??
    null
  )
}

const find = (records: readonly VersionRecord[], version: number): VersionRecord => {
  const record = records.find((candidate) => candidate.version === version)
  if (!record) throw notFound()
  return record
}

export const diffRoutes = (agreements: AgreementReader): Family<'diffAgreement'> => ({
  diffAgreement: async ({ at, params, principal, query, store }) => {
    const { versions } = await requireState(store)
    const record = find(versions, params.version)
    const other = query.against === undefined ? usual(versions, record, at) : find(versions, query.against)
    const [after, before] = await Promise.all([
      agreements.parsed(store, record),
      other && agreements.parsed(store, other),
    ])
    const midnight = localMidnight(after.terms.timeZone, after.terms.effectiveFrom)
    const begins = record.in_force_from ?? Math.max(midnight, at)
    const differences = before ? agreementDiff(before.document, after.document, begins) : []
    const side = ({ version, hash }: VersionRecord) => ({
      version,
      hash,
      status: statusAt(versions, at).get(version) ?? ('proposed' as const),
    })
    const json: AgreementDiff = {
      ...side(record),
      against: other && side(other),
      begins: formatInstant(begins),
      differences: mayDo(principal, 'finance:read') ? differences : withoutFee(differences),
    }
    return { json }
  },
})
