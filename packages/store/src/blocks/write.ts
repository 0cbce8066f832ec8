import { randomBytes } from 'node:crypto'
import type { Instant } from '@plumbline/core'
import { type Entry, encodeBlock } from '../codec/block.ts'
import { sortOf } from '../codec/window.ts'
import { keyOf, keyValue } from '../dynamo/attributes.ts'
import type { Item } from '../dynamo/capacity.ts'
import type { Dynamo } from '../dynamo/dynamo.ts'
import type { Key } from '../keys.ts'
import { blockKey, blockPartIn, PACKS, type Pack, VERSION_LENGTH } from './keys.ts'
import { type BlockName, isSettled, nameIn, nameItem } from './name.ts'

/** A table takes items of at most 400 kB. */
const PART_BYTES = 200_000

/** Whoever packs makes a version of their own, so that nobody takes another one's block away for theirs. */
const newVersion = () => [...randomBytes(VERSION_LENGTH)].map((byte) => (byte % 36).toString(36)).join('')

/** Corrections stand in both: each is read without the other. */
const isIn = (pack: Pack, { element }: Entry) => {
  const sort = sortOf(element)
  return sort === 'correction' || (sort === 'commits') === (pack === 'commits')
}

const inParts = (bytes: Buffer): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / PART_BYTES) }, (_, i) =>
    bytes.subarray(i * PART_BYTES, (i + 1) * PART_BYTES),
  )

export const removeAll = async (db: Dynamo, keys: Key[]) => {
  for (const key of keys) await db.remove(key, { expression: 'attribute_exists(pk)' })
}

/** A name's next state, if it is still the one that was read. */
export const rename = async (db: Dynamo, read: BlockName | null, next: BlockName): Promise<boolean> => {
  const condition = read
    ? { expression: 'n = :n', values: { ':n': { N: String(read.revision) } } }
    : { expression: 'attribute_not_exists(pk)' }
  const written = await db.put(nameItem(next), condition)
  if (written.ok) return true
  // The answer to the first try may have been lost on the way.
  const met = written.existing.pk ? nameIn(written.existing) : null
  return met?.version === next.version && met.revision === next.revision
}

/**
 * Writes a span's block under a new version, and names it then: whoever reads meanwhile finds the old one or the new.
 * False where somebody else has named another one since `read`.
 */
export const writeBlock = async (
  db: Dynamo,
  place: { pk: string; span: Instant; read: BlockName | null; stored: Item[]; at: Instant },
  entries: Entry[],
): Promise<boolean> => {
  const { pk, span, read, stored, at } = place
  const version = newVersion()
  const parts: BlockName['parts'] = { delivery: 0, commits: 0 }
  const written: Key[] = []
  for (const pack of PACKS) {
    const own = entries.filter((entry) => isIn(pack, entry))
    if (own.length === 0) continue
    const cut = inParts(encodeBlock(own, span))
    parts[pack] = cut.length
    for (const [part, b] of cut.entries()) {
      const key = blockKey(pk, { pack, span, version, part })
      await db.put({ ...keyValue(key), b: { B: b } })
      written.push(key)
    }
  }
  const next = { pk, span, version, at, parts, revision: (read?.revision ?? 0) + 1 }
  if (!(await rename(db, read, next))) {
    await removeAll(db, written)
    return false
  }
  // Whoever wrote what else stood there can't name it any more. What was named a moment ago may still be read.
  if (!read || isSettled(read, at)) await removeAll(db, straysAmong(stored, read))
  return true
}

/** Parts of blocks that are not the named one. */
export const straysAmong = (stored: Item[], named: BlockName | null): Key[] =>
  stored.map(keyOf).filter((key) => blockPartIn(key)?.version !== named?.version)
