import { YAML_TYPES } from '@plumbline/contract'
import { type Instant, inForceAt, type VersionRecord } from '@plumbline/core'
import type { EngagementState, EngagementStore } from '@plumbline/store'
import { type AgreementReader, requireState } from '../../flow/agreed.ts'
import { preferred } from '../../http/accept.ts'
import type { Family, Reply } from '../../http/route.ts'
import { notFound } from '../../problem/problem.ts'
import { versionView } from './view.ts'

const YAML = 'application/yaml'

/** JSON by default; as YAML the text comes as it was proposed, comments and all (JSON is YAML too). */
const answer = async (
  agreements: AgreementReader,
  store: EngagementStore,
  state: EngagementState,
  record: VersionRecord,
  { at, accept }: { at: Instant; accept: string },
): Promise<Reply> => {
  if (preferred(accept, ['application/json', ...YAML_TYPES]) !== 'application/json') {
    const text = await store.agreement(record.version)
    if (!text) throw new Error(`version ${record.version} has no text`)
    return { text: text.text, mediaType: YAML, headers: { Vary: 'Accept' } }
  }
  const { document } = await agreements.parsed(store, record)
  return { json: { ...versionView(state.versions, record, at), document }, headers: { Vary: 'Accept' } }
}

export const agreementRoutes = (
  agreements: AgreementReader,
): Family<'listAgreements' | 'getCurrentAgreement' | 'getAgreement'> => ({
  listAgreements: async ({ at, store }) => {
    const { versions } = await requireState(store)
    return { json: { data: versions.map((record) => versionView(versions, record, at)).reverse(), next_cursor: null } }
  },

  getCurrentAgreement: async ({ at, accept, store }) => {
    const state = await requireState(store)
    const current = inForceAt(await agreements.accepted(store, state), at)
    const record = current && state.versions.find(({ version }) => version === current.version)
    if (!record) throw notFound()
    return answer(agreements, store, state, record, { at, accept })
  },

  getAgreement: async ({ at, accept, params, store }) => {
    const state = await requireState(store)
    const record = state.versions.find(({ version }) => version === params.version)
    if (!record) throw notFound()
    return answer(agreements, store, state, record, { at, accept })
  },
})
