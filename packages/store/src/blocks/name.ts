import { type Instant, MINUTE } from '@plumbline/core'
import { keyOf, keyValue, numberOf, textOf } from '../dynamo/attributes.ts'
import type { Item } from '../dynamo/capacity.ts'
import { spanNamedBy } from '../keys.ts'
import { blockNameKey, PACKS, type Pack } from './keys.ts'

/** Which block holds the old deliveries of a span: an item that stands behind the chunks it stands for. */
export type BlockName = {
  pk: string
  span: Instant
  version: string
  /** Since when, by the clock of whoever packed it. */
  at: Instant
  /** Items that the block is cut into. */
  parts: Record<Pack, number>
  /** Counts the changes of the name, so that each is made on what the one before left. */
  revision: number
}

export const nameIn = (item: Item): BlockName | null => {
  const { pk, sk } = keyOf(item)
  const span = spanNamedBy(sk)
  if (span === null) return null
  const [version = '', at, delivery, commits] = textOf(item, 't').split(' ')
  const parts = { delivery: Number(delivery), commits: Number(commits) }
  return { pk, span, version, at: Number(at), parts, revision: numberOf(item, 'n') }
}

export const nameItem = ({ pk, span, version, at, parts, revision }: BlockName): Item => ({
  ...keyValue(blockNameKey(pk, span)),
  t: { S: [version, at, ...PACKS.map((pack) => parts[pack])].join(' ') },
  n: { N: String(revision) },
})

/** Longer than any read takes: one that began before a block was named has what it replaces until it ends. */
export const GRACE_MS = 5 * MINUTE

/** Everyone who reads now began when this was the name. */
export const isSettled = ({ at }: BlockName, now: Instant) => now - at >= GRACE_MS
