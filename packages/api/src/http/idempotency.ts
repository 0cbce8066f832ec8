import { createHash } from 'node:crypto'
import type { OperationId } from '@plumbline/contract'
import { type Instant, MINUTE, SECOND } from '@plumbline/core'
import type { EngagementStore } from '@plumbline/store'
import type { Identity } from '../auth/principal.ts'
import { Refusal } from '../problem/problem.ts'
import type { Reply } from './route.ts'

const KEY_FORM = /^[\x21-\x7e]{1,200}$/
/** Longer than any request takes; a process that ended in one leaves it to others after this. */
const LEASE_MS = MINUTE

export type Repeatable = {
  /** As the caller sent it. */
  header: string
  operation: OperationId
  principal: Identity
  store: EngagementStore
  /** Everything that makes it the same request. */
  request: { path: string; bytes: Uint8Array; mediaType: string }
  requestId: string
  at: Instant
}

const hashOf = ({ path, bytes, mediaType }: Repeatable['request']) =>
  createHash('sha256').update(`${path}\0${mediaType}\0`).update(bytes).digest('hex')

export type Once = (repeatable: Repeatable, answer: () => Promise<Reply>) => Promise<Reply>

const nameOf = ({ operation, principal, header }: Repeatable) => `${operation} ${principal.keyId} ${header}`

const requireSame = (before: string, now: string): void => {
  if (before !== now)
    throw new Refusal('idempotency_key_reused', 'The same key came before with another request; use a new one.')
}

/** Answers for good: what goes wrong is given back, so that the same key may try again. */
const answerReserved = async (repeatable: Repeatable, requestHash: string, answer: () => Promise<Reply>) => {
  const { store, requestId: holder, at } = repeatable
  const name = nameOf(repeatable)
  const giveBack = () => store.release(name, holder).catch(() => null)
  const reply = await answer().catch(async (error: unknown) => {
    await giveBack()
    throw error
  })
  if (!('json' in reply)) {
    await giveBack()
    return reply
  }
  const kept = JSON.stringify(reply.remember ?? reply.json)
  // The deed is done: not being able to remember it is no reason to answer as if it were not.
  await store.remember(name, { requestHash, holder, answer: kept, now: at }).catch(() => null)
  return reply
}

const answerOrRepeat: Once = async (repeatable, answer) => {
  const { store, request, requestId: holder, at } = repeatable
  const requestHash = hashOf(request)
  const found = await store.reserve(nameOf(repeatable), { requestHash, holder, leaseMs: LEASE_MS, now: at })
  switch (found.kind) {
    case 'reserved':
      return answerReserved(repeatable, requestHash, answer)
    case 'answered':
      requireSame(found.requestHash, requestHash)
      return { json: JSON.parse(found.answer), headers: { 'Idempotent-Replayed': 'true' } }
    case 'under_way':
      requireSame(found.requestHash, requestHash)
      throw new Refusal(
        'idempotency_key_in_use',
        `Another process still answers it, until ${Math.ceil((found.until - at) / SECOND)} s from now at most; ask again.`,
        { headers: { 'Retry-After': '1' } },
      )
    default:
      return found satisfies never
  }
}

/**
 * Answers a repeated request as the first time, also where it comes while the first is still being answered: in this
 * process it waits; one that another process answers is refused until that is done. What may not be kept (a new key's
 * secret) is missing from the repeated answer. Failures are not remembered: they changed nothing.
 * @throws Refusal `idempotency_key_reused`, `idempotency_key_in_use`
 */
export const oncePerKey = (): Once => {
  const underWay = new Map<string, Promise<Reply>>()
  return async (repeatable, answer) => {
    if (!KEY_FORM.test(repeatable.header))
      throw new Refusal('invalid_request', 'An Idempotency-Key is 1 to 200 visible ASCII characters.', {
        errors: [{ pointer: '', code: 'invalid_format', detail: 'header Idempotency-Key' }],
      })
    const name = `${repeatable.store.engagement} ${nameOf(repeatable)}`
    for (let first = underWay.get(name); first; first = underWay.get(name)) await first.catch(() => null)
    const reply = answerOrRepeat(repeatable, answer)
    underWay.set(name, reply)
    try {
      return await reply
    } finally {
      underWay.delete(name)
    }
  }
}
