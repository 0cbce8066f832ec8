import { type Actor, formatInstant, type LedgerBodyOf, type Party } from '@plumbline/core'
import type { KeyRecord, RepositoryMember } from '@plumbline/store'

/*
 * What changes of access are to the ledger: who may do what from now on, and never what proves it.
 */

/** The key of a party. */
export type PartyKey = KeyRecord & { party: Party }

export const isPartyKey = (key: KeyRecord): key is PartyKey => key.party !== 'arbiter'

export const keyEntry = (key: PartyKey): Omit<LedgerBodyOf<'claimed'>, 'type'> => ({
  key: key.id,
  party: key.party,
  name: key.name,
  kind: key.kind,
  role: key.role,
  scopes: key.scopes,
  expires_at: key.expiresAt === null ? null : formatInstant(key.expiresAt),
})

export const revokedEntry = ({ id, party, name }: PartyKey, by: Actor): LedgerBodyOf<'key_revoked'> => ({
  type: 'key_revoked',
  key: id,
  party,
  name,
  by,
})

export const boundEntry = (member: RepositoryMember, by: Actor): LedgerBodyOf<'repository_bound'> => ({
  type: 'repository_bound',
  member: member.id,
  party: member.party,
  issuer: member.issuer,
  repository: member.repository,
  repository_id: member.repositoryId,
  repository_owner_id: member.ownerId,
  services: member.services,
  trusted_events: member.trustedEvents,
  by,
})

export const unboundEntry = (member: RepositoryMember, by: Actor): LedgerBodyOf<'repository_removed'> => ({
  type: 'repository_removed',
  member: member.id,
  party: member.party,
  repository: member.repository,
  by,
})
