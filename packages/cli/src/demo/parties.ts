import type { AgreementVersion, KeyMade } from '@plumbline/client'
import { parseAgreement } from '@plumbline/core'
import { misconfigured } from '../exit.ts'
import { exampleAgreement } from './agreement.ts'
import type { Calls } from './server-calls.ts'
import type { DemoState } from './state.ts'

export const ENGAGEMENT = 'acme-checkout'
const TITLE = 'Acme and Northwind'
const BASE = `/v1/engagements/${ENGAGEMENT}`

export type Keys = { client: string; vendor: string; ci: string }

/** The engagement with each party's key, step by step: each is kept before the next, so that a stop loses none. */
export const meet = async (
  calls: Calls,
  operatorKey: string,
  state: DemoState,
  keep: (state: DemoState) => void,
): Promise<Keys> => {
  const { keys } = state
  if (!state.claims && !keys.client) {
    const made = await calls.postNew<{ claims: { client: string; vendor: string } }>('/v1/engagements', operatorKey, {
      engagement: ENGAGEMENT,
      title: TITLE,
    })
    if (made === null)
      throw misconfigured(
        `this data folder has an engagement ${ENGAGEMENT} already, and its keys are not kept here`,
        'give another folder with --data',
      )
    state.claims = made.claims
    keep(state)
  }
  const claim = async (party: 'client' | 'vendor', name: string, role: string): Promise<string> => {
    const kept = keys[party]
    if (kept !== undefined) return kept
    const taken = await calls.post<{ key: string }>('/v1/claims', null, {
      claim: state.claims?.[party] ?? '',
      name,
      role,
    })
    keys[party] = taken.key
    keep(state)
    return taken.key
  }
  const client = await claim('client', 'Acme', 'operations')
  const vendor = await claim('vendor', 'Northwind', 'delivery')
  if (keys.ci === undefined) {
    const scopes = ['events:write', 'gate:run', 'read']
    const made = await calls.post<KeyMade>(`${BASE}/keys`, vendor, { name: 'CI', scopes })
    keys.ci = made.key ?? ''
    keep(state)
  }
  return { client, vendor, ci: keys.ci }
}

/** The vendor proposes, the client accepts exactly that text; whatever of it was done before is left as it is. */
export const agree = async (calls: Calls, keys: Keys, effectiveFrom: string, patchTarget: 70 | 80): Promise<void> => {
  const text = exampleAgreement(effectiveFrom, patchTarget)
  const parsed = parseAgreement(text)
  if (!parsed.ok) throw new Error('the example’s agreement is not valid')
  const { hash } = parsed.value
  const { data } = await calls.get<{ data: AgreementVersion[] }>(`${BASE}/agreements`, keys.vendor)
  const known = data.find((version) => version.hash === hash)
  const version = known ?? (await calls.post<AgreementVersion>(`${BASE}/agreements`, keys.vendor, text))
  if (version.status === 'proposed')
    await calls.post(`${BASE}/agreements/${version.version}/accept`, keys.client, { hash })
}
