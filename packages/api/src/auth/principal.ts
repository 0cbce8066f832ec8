import { type Scope, tokenRights } from '@plumbline/contract'
import type { Actor, EventType, GateEvent, Party, Speaker } from '@plumbline/core'
import type { KeyRecord, RepositoryMember } from '@plumbline/store'
import { Refusal } from '../problem/problem.ts'

/** What a token may speak of; null: of everything. */
export type Limits = {
  /** The workflow's event. */
  event: string
  services: ReadonlySet<string> | null
  sends: ReadonlySet<EventType> | null
  gates: ReadonlySet<GateEvent> | null
}

/** Who asks about one engagement: a party, by one of its keys or a token of one of its repositories, or its arbiter. */
export type Identity = {
  engagement: string
  party: Party | 'arbiter'
  /** Of the key, or of the member whose token it is. */
  keyId: string
  name: string
  scopes: ReadonlySet<string>
  /** Null: of everything, as a key. */
  limits: Limits | null
}

/** One of the two who agreed. */
export type Principal = Identity & { party: Party }

export const isParty = (who: Identity): who is Principal => who.party !== 'arbiter'

/** @throws Refusal `wrong_party` */
export const requireParty = (who: Identity): Principal => {
  if (isParty(who)) return who
  throw new Refusal('wrong_party', 'The arbiter reads, and rules on disputes; everything else is for the two parties.')
}

export const principalOf = (engagement: string, key: KeyRecord): Identity => ({
  engagement,
  party: key.party,
  keyId: key.id,
  name: key.name,
  scopes: new Set(key.scopes),
  limits: null,
})

const setOf = <T>(values: readonly T[] | null): ReadonlySet<T> | null => values && new Set(values)

/** @param event what the workflow runs for */
export const principalOfToken = (engagement: string, member: RepositoryMember, event: string): Principal => {
  const { scopes, sends, gates } = tokenRights(event, member.trustedEvents)
  return {
    engagement,
    party: member.party,
    keyId: member.id,
    name: member.repository,
    scopes: new Set(scopes),
    limits: { event, services: setOf(member.services), sends: setOf(sends), gates: setOf(gates) },
  }
}

/** As the ledger and the stories of breaches name whoever moves something. */
export const actorOf = ({ party, keyId, name }: Principal): Actor => ({ party, key: keyId, name })

export const speakerOf = (who: Identity): Speaker =>
  isParty(who) ? actorOf(who) : { party: 'arbiter', key: who.keyId, name: who.name }

export const mayDo = (principal: Identity, scope: Scope): boolean =>
  principal.scopes.has(scope) || principal.scopes.has('admin')

/** @throws Refusal `scope_missing` */
export const requireScope = (principal: Identity, scope: Scope): void => {
  if (mayDo(principal, scope)) return
  const { limits, scopes } = principal
  const has = [...scopes].join(', ')
  throw new Refusal(
    'scope_missing',
    limits
      ? `This takes the scope \`${scope}\`; a token of \`${limits.event}\` has ${has}.`
      : `This takes a key with the scope \`${scope}\`; yours has ${has}.`,
  )
}
