import type { ClaimTaken, TakeClaim } from '@plumbline/contract'
import { formatInstant, type Instant, inForceAt, type LedgerBody } from '@plumbline/core'
import type { EngagementStore, KeyRecord } from '@plumbline/store'
import { actorOf, type Principal } from '../../auth/principal.ts'
import { makeHalf, makeKey, parseHalves, sha256 } from '../../auth/token.ts'
import type { Deps } from '../../deps.ts'
import { type AgreementReader, requireState } from '../../flow/agreed.ts'
import { decide } from '../../flow/decide.ts'
import { Refusal } from '../../problem/problem.ts'

/*
 * Who rules on disputes is let in by both parties: each makes its half of a claim, and only both halves together are
 * traded for a key. A party alone can let nobody in, and none out.
 */

const SCOPES = ['read', 'breaches:write']

export const notOpen = () =>
  new Refusal('claim_not_open', 'It was never made, or it was taken already; the operator can tell.')

export const isLiveArbiter = ({ party, revokedAt }: KeyRecord): boolean => party === 'arbiter' && revokedAt === null

export const arbiterView = ({ id, name, role, createdAt }: KeyRecord) => ({
  kind: 'arbiter' as const,
  id,
  name,
  role,
  scopes: SCOPES,
  created_at: formatInstant(createdAt),
})

export const arbiterStays = () =>
  new Refusal(
    'wrong_state',
    'Both parties let the arbiter in, and neither alone removes it: make halves for another one, whose claim ends this ' +
      'key; or agree on a version whose `disputes.arbiter` is null.',
  )

/**
 * A party's half of the claim; the one that it made before counts no more.
 * @throws Refusal `wrong_state` where no arbiter is agreed
 */
export const invite = async (
  { randomBytes }: Deps,
  agreements: AgreementReader,
  store: EngagementStore,
  principal: Principal,
  at: Instant,
): Promise<string> => {
  const read = await requireState(store)
  const agreed = inForceAt(await agreements.accepted(store, read), at)?.terms.disputes?.arbiter ?? null
  if (agreed === null)
    throw new Refusal('wrong_state', 'The agreement in force names no arbiter; agree on one first: `disputes.arbiter`.')
  const half = makeHalf(principal.engagement, principal.party, randomBytes)
  await decide(
    store,
    ({ claims }) => ({
      value: null,
      state: { claims: { ...claims, [`arbiter_${principal.party}`]: sha256(half) } },
      decided: [{ at, body: { type: 'arbiter_invited', party: principal.party, by: actorOf(principal) } }],
    }),
    read,
  )
  return half
}

const notHalves = () =>
  new Refusal('invalid_request', 'This is no arbiter’s claim, or it was mistyped.', {
    errors: [
      {
        pointer: '/claim',
        code: 'invalid_format',
        detail: 'must be the client’s half and the vendor’s half with a dot between: pla_….pla_…',
      },
    ],
  })

/** The arbiter trades both halves for its key; keys of an arbiter before it end with that. */
export const takeArbiterClaim = async (
  { store, randomBytes }: Deps,
  { claim, name, role }: TakeClaim,
  at: Instant,
): Promise<ClaimTaken> => {
  const parsed = parseHalves(claim)
  if (!parsed) throw notHalves()
  const { engagement, halves } = parsed
  const { token, id, secretHash } = makeKey('arbiter', engagement, randomBytes)
  const key: KeyRecord = {
    id,
    party: 'arbiter',
    name,
    kind: 'person',
    role: role ?? null,
    scopes: SCOPES,
    secretHash,
    createdAt: at,
    createdBy: 'claim',
    expiresAt: null,
    revokedAt: null,
  }
  const own = store.forEngagement(engagement)
  const read = await own.state()
  if (!read) throw notOpen()
  await decide(
    own,
    async ({ claims }) => {
      const { arbiter_client: client, arbiter_vendor: vendor, ...others } = claims
      if (client !== sha256(halves.client) || vendor !== sha256(halves.vendor)) throw notOpen()
      const before = (await own.keys()).filter(isLiveArbiter)
      const ended = before.map((one) => one.id)
      const body: LedgerBody = { type: 'arbiter_claimed', key: id, name, role: key.role, scopes: SCOPES, ended }
      return {
        value: null,
        state: { claims: others },
        decided: [{ at, body }],
        writes: [
          { kind: 'add_key' as const, key },
          ...before.map((one) => ({ kind: 'end_key' as const, id: one.id, at })),
        ],
      }
    },
    read,
  )
  return { engagement, party: 'arbiter', id, key: token }
}
