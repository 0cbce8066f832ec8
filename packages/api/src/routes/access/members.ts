import type { NewMember } from '@plumbline/contract'
import { type Actor, formatInstant, type Instant } from '@plumbline/core'
import type { EngagementStore, RepositoryMember } from '@plumbline/store'
import type { Readers } from '../../auth/authenticate.ts'
import { memberIdOf } from '../../auth/oidc/member-reader.ts'
import { actorOf, type Principal } from '../../auth/principal.ts'
import { makeKey } from '../../auth/token.ts'
import type { Deps } from '../../deps.ts'
import type { AgreementReader } from '../../flow/agreed.ts'
import { decide } from '../../flow/decide.ts'
import type { Family } from '../../http/route.ts'
import { notFound, Refusal } from '../../problem/problem.ts'
import { arbiterStays, arbiterView, invite, isLiveArbiter } from './arbiter.ts'
import { boundEntry, isPartyKey, type PartyKey, unboundEntry } from './entries.ts'
import { addKey, endKey, keyView, readExpiry } from './key-ring.ts'

type Sent<Kind extends NewMember['kind']> = Extract<NewMember, { kind: Kind }>

const repositoryView = (member: RepositoryMember) => ({
  kind: 'repository' as const,
  id: member.id,
  party: member.party,
  repository: member.repository,
  repository_id: member.repositoryId,
  repository_owner_id: member.ownerId,
  issuer: member.issuer,
  services: member.services,
  trusted_events: member.trustedEvents,
  created_at: formatInstant(member.createdAt),
  created_by: member.createdBy,
})

const personView = (key: PartyKey) => ({ kind: 'person' as const, ...keyView(key) })

/** @throws Refusal `invalid_request` */
const issuerOf = ({ config }: Deps, { issuer }: Sent<'repository'>): string => {
  const chosen = issuer ?? config.issuers[0]
  if (chosen !== undefined && config.issuers.includes(chosen)) return chosen
  throw new Refusal('invalid_request', 'No tokens of this issuer are taken here.', {
    errors: [
      {
        pointer: '/issuer',
        code: 'not_allowed',
        detail: 'must be one that the operator of this installation has listed (PLUMBLINE_OIDC_ISSUERS)',
        allowed: [...config.issuers],
      },
    ],
  })
}

const repositoryOf = (deps: Deps, body: Sent<'repository'>, principal: Principal, at: Instant): RepositoryMember => {
  const issuer = issuerOf(deps, body)
  return {
    id: memberIdOf(issuer, body.repository_id),
    party: principal.party,
    issuer,
    repository: body.repository,
    repositoryId: body.repository_id,
    ownerId: body.repository_owner_id,
    services: body.services ? [...new Set(body.services)] : null,
    trustedEvents: [...new Set(body.trusted_events)],
    createdAt: at,
    createdBy: principal.keyId,
    removedAt: null,
  }
}

/** @throws Refusal `repository_bound` */
const bind = async (store: EngagementStore, member: RepositoryMember, by: Actor): Promise<void> => {
  await decide(store, async () => {
    const before = (await store.members()).find(({ id }) => id === member.id)
    if (before)
      throw new Refusal(
        'repository_bound',
        `The ${before.party} bound it as ${before.repository} (${member.id}). ` +
          'To bind it otherwise, its party removes it first: `plumbline keys members remove ID`.',
      )
    return {
      value: null,
      decided: [{ at: member.createdAt, body: boundEntry(member, by) }],
      writes: [{ kind: 'bind_repository', member }],
    }
  })
}

/**
 * Ends what a repository's tokens may do.
 * @returns whether there is such a repository
 * @throws Refusal `wrong_party`
 */
const unbind = async (store: EngagementStore, id: string, by: Actor, at: Instant): Promise<boolean> => {
  const { value } = await decide(store, async () => {
    const member = (await store.members()).find((one) => one.id === id)
    if (!member) return { value: false }
    if (member.party !== by.party)
      throw new Refusal('wrong_party', `The ${member.party} bound it, and only the ${member.party} removes it.`)
    return {
      value: true,
      decided: [{ at, body: unboundEntry(member, by) }],
      writes: [{ kind: 'remove_repository', id, at }],
    }
  })
  return value
}

/** Who writes and acts for a party: repositories by their own tokens, people by keys of their own. */
export const memberRoutes = (
  deps: Deps,
  cached: Pick<Readers, 'keys' | 'members'>,
  agreements: AgreementReader,
): Family<'createMember' | 'listMembers' | 'removeMember'> => ({
  createMember: async ({ at, body, principal, store }) => {
    if (body.kind === 'repository') {
      const member = repositoryOf(deps, body, principal, at)
      await bind(store, member, actorOf(principal))
      cached.members.forget(principal.engagement, member.id)
      return { json: repositoryView(member) }
    }
    if (body.kind === 'arbiter') {
      const half = await invite(deps, agreements, store, principal, at)
      return {
        json: { kind: 'arbiter', party: principal.party, claim: half },
        remember: { kind: 'arbiter', party: principal.party, claim: null },
      }
    }
    const { token, id, secretHash } = makeKey(principal.party, principal.engagement, deps.randomBytes)
    const key: PartyKey = {
      id,
      party: principal.party,
      name: body.name,
      kind: 'person',
      role: body.role,
      scopes: [...new Set(body.scopes)],
      secretHash,
      createdAt: at,
      createdBy: principal.keyId,
      expiresAt: readExpiry(body.expires_at, at),
      revokedAt: null,
    }
    await addKey(store, key, actorOf(principal))
    return { json: { ...personView(key), key: token }, remember: { ...personView(key), key: null } }
  },

  listMembers: async ({ principal, store }) => {
    const [repositories, keys] = await Promise.all([store.members(), store.keys()])
    const people = keys
      .filter(isPartyKey)
      .filter(({ kind, party, revokedAt }) => kind === 'person' && party === principal.party && revokedAt === null)
    const all = [
      ...repositories.map((member) => ({ at: member.createdAt, view: repositoryView(member) })),
      ...people.map((key) => ({ at: key.createdAt, view: personView(key) })),
      ...keys.filter(isLiveArbiter).map((key) => ({ at: key.createdAt, view: arbiterView(key) })),
    ]
    return { json: { data: all.sort((a, b) => b.at - a.at).map(({ view }) => view), next_cursor: null } }
  },

  removeMember: async ({ at, params, principal, store }) => {
    const { party, engagement } = principal
    const by = actorOf(principal)
    if (await unbind(store, params.id, by, at)) {
      cached.members.forget(engagement, params.id)
      return { empty: true }
    }
    const keys = await store.keys()
    if (keys.some((key) => key.id === params.id && isLiveArbiter(key))) throw arbiterStays()
    const person = keys.find((key) => key.id === params.id && key.kind === 'person' && key.party === party)
    if (!person) throw notFound()
    await endKey(store, person.id, by, at)
    cached.keys.forget(engagement, person.id)
    return { empty: true }
  },
})
