import { type Operation, type OperationId, operations, SCOPES, type Scope } from '@plumbline/contract'
import type { Party } from '@plumbline/core'
import { agreed } from './agreed.ts'
import { agreementText } from './agreement.ts'
import { type Answer, startTestApp, type TestApp } from './app.ts'
import { coverage, sha } from './events.ts'
import { eventOf } from './every-event.ts'
import { type Claims, type Issuer, REPOSITORY, startIssuer } from './issuer.ts'

export const TENANT = 'acme-checkout'
export const STRANGER = 'other-tenant'
export const ABSENT = 'never-created'

/** Of a collection: the name of something the tenant has, and one that nobody has. */
type Names = { present: string; absent: string }

/** Everybody has the same of these. */
export const SHARED: ReadonlySet<string> = new Set(['indicators'])

export type Tenants = {
  t: TestApp
  issuer: Issuer
  /** Admin keys of the tenant's parties, its arbiter's, and that of somebody who has nothing to do with it. */
  keys: Record<'client' | 'vendor' | 'arbiter' | 'stranger', string>
  /** The vendor's key with this scope and no other. */
  scoped: Record<Scope, string>
  /** By the part of the path before the name. */
  names: Record<string, Names>
  /** A token of the tenant's repository for a workflow event. */
  token: (event?: string, changes?: Claims) => string
  stop: () => Promise<void>
}

const HASH = `sha256:${'0f'.repeat(32)}`

/** A body that each call would take; what has none here is missing from the suite. */
const BODIES: Partial<Record<OperationId, unknown>> = {
  createEngagement: { engagement: 'another-one', title: 'Another' },
  takeClaim: { claim: 'plc_x', name: 'Ada' },
  createKey: { name: 'CI', scopes: ['read'] },
  createMember: { kind: 'person', name: 'Ada', role: 'Lead', scopes: ['read'] },
  proposeAgreement: { plumbline: 1 },
  acceptAgreement: { hash: HASH },
  postEvents: [eventOf('deployment', 'of-the-suite')],
  runGate: { service: 'checkout-api', event: 'manual', commit_sha: sha(5), run: 'of-the-suite' },
  noteBreach: { text: 'seen' },
  stateRootCause: { text: 'a slow query' },
  agreeOnRootCause: { stated_at: '2026-12-01T00:00:00.000Z' },
  requestWaiver: { objective: 'patch-coverage', expires_at: '2027-01-15T00:00:00Z', reason: 'a release' },
  proposeExclusion: {
    category: 'maintenance',
    from: '2026-12-20T00:00:00Z',
    to: '2026-12-20T04:00:00Z',
    reason: 'a new database',
  },
  disputeBreach: { text: 'it was not merged' },
  answerDispute: { text: 'it was' },
  ruleOnBreach: { ruling: 'uphold' },
}

/** @throws Error for a call that the suite knows no body of: say one above */
export const bodyFor = (id: OperationId): unknown => {
  const { body }: Operation = operations[id]
  if (!body?.required) return undefined
  if (BODIES[id] === undefined) throw new Error(`${id} takes a body: name one in packages/api/src/testing/tenants.ts`)
  return BODIES[id]
}

/** The path of a call; @throws Error where it names something the suite has none of */
export const pathFor = (
  { path }: Operation,
  engagement: string,
  nameIn: (collection: string) => string | undefined,
): string =>
  path.replace('{engagement}', engagement).replaceAll(/([\w-]+)\/\{(\w+)\}/g, (_, collection: string) => {
    const name = nameIn(collection)
    if (name === undefined)
      throw new Error(`${path} names one of ${collection}: make one in packages/api/src/testing/tenants.ts`)
    return `${collection}/${name}`
  })

/** Everything that a caller can see of an answer, but for what names the request. */
export const seenOf = ({ status, headers, text, json }: Answer) => ({
  status,
  text: json?.request_id ? text.replace(json.request_id, '') : text,
  headers: Object.fromEntries([...headers].filter(([name]) => name !== 'request-id' && name !== 'ratelimit')),
})

const ok = ({ status, text, json }: Answer) => {
  if (status >= 300) throw new Error(text)
  return json
}

/** Each party makes its half of the claim, and the arbiter takes it with both. */
export const letArbiterIn = async (t: TestApp, e: string, keys: Record<Party, string>): Promise<string> => {
  const half = async (party: Party) =>
    ok(await t.ask('POST', `${e}/members`, { key: keys[party], body: { kind: 'arbiter' } })).claim
  const claim = `${await half('vendor')}.${await half('client')}`
  return ok(await t.ask('POST', '/v1/claims', { body: { claim, name: 'The Delivery Arbiters', role: 'arbiter' } })).key
}

/** Two tenants in one table; one of them has one of everything that a path can name. */
export const startTenants = async (): Promise<Tenants> => {
  const clock = { now: 0 }
  const issuer = await startIssuer(() => clock.now)
  const t = await startTestApp({ issuers: [issuer.url] })
  clock.now = t.clock.now
  const { e, keys } = await agreed(t, TENANT, `${agreementText(TENANT)}disputes: { arbiter: The Delivery Arbiters }\n`)
  const stranger = (await t.engagement(STRANGER)).vendor
  const ask = async (method: string, path: string, body?: unknown) =>
    ok(await t.ask(method, `${e}${path}`, { key: keys.vendor, body }))

  const scoped: [string, string][] = []
  for (const scope of SCOPES) scoped.push([scope, (await ask('POST', '/keys', { name: scope, scopes: [scope] })).key])
  const arbiter = await letArbiterIn(t, e, keys)
  const key = await ask('POST', '/keys', { name: 'to be named', scopes: ['read'] })
  const member = await ask('POST', '/members', { kind: 'repository', ...REPOSITORY })
  const gate = await ask('POST', '/gate', {
    service: 'checkout-api',
    event: 'push',
    ref: 'refs/heads/main',
    commit_sha: sha(9),
    events: [coverage(sha(9), { covered: 5, total: 10 })],
  })
  const event = await ask('GET', `/events/coverage-${sha(9)}?source=ci.test`)
  const [breach] = (await ask('GET', '/breaches')).data
  const waiver = await ask('POST', '/waivers', BODIES.requestWaiver)
  const exclusion = await ask('POST', '/exclusions', BODIES.proposeExclusion)
  const { dispute } = await ask('POST', `/breaches/${breach.id}/dispute`, BODIES.disputeBreach)

  return {
    t,
    issuer,
    keys: { ...keys, stranger, arbiter },
    scoped: Object.fromEntries(scoped) as Record<Scope, string>,
    names: {
      keys: { present: key.id, absent: `${key.id.slice(0, 6)}000000000000` },
      members: { present: member.id, absent: 'gh_0000000000000000' },
      evaluations: { present: gate.id, absent: 'ev_0000000000000000' },
      breaches: { present: breach.id, absent: 'br_0000000000000000' },
      waivers: { present: waiver.id, absent: 'wv_0000000000000000' },
      exclusions: { present: exclusion.id, absent: 'ex_0000000000000000' },
      disputes: { present: dispute.id, absent: 'dp_0000000000000000' },
      events: { present: event.reference, absent: 'deadbeefdeadbeef' },
      agreements: { present: '1', absent: '9' },
      // Of the last one nothing has begun yet.
      weekly: { present: '2026-W50', absent: '2029-W01' },
      monthly: { present: '2026-12', absent: '2029-01' },
      quarterly: { present: '2026-Q4', absent: '2029-Q1' },
      indicators: { present: 'coverage', absent: 'no-such-indicator' },
    },
    token: (event_name = 'push', changes = {}) => issuer.token({ event_name, ...changes }),
    stop: async () => {
      await t.stop()
      await issuer.stop()
    },
  }
}
