import { type Breach, followedAs, type Instant } from '@plumbline/core'
import { packJson } from '../codec/body.ts'
import { body, bodyOf, keyValue, numberOf, textOf } from '../dynamo/attributes.ts'
import type { Item } from '../dynamo/capacity.ts'
import type { TransactionPart } from '../dynamo/transaction.ts'
import type { Adapter } from '../events/record.ts'
import type { EngagementKeys, Key } from '../keys.ts'
import { instantOf } from '../time.ts'
import type { OpenBreach } from '../values.ts'

/*
 * A breach is one item in the list by time, two that point to it (by id, by identity) and, while gates must see it,
 * a reference beside the facts of its service. Opening writes all four at once.
 */

/** What the reference beside the facts says. */
export const openBreachOf = (item: Item): OpenBreach => bodyOf<OpenBreach>(item)

/** Where a breach stands in the list: what its two pointers hold. */
const pointer = (key: Key, openedAt: Instant, id: string): Item => ({
  ...keyValue(key),
  t: { N: String(openedAt) },
  k: { S: id },
})

const breachItem = (keys: EngagementKeys, breach: Breach, identity: string): Item => ({
  ...keyValue(keys.breach(instantOf(breach.opened_at), breach.id)),
  ...body(breach),
  n: { N: String(breach.timeline.length) },
  k: { S: identity },
})

const reference = (keys: EngagementKeys, breach: Breach, identity: string): TransactionPart => {
  const { id, objective, environment, contractual } = breach
  const key = keys.openBreach(breach.service, environment, objective, id)
  const followed = followedAs(breach)
  if (!followed) return { remove: key }
  const openedAt = instantOf(breach.opened_at)
  const observed = contractual ? {} : { observed: true as const }
  const open: OpenBreach = { id, objective, environment, identity, openedAt, ...followed, ...observed }
  return { put: { ...keyValue(key), ...body(open) } }
}

/** Refused where a breach of this identity or of this id exists. */
export const opening = (keys: EngagementKeys, breach: Breach, identity: string): TransactionPart[] => {
  const openedAt = instantOf(breach.opened_at)
  return [
    { put: pointer(keys.breachByIdentity(identity), openedAt, breach.id), when: 'attribute_not_exists(pk)' },
    { put: pointer(keys.breachById(breach.id), openedAt, breach.id), when: 'attribute_not_exists(pk)' },
    { put: breachItem(keys, breach, identity) },
    reference(keys, breach, identity),
  ]
}

/** Refused where the story is not as long any more as when it was read; null where it is seen not to be. */
export const moving = async (
  { db, keys }: Adapter,
  next: Breach,
  readTimelineLength: number,
): Promise<TransactionPart[] | null> => {
  const key = keys.breach(instantOf(next.opened_at), next.id)
  const current = await db.get(key)
  if (!current || numberOf(current, 'n') !== readTimelineLength) return null
  return [
    {
      update: key,
      set: 'SET b = :b, n = :n',
      condition: 'n = :read',
      values: {
        ':b': { B: packJson(next) },
        ':n': { N: String(next.timeline.length) },
        ':read': { N: String(readTimelineLength) },
      },
    },
    reference(keys, next, textOf(current, 'k')),
  ]
}
