import {
  acceptVersion,
  type Instant,
  type Party,
  type Result,
  rejectVersion,
  type VersionRecord,
  type VersionRefusal,
  withdrawVersion,
} from '@plumbline/core'
import type { EngagementStore } from '@plumbline/store'
import { actorOf, type Principal } from '../../auth/principal.ts'
import type { AgreementReader } from '../../flow/agreed.ts'
import { decideVersion } from '../../flow/decide-version.ts'
import type { Family } from '../../http/route.ts'
import { notFound } from '../../problem/problem.ts'
import { refuse } from './refuse.ts'
import { versionView } from './view.ts'

type Step = { version: number; by: Party; at: Instant }
type Decide = (records: readonly VersionRecord[], step: Step) => Promise<Result<VersionRecord, VersionRefusal>>

const decided = async (
  store: EngagementStore,
  principal: Principal,
  { version, at }: Omit<Step, 'by'>,
  decide: Decide,
) => {
  const step: Step = { version, by: principal.party, at }
  const { state, record } = await decideVersion(store, actorOf(principal), async (current) => {
    const result = await decide(current.versions, step)
    if (!result.ok) throw refuse(result.errors)
    return result.value
  })
  return { json: versionView(state.versions, record, step.at) }
}

/** What becomes of a proposal: the other party accepts or rejects it, the proposer may take it back. */
export const decideRoutes = (
  agreements: AgreementReader,
): Family<'acceptAgreement' | 'rejectAgreement' | 'withdrawAgreement'> => ({
  acceptAgreement: async ({ at, body: { hash, retroactive }, params, principal, store }) =>
    decided(store, principal, { version: params.version, at }, async (records, step) => {
      const record = records.find(({ version }) => version === step.version)
      if (!record) throw notFound()
      const { terms } = await agreements.parsed(store, record)
      return acceptVersion(records, { ...step, hash, terms, retroactive })
    }),

  rejectAgreement: async ({ at, params, principal, store }) =>
    decided(store, principal, { version: params.version, at }, async (records, step) => rejectVersion(records, step)),

  withdrawAgreement: async ({ at, params, principal, store }) =>
    decided(store, principal, { version: params.version, at }, async (records, step) => withdrawVersion(records, step)),
})
