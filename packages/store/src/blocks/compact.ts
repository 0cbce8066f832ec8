import type { Instant } from '@plumbline/core'
import { decodeBlock, type Entry } from '../codec/block.ts'
import { toHex } from '../codec/bytes.ts'
import { byteSet, keyOf } from '../dynamo/attributes.ts'
import type { Item } from '../dynamo/capacity.ts'
import type { Dynamo } from '../dynamo/dynamo.ts'
import { BUCKET_MS, bucketHolding, spanStart, startOfBucketIn } from '../keys.ts'
import { blocksBetween, deliveriesOf, deliveriesUntil, PACKS } from './keys.ts'
import { type BlockName, isSettled, nameIn } from './name.ts'
import { assembled } from './read.ts'
import { removeAll, rename, straysAmong, writeBlock } from './write.ts'

/**
 * What has happened: facts that went into a block, chunks that were taken away because a block holds all of them, and
 * whether there is more to do a little later.
 */
export type Compacted = { packed: number; removed: number; waiting: boolean }

/** Somebody else packs the same at this moment: then it is their turn. */
const ATTEMPTS = 3

const idOf = ({ start, element }: Entry) => `${start} ${toHex(element)}`

/** A span as it is: the chunks that are old enough, which block is named, and all that stands where blocks do. */
type Span = { pk: string; span: Instant; chunks: Item[]; name: BlockName | null; stored: Item[]; held: Entry[] }

const startOf = (item: Item) => startOfBucketIn(keyOf(item).sk) ?? 0

const isOld = (item: Item, before: Instant) =>
  bucketHolding(keyOf(item)) !== null && startOf(item) + BUCKET_MS <= before

const entriesOf = (chunk: Item): Entry[] => byteSet(chunk, 'f').map((element) => ({ start: startOf(chunk), element }))

/** Null where a block was replaced while this was read. */
export const readSpan = async (db: Dynamo, pk: string, span: Instant, before: Instant): Promise<Span | null> => {
  const items = await db.range(deliveriesOf(pk, span))
  const name = items.map(nameIn).find((one) => one !== null) ?? null
  const stored = (await Promise.all(PACKS.map((pack) => db.range(blocksBetween(pk, pack, span, span))))).flat()
  const blocks = name ? PACKS.filter((pack) => name.parts[pack] > 0).map((pack) => assembled(name, pack, stored)) : []
  if (blocks.includes(null)) return null
  const held = blocks.flatMap((bytes) => (bytes ? decodeBlock(bytes, span) : []))
  return { pk, span, chunks: items.filter((item) => isOld(item, before)), name, stored, held }
}

/** One step further with a span, as it was read: a block, or what it has replaced. */
export const packSpan = async (db: Dynamo, read: Span | null, now: Instant): Promise<Compacted | 'raced'> => {
  if (!read) return 'raced'
  const { pk, span, chunks, name, stored, held } = read
  const known = new Set(held.map(idOf))
  const fresh = chunks.flatMap(entriesOf).filter((entry) => !known.has(idOf(entry)))
  if (fresh.length > 0) {
    const written = await writeBlock(db, { pk, span, read: name, stored, at: now }, [...held, ...fresh])
    return written ? { packed: fresh.length, removed: 0, waiting: true } : 'raced'
  }
  if (chunks.length === 0 || !name) return { packed: 0, removed: 0, waiting: false }
  if (!isSettled(name, now)) return { packed: 0, removed: 0, waiting: true }
  const strays = straysAmong(stored, name)
  if (strays.length > 0) {
    // One of them may be about to be named by whoever wrote it: after this it can't be.
    if (!(await rename(db, name, { ...name, revision: name.revision + 1 }))) return 'raced'
    await removeAll(db, strays)
  }
  let removed = 0
  for (const chunk of chunks) {
    // A fact that came since it was read makes it another set.
    const values = { ':f': { BS: byteSet(chunk, 'f') } }
    const gone = await db.remove(keyOf(chunk), { expression: 'f = :f', values })
    removed += Number(gone.ok)
  }
  return { packed: 0, removed, waiting: removed < chunks.length }
}

/**
 * Packs deliveries whose bucket ended before an instant. Facts go into a block first; the chunks that it replaces go
 * when it has been named for a while. Ending at any step loses nothing, and going on later, twice or at once with
 * others is harmless.
 */
export const compact = async (db: Dynamo, pk: string, before: Instant, now: () => Instant): Promise<Compacted> => {
  const all: Compacted = { packed: 0, removed: 0, waiting: false }
  const items = await db.range(deliveriesUntil(pk, before - 1), 'eventual')
  const spans = new Set(items.filter((item) => isOld(item, before)).map((item) => spanStart(startOf(item))))
  for (const span of spans)
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const done = await packSpan(db, await readSpan(db, pk, span, before), now())
      if (done === 'raced') {
        all.waiting = true
        continue
      }
      all.packed += done.packed
      all.removed += done.removed
      all.waiting ||= done.waiting
      break
    }
  return all
}

/** Takes elements out of the block of a span, for they are no facts. */
export const withdraw = async (db: Dynamo, pk: string, entries: Entry[], now: () => Instant): Promise<void> => {
  const surplus = new Set(entries.map(idOf))
  for (const span of new Set(entries.map(({ start }) => spanStart(start))))
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const read = await readSpan(db, pk, span, Number.NEGATIVE_INFINITY)
      if (!read) continue
      const { name, stored, held } = read
      const left = held.filter((entry) => !surplus.has(idOf(entry)))
      if (left.length === held.length) break
      if (await writeBlock(db, { pk, span, read: name, stored, at: now() }, left)) break
    }
}
