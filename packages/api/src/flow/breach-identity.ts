import type { OpenBreachView } from '@plumbline/core'
import type { OpenBreach } from '@plumbline/store'

/*
 * The engine names a breach within one service (`change-fail-rate@2026-11-01`); the store keeps one breach for each
 * identity of an engagement. The service's name in front makes the first into the second.
 */

const prefixOf = (service: string) => `${service} `

export const storedIdentity = (service: string, identity: string): string => prefixOf(service) + identity

export const openBreachesOf = (service: string, open: readonly OpenBreach[]): OpenBreachView[] =>
  open.map(({ id, objective, identity, openedAt, status, aside, observed }) => ({
    id,
    objective,
    identity: identity.startsWith(prefixOf(service)) ? identity.slice(prefixOf(service).length) : identity,
    openedAt,
    status,
    ...(aside ? { aside } : {}),
    ...(observed ? { observed } : {}),
  }))
