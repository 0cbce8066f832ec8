import type { Instant } from '@plumbline/core'
import { decodeBlock, type Entry } from '../codec/block.ts'
import { bytesOf, keyOf } from '../dynamo/attributes.ts'
import type { Item } from '../dynamo/capacity.ts'
import type { Dynamo } from '../dynamo/dynamo.ts'
import { StoreUnavailable } from '../port.ts'
import { createKept } from './kept.ts'
import { blockNameKey, blockPartIn, blocksBetween, type Pack } from './keys.ts'
import { type BlockName, nameIn } from './name.ts'

/** Of packed facts; some 3 kB hold eight days of a busy service. */
const KEPT_BYTES = 32 * 1024 * 1024

/** No block is empty, so that these bytes are refused. */
const NOTHING = new Uint8Array()

const idOf = ({ pk, span, version }: BlockName, pack: Pack) => `${pk} ${pack} ${span} ${version}`

/** A block among these items, put together; null where a part of it is not among them. */
export const assembled = ({ span, version, parts }: BlockName, pack: Pack, items: Item[]): Buffer | null => {
  const found = items.flatMap((item) => {
    const part = blockPartIn(keyOf(item))
    return part?.pack === pack && part.span === span && part.version === version ? [{ ...part, item }] : []
  })
  if (found.length < parts[pack]) return null
  return Buffer.concat(found.sort((a, b) => a.part - b.part).map(({ item }) => bytesOf(item, 'b')))
}

export type Blocks = ReturnType<typeof createBlocks>

/**
 * Reads old deliveries. A block never changes under its version, so that a process reads each once, and a read that
 * may be behind by a moment, which costs half, brings either this block or none.
 */
export const createBlocks = (db: Dynamo) => {
  const kept = createKept(KEPT_BYTES)

  const fetch = async (pk: string, pack: Pack, names: BlockName[]): Promise<Map<Instant, Uint8Array>> => {
    const spans = names.map(({ span }) => span)
    const items = await db.range(blocksBetween(pk, pack, Math.min(...spans), Math.max(...spans)), 'eventual')
    const found = new Map<Instant, Uint8Array>()
    for (const name of names) {
      const near = assembled(name, pack, items)
      const bytes = near ?? assembled(name, pack, await db.range(blocksBetween(pk, pack, name.span, name.span)))
      // Another one was named meanwhile, and this one has gone since: who asks again finds that.
      if (!bytes) throw new StoreUnavailable('a block has been replaced')
      kept.set(idOf(name, pack), bytes)
      found.set(name.span, bytes)
    }
    return found
  }

  return {
    /** What the blocks of these names hold; all of one partition. */
    entries: async (names: BlockName[], pack: Pack): Promise<Entry[]> => {
      const held = names.filter(({ parts }) => parts[pack] > 0)
      const known = new Map(held.map((name) => [name.span, kept.get(idOf(name, pack))]))
      const absent = held.filter(({ span }) => known.get(span) === undefined)
      const [first] = absent
      const found = first ? await fetch(first.pk, pack, absent) : new Map<Instant, Uint8Array>()
      return held.flatMap(({ span }) => decodeBlock(known.get(span) ?? found.get(span) ?? NOTHING, span))
    },

    /** The name of an instant's block, if there is one. */
    nameAt: async (pk: string, at: Instant): Promise<BlockName | null> => {
      const item = await db.get(blockNameKey(pk, at))
      return item && nameIn(item)
    },
  }
}
