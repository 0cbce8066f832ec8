import type { Scope } from '@plumbline/contract'
import type { Party } from '@plumbline/core'
import type { KeyRecord } from '@plumbline/store'
import { Refusal } from '../problem/problem.ts'

/** Who asks: a party of one engagement, by one of its keys. */
export type Principal = { engagement: string; party: Party; keyId: string; name: string; scopes: ReadonlySet<string> }

export const principalOf = (engagement: string, key: KeyRecord): Principal => ({
  engagement,
  party: key.party,
  keyId: key.id,
  name: key.name,
  scopes: new Set(key.scopes),
})

export const mayDo = (principal: Principal, scope: Scope): boolean =>
  principal.scopes.has(scope) || principal.scopes.has('admin')

/** @throws Refusal `scope_missing` */
export const requireScope = (principal: Principal, scope: Scope): void => {
  if (!mayDo(principal, scope))
    throw new Refusal(
      'scope_missing',
      `This takes a key with the scope \`${scope}\`; yours has ${[...principal.scopes].join(', ')}.`,
    )
}
