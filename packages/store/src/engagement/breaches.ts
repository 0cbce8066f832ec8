import type { Breach, Instant } from '@plumbline/core'
import { canonical, packJson } from '../codec/body.ts'
import { body, bodyOf, keyValue, numberOf, textOf } from '../dynamo/attributes.ts'
import type { Item } from '../dynamo/capacity.ts'
import type { TransactionPart } from '../dynamo/transaction.ts'
import type { Adapter } from '../events/record.ts'
import type { Key } from '../keys.ts'
import type { EngagementStore } from '../port.ts'
import { instantOf } from '../time.ts'
import type { OpenBreach } from '../values.ts'
import { pageOf } from './evaluations.ts'

/*
 * A breach is one item in the list by time, two that point to it (by id, by identity) and, while gates must see it,
 * a reference beside the facts of its service. Opening writes all four at once.
 */

/** What the reference beside the facts says. */
export const openBreachOf = (item: Item): OpenBreach => bodyOf<OpenBreach>(item)

const isOpen = (status: Breach['status']): status is OpenBreach['status'] =>
  status === 'open' || status === 'acknowledged'

/** Where a breach stands in the list: what its two pointers hold. */
const pointer = (key: Key, openedAt: Instant, id: string): Item => ({
  ...keyValue(key),
  t: { N: String(openedAt) },
  k: { S: id },
})

export const breachStore = ({ db, keys }: Adapter) => {
  const breachItem = (breach: Breach, identity: string): Item => ({
    ...keyValue(keys.breach(instantOf(breach.opened_at), breach.id)),
    ...body(breach),
    n: { N: String(breach.timeline.length) },
    k: { S: identity },
  })

  const reference = (breach: Breach, identity: string): TransactionPart => {
    const { id, objective, environment, status, contractual } = breach
    const key = keys.openBreach(breach.service, environment, objective, id)
    if (!isOpen(status)) return { remove: key }
    const openedAt = instantOf(breach.opened_at)
    const observed = contractual ? {} : { observed: true as const }
    const open: OpenBreach = { id, objective, environment, identity, openedAt, status, ...observed }
    return { put: { ...keyValue(key), ...body(open) } }
  }

  const follow = async (found: Item): Promise<Item | null> =>
    db.get(keys.breach(numberOf(found, 't'), textOf(found, 'k')))

  return {
    openBreach: async (breach, identity) => {
      const openedAt = instantOf(breach.opened_at)
      const opened = await db.transact([
        { put: pointer(keys.breachByIdentity(identity), openedAt, breach.id), when: 'attribute_not_exists(pk)' },
        { put: pointer(keys.breachById(breach.id), openedAt, breach.id), when: 'attribute_not_exists(pk)' },
        { put: breachItem(breach, identity) },
        reference(breach, identity),
      ])
      if (opened.ok) return { outcome: 'opened', breach }
      const met = opened.existing[0]
      const existing = met && (await follow(met))
      if (!existing) throw new Error('another breach has this id')
      const found = bodyOf<Breach>(existing)
      // Ours, from a try whose answer was lost.
      return { outcome: found.id === breach.id ? 'opened' : 'exists', breach: found }
    },

    breach: async (id) => {
      const found = await db.get(keys.breachById(id))
      const item = found && (await follow(found))
      return item && bodyOf<Breach>(item)
    },

    moveBreach: async (next, readTimelineLength) => {
      if (next.timeline.length <= readTimelineLength) throw new TypeError('a move is an entry in the timeline')
      const key = keys.breach(instantOf(next.opened_at), next.id)
      const current = await db.get(key)
      if (!current || numberOf(current, 'n') !== readTimelineLength) return 'stale'
      const identity = textOf(current, 'k')
      const moved = await db.transact([
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
        reference(next, identity),
      ])
      if (moved.ok) return 'moved'
      const met = moved.existing[0]
      return met && canonical(bodyOf<Breach>(met)) === canonical(next) ? 'moved' : 'stale'
    },

    breaches: async ({ limit, after, descending, from, to }) => {
      const range = keys.breaches({ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) })
      return pageOf(
        await db.rangePage(range, { descending, after, limit: limit + 1 }),
        (item) => bodyOf<Breach>(item),
        limit,
      )
    },
  } satisfies Partial<EngagementStore>
}
