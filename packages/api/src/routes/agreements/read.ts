import { type Agreement, YAML_TYPES } from '@plumbline/contract'
import { amountsIn, type Instant, inForceAt, type VersionRecord, withoutAmounts } from '@plumbline/core'
import type { EngagementState, EngagementStore } from '@plumbline/store'
import { type Identity, mayDo } from '../../auth/principal.ts'
import { type AgreementReader, requireState } from '../../flow/agreed.ts'
import { preferred } from '../../http/accept.ts'
import type { Family, Reply } from '../../http/route.ts'
import { notFound, Refusal } from '../../problem/problem.ts'
import { versionView } from './view.ts'

const YAML = 'application/yaml'

type Asked = { at: Instant; accept: string; principal: Identity }

const TEXT_NAMES_MONEY =
  'The text names amounts of money: reading it takes a key with the scope `finance:read`. As JSON it comes without them.'

/** JSON by default; as YAML the text comes as it was proposed, comments and all (JSON is YAML too). */
const answer = async (
  agreements: AgreementReader,
  store: EngagementStore,
  state: EngagementState,
  record: VersionRecord,
  { at, accept, principal }: Asked,
): Promise<Reply> => {
  const { document } = await agreements.parsed(store, record)
  const redacted = mayDo(principal, 'finance:read') ? [] : amountsIn(document)
  if (preferred(accept, ['application/json', ...YAML_TYPES]) !== 'application/json') {
    if (redacted.length > 0) throw new Refusal('scope_missing', TEXT_NAMES_MONEY)
    const text = await store.agreement(record.version)
    if (!text) throw new Error(`version ${record.version} has no text`)
    return { text: text.text, mediaType: YAML, headers: { Vary: 'Accept' } }
  }
  const view = versionView(state.versions, record, at)
  const json: Agreement =
    redacted.length > 0 ? { ...view, document: withoutAmounts(document), redacted } : { ...view, document }
  return { json, headers: { Vary: 'Accept' } }
}

export const agreementRoutes = (
  agreements: AgreementReader,
): Family<'listAgreements' | 'getCurrentAgreement' | 'getAgreement'> => ({
  listAgreements: async ({ at, store }) => {
    const { versions } = await requireState(store)
    return { json: { data: versions.map((record) => versionView(versions, record, at)).reverse(), next_cursor: null } }
  },

  getCurrentAgreement: async ({ at, accept, principal, store }) => {
    const state = await requireState(store)
    const current = inForceAt(await agreements.accepted(store, state), at)
    const record = current && state.versions.find(({ version }) => version === current.version)
    if (!record) throw notFound()
    return answer(agreements, store, state, record, { at, accept, principal })
  },

  getAgreement: async ({ at, accept, params, principal, store }) => {
    const state = await requireState(store)
    const record = state.versions.find(({ version }) => version === params.version)
    if (!record) throw notFound()
    return answer(agreements, store, state, record, { at, accept, principal })
  },
})
