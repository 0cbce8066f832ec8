import { countText, DAY, type Instant, parseInstant } from '@plumbline/core'
import { type Check, ok, problem, skipped, warning } from '../check.ts'
import type { Asked, Facts, ServerFacts } from '../facts.ts'

const EXPIRES_SOON_MS = 14 * DAY
const KEY = /^plb_(client|vendor|operator)_([0-9a-f]+)_[0-9A-Za-z]+$/
const SET_KEY =
  'export PLUMBLINE_API_KEY=KEY; an admin of your party makes one: plumbline keys create NAME --scope SCOPE'

const may = (asked: Asked | null): boolean | null =>
  asked?.kind !== 'answered' ? null : asked.status !== 401 && asked.status !== 403 && asked.status !== 404

const scopesOf = (server: ServerFacts): string[] => {
  if (may(server.mayAdminister)) return ['admin']
  return [
    ...(may(server.mayGate) ? ['gate:run'] : []),
    ...(may(server.maySend) ? ['events:write'] : []),
    ...(may(server.agreements) ? ['read'] : []),
  ]
}

/** The key's own row, where it may list the keys of its party. */
const ownRow = ({ key, mayAdminister }: ServerFacts): { expires_at?: unknown; scopes?: unknown } | null => {
  const id = KEY.exec(key ?? '')?.[2]
  if (mayAdminister?.kind !== 'answered' || typeof mayAdminister.json !== 'object') return null
  const { data } = (mayAdminister.json ?? {}) as { data?: unknown }
  const rows: unknown[] = Array.isArray(data) ? data : []
  return (
    rows.find((row): row is object => typeof row === 'object' && row !== null && 'id' in row && row.id === id) ?? null
  )
}

const expiryCheck = (server: ServerFacts, now: Instant): Check => {
  const row = ownRow(server)
  if (row === null) return skipped('key-expiry', 'only an admin key can see when it ends; ask whoever made it')
  const at = typeof row.expires_at === 'string' ? parseInstant(row.expires_at) : null
  if (at === null) return ok('key-expiry', 'this key has no end')
  const days = Math.floor((at - now) / DAY)
  return at - now < EXPIRES_SOON_MS
    ? warning(
        'key-expiry',
        `this key ends in ${days} day${days === 1 ? '' : 's'}`,
        'plumbline keys create NAME --scope SCOPE',
      )
    : ok('key-expiry', `this key ends in ${countText(days, 'day')}`)
}

const refusedKey = (asked: Extract<Asked, { kind: 'answered' }>, engagement: string): Check | null => {
  switch (asked.code) {
    case 'key_expired':
      return problem('key', 'the key has expired', SET_KEY)
    case 'key_revoked':
      return problem('key', 'the key was revoked', SET_KEY)
    case 'operator_refused':
      return problem('key', 'this is the operator’s key, which sees nothing of an engagement', SET_KEY)
    case 'not_found':
      return problem(
        'key',
        `the server knows no engagement “${engagement}” that this key opens`,
        'export PLUMBLINE_ENGAGEMENT=NAME, or take a key of this engagement',
      )
    default:
      return asked.status === 401 ? problem('key', asked.detail, SET_KEY) : null
  }
}

const scopeCheck = (server: ServerFacts): Check => {
  const scopes = scopesOf(server)
  const party = KEY.exec(server.key ?? '')?.[1] ?? 'party'
  if (scopes.length === 0)
    return warning('key', `the ${party}’s key is valid, but may neither read, send events nor ask a gate`, SET_KEY)
  return ok('key', `the ${party}’s key is valid and may: ${scopes.join(', ')}`)
}

export const accessChecks = ({ server, now }: Facts): Check[] => {
  if (server === null || server.ready?.kind !== 'answered' || server.ready.status !== 200) return []
  if (server.key === null) return [problem('key', 'PLUMBLINE_API_KEY is not set', SET_KEY)]
  if (server.key.startsWith('plc_'))
    return [
      problem(
        'key',
        'this is a claim, not a key: it is traded for one',
        `curl -sS ${server.url}/v1/claims -H 'Content-Type: application/json' -d '{"claim":"…","name":"…","role":"…"}'`,
      ),
    ]
  if (server.engagement === null)
    return [problem('engagement', 'no engagement is named', 'export PLUMBLINE_ENGAGEMENT=NAME')]
  const { agreements } = server
  if (agreements === null || agreements.kind === 'failed')
    return [
      warning(
        'key',
        `the key was not tried: ${agreements?.detail ?? 'the server was not asked'}`,
        `curl -sS ${server.url}/readyz`,
      ),
    ]
  const refused = refusedKey(agreements, server.engagement)
  return refused ? [refused] : [scopeCheck(server), expiryCheck(server, now)]
}
