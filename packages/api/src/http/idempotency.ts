import { createHash } from 'node:crypto'
import type { OperationId } from '@plumbline/contract'
import type { Instant } from '@plumbline/core'
import type { EngagementStore } from '@plumbline/store'
import type { Principal } from '../auth/principal.ts'
import { Refusal } from '../problem/problem.ts'
import type { Reply } from './route.ts'

const KEY_FORM = /^[\x21-\x7e]{1,200}$/

export type Repeatable = {
  /** As the caller sent it. */
  header: string
  operation: OperationId
  principal: Principal
  store: EngagementStore
  /** Everything that makes it the same request. */
  request: { path: string; bytes: Uint8Array; mediaType: string }
  at: Instant
}

const hashOf = ({ path, bytes, mediaType }: Repeatable['request']) =>
  createHash('sha256').update(`${path}\0${mediaType}\0`).update(bytes).digest('hex')

export type Once = (repeatable: Repeatable, answer: () => Promise<Reply>) => Promise<Reply>

const nameOf = ({ operation, principal, header }: Repeatable) => `${operation} ${principal.keyId} ${header}`

const answerOrRepeat: Once = async (repeatable, answer) => {
  const { store, request, at } = repeatable
  const name = nameOf(repeatable)
  const requestHash = hashOf(request)
  const before = await store.remembered(name, at)
  if (before && before.requestHash !== requestHash)
    throw new Refusal('idempotency_key_reused', 'The same key came before with another request; use a new one.')
  if (before) return { json: JSON.parse(before.answer), headers: { 'Idempotent-Replayed': 'true' } }
  const reply = await answer()
  if ('json' in reply) {
    // The deed is done: not being able to remember it is no reason to answer as if it were not.
    await store.remember(name, requestHash, JSON.stringify(reply.remember ?? reply.json), at).catch(() => null)
  }
  return reply
}

/**
 * Answers a repeated request as the first time, also where it comes while the first is still being answered: it waits,
 * as far as both reached this process. What may not be kept (a new key's secret) is missing from the repeated answer.
 * Failures are not remembered: they changed nothing.
 * @throws Refusal `idempotency_key_reused`
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
