import type { NewMember } from '@plumbline/contract'
import { formatInstant, type Instant } from '@plumbline/core'
import type { EngagementStore, KeyRecord, RepositoryMember } from '@plumbline/store'
import type { Readers } from '../../auth/authenticate.ts'
import { memberIdOf } from '../../auth/oidc/member-reader.ts'
import type { Principal } from '../../auth/principal.ts'
import { makeKey } from '../../auth/token.ts'
import type { Deps } from '../../deps.ts'
import type { Family } from '../../http/route.ts'
import { notFound, Refusal } from '../../problem/problem.ts'
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

const personView = (key: KeyRecord) => ({ kind: 'person' as const, ...keyView(key) })

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
const bind = async (store: EngagementStore, member: RepositoryMember): Promise<void> => {
  if ((await store.putMember(member)) === 'created') return
  const before = (await store.members()).find(({ id }) => id === member.id)
  throw new Refusal(
    'repository_bound',
    `${before ? `The ${before.party} bound it as ${before.repository}` : 'It was bound'} (${member.id}). ` +
      'To bind it otherwise, its party removes it first: `plumbline keys members remove ID`.',
  )
}

/** Who writes and acts for a party: repositories by their own tokens, people by keys of their own. */
export const memberRoutes = (
  deps: Deps,
  cached: Pick<Readers, 'keys' | 'members'>,
): Family<'createMember' | 'listMembers' | 'removeMember'> => ({
  createMember: async ({ at, body, principal, store }) => {
    if (body.kind === 'repository') {
      const member = repositoryOf(deps, body, principal, at)
      await bind(store, member)
      cached.members.forget(principal.engagement, member.id)
      return { json: repositoryView(member) }
    }
    const { token, id, secretHash } = makeKey(principal.party, principal.engagement, deps.randomBytes)
    const key: KeyRecord = {
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
    await addKey(store, key)
    return { json: { ...personView(key), key: token }, remember: { ...personView(key), key: null } }
  },

  listMembers: async ({ principal, store }) => {
    const [repositories, { keys }] = await Promise.all([store.members(), store.keyRing()])
    const people = keys.filter(
      ({ kind, party, revokedAt }) => kind === 'person' && party === principal.party && revokedAt === null,
    )
    const all = [
      ...repositories.map((member) => ({ at: member.createdAt, view: repositoryView(member) })),
      ...people.map((key) => ({ at: key.createdAt, view: personView(key) })),
    ]
    return { json: { data: all.sort((a, b) => b.at - a.at).map(({ view }) => view), next_cursor: null } }
  },

  removeMember: async ({ at, params, principal, store }) => {
    const { party, engagement } = principal
    const repository = (await store.members()).find(({ id }) => id === params.id)
    if (repository) {
      if (repository.party !== party)
        throw new Refusal(
          'wrong_party',
          `The ${repository.party} bound it, and only the ${repository.party} removes it.`,
        )
      if ((await store.removeMember(repository.id, party, at)) === 'absent') throw notFound()
      cached.members.forget(engagement, repository.id)
      return { empty: true }
    }
    const person = (await store.keyRing()).keys.find(
      (key) => key.id === params.id && key.kind === 'person' && key.party === party,
    )
    if (!person) throw notFound()
    await endKey(store, { id: person.id, party, at })
    cached.keys.forget(engagement, person.id)
    return { empty: true }
  },
})
