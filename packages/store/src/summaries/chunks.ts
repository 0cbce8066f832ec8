import { isPacked, PACKS } from '../blocks/keys.ts'
import type { Blocks } from '../blocks/read.ts'
import { toHex } from '../codec/bytes.ts'
import { byteSet, keyOf } from '../dynamo/attributes.ts'
import type { Item } from '../dynamo/capacity.ts'
import { type Dynamo, unrefused } from '../dynamo/dynamo.ts'
import { type Bucket, chunkKey, chunkNumber, chunksOf, type Key, startOfBucketIn } from '../keys.ts'
import { createGroup, type Group } from './group.ts'
import { createHeads, type Head } from './heads.ts'

/** One fact and the set it belongs to. */
export type Addition = { bucket: Bucket; element: Uint8Array }

/** An item up to this size costs one write unit each time something is added. */
const CHUNK_BYTES = 1024
/** Names of the three attributes, and a little for what an estimate might miss. */
const CHUNK_OVERHEAD_BYTES = 'pksk'.length + 'f'.length + 11
/** Some 100 bytes each. */
const HEADS_REMEMBERED = 20_000

const EMPTY: Head = { chunk: 0, used: 0 }

const size = (elements: Iterable<Uint8Array>) => Array.from(elements).reduce((sum, element) => sum + element.length, 0)

/** A set refuses the same element twice in one request. */
const distinct = (elements: Uint8Array[]): Uint8Array[] => [
  ...new Map(elements.map((element) => [toHex(element), element])).values(),
]

export const bucketId = (bucket: Bucket) => `${bucket.pk} ${bucket.prefix}`

export const additionId = ({ bucket, element }: Addition) => `${bucketId(bucket)} ${toHex(element)}`

export const capacityOf = (key: Key) =>
  CHUNK_BYTES - CHUNK_OVERHEAD_BYTES - Buffer.byteLength(key.pk) - Buffer.byteLength(key.sk)

/** The elements that still fit behind `used` bytes, and those that don't; an element too big for any chunk has one alone. */
const fill = (elements: Uint8Array[], used: number, capacity: number): [fitting: Uint8Array[], rest: Uint8Array[]] => {
  let bytes = used
  const fitting: Uint8Array[] = []
  for (const element of elements) {
    if (bytes > 0 && bytes + element.length > capacity) break
    bytes += element.length
    fitting.push(element)
  }
  return [fitting, elements.slice(fitting.length)]
}

/** Additions by bucket. */
export const byBucket = (additions: Addition[]): { bucket: Bucket; elements: Uint8Array[] }[] => {
  const groups = new Map<string, { bucket: Bucket; elements: Uint8Array[] }>()
  for (const { bucket, element } of additions) {
    const group = groups.get(bucketId(bucket)) ?? { bucket, elements: [] }
    group.elements.push(element)
    groups.set(bucketId(bucket), group)
  }
  return [...groups.values()].map(({ bucket, elements }) => ({ bucket, elements: distinct(elements) }))
}

export type Chunks = ReturnType<typeof createChunks>

/**
 * Sets of facts, each spread over chunks that cost one write unit to add to. Adding needs no condition and is
 * harmless when repeated: readers take the union of the chunks. One for the whole process, so that concurrent
 * additions to a bucket merge.
 */
export const createChunks = (db: Dynamo, blocks: Blocks) => {
  const heads = createHeads(HEADS_REMEMBERED)
  const groups = new Map<string, Group<Uint8Array>>()

  const readHead = async (bucket: Bucket): Promise<Head> => {
    const { items } = await db.rangePage(chunksOf(bucket), { descending: true, limit: 1 })
    return items[0] ? headOf(bucket, items[0]) : EMPTY
  }

  const addTo = async (bucket: Bucket, elements: Uint8Array[]) => {
    const id = bucketId(bucket)
    let head = heads.get(id) ?? (await readHead(bucket))
    let rest = distinct(elements)
    // What another process does meanwhile is not known any more when a request fails.
    heads.forget(id)
    while (rest.length > 0) {
      const key = chunkKey(bucket, head.chunk)
      const [fitting, left] = fill(rest, head.used, capacityOf(key))
      if (fitting.length > 0) {
        const values = { ':f': { BS: fitting } }
        const written = await db.update(key, { update: 'ADD f :f', values, returns: 'UPDATED_NEW' })
        head = { chunk: head.chunk, used: size(byteSet(unrefused(written), 'f')) }
      }
      rest = left
      if (rest.length > 0) head = { chunk: head.chunk + 1, used: 0 }
    }
    heads.set(id, head)
  }

  const group = (bucket: Bucket): Group<Uint8Array> => {
    const id = bucketId(bucket)
    const existing = groups.get(id)
    if (existing) return existing
    const created = createGroup<Uint8Array>(
      (elements) => addTo(bucket, elements),
      () => groups.delete(id),
    )
    groups.set(id, created)
    return created
  }

  /** Old facts may stand in a block. */
  const withoutPacked = async (bucket: Bucket, elements: Uint8Array[]): Promise<Uint8Array[]> => {
    const start = startOfBucketIn(bucket.prefix)
    const name = start === null || !isPacked(bucket) ? null : await blocks.nameAt(bucket.pk, start)
    if (!name) return elements
    const entries = (await Promise.all(PACKS.map((pack) => blocks.entries([name], pack)))).flat()
    const packed = new Set(entries.filter((entry) => entry.start === start).map(({ element }) => toHex(element)))
    return elements.filter((element) => !packed.has(toHex(element)))
  }

  return {
    /** Durable when it resolves. After an error some may have been added. */
    add: async (additions: Addition[]): Promise<void> => {
      await Promise.all(byBucket(additions).map(({ bucket, elements }) => group(bucket)(elements)))
    },

    /** Everything in the chunks of a bucket that is never packed. */
    elements: async (bucket: Bucket): Promise<Uint8Array[]> =>
      distinct((await db.range(chunksOf(bucket))).flatMap((item) => [...byteSet(item, 'f')])),

    /** Of these elements the ones that a bucket lacks. Of facts that are new one read tells. */
    absent: async (bucket: Bucket, elements: Uint8Array[]): Promise<Uint8Array[]> => {
      const items = await db.range(chunksOf(bucket))
      const last = items.at(-1)
      // This read also tells where the next fact goes.
      if (!groups.has(bucketId(bucket))) heads.set(bucketId(bucket), last ? headOf(bucket, last) : EMPTY)
      const present = new Set(items.flatMap((item) => byteSet(item, 'f')).map(toHex))
      const unseen = elements.filter((element) => !present.has(toHex(element)))
      return unseen.length > 0 ? withoutPacked(bucket, unseen) : []
    },

    /** Takes elements out of every chunk of a bucket. */
    remove: async (bucket: Bucket, elements: Uint8Array[]): Promise<void> => {
      const items = await db.range(chunksOf(bucket))
      heads.forget(bucketId(bucket))
      for (const item of items)
        await db.update(keyOf(item), { update: 'DELETE f :f', values: { ':f': { BS: elements } } })
    },
  }
}

const headOf = (bucket: Bucket, item: Item): Head => ({
  chunk: chunkNumber(bucket, keyOf(item).sk),
  used: size(byteSet(item, 'f')),
})
