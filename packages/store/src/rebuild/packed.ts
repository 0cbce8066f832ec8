import { blockPartIn, deliveriesAt, PACKS } from '../blocks/keys.ts'
import { type BlockName, nameIn } from '../blocks/name.ts'
import { assembled } from '../blocks/read.ts'
import { decodeBlock } from '../codec/block.ts'
import { keyOf } from '../dynamo/attributes.ts'
import type { Item } from '../dynamo/capacity.ts'
import type { Addition } from '../summaries/chunks.ts'

/** Gathers blocks from items in any order. Those that no name stands for are nobody's. */
export const createPacked = () => {
  const names: BlockName[] = []
  const parts = new Map<string, Item[]>()
  const idOf = (pk: string, version: string) => `${pk} ${version}`

  return {
    note: (item: Item) => {
      const key = keyOf(item)
      const name = nameIn(item)
      if (name) names.push(name)
      const part = blockPartIn(key)
      if (!part) return
      const id = idOf(key.pk, part.version)
      parts.set(id, [...(parts.get(id) ?? []), item])
    },

    additions: (): Addition[] =>
      names.flatMap((name) => {
        const items = parts.get(idOf(name.pk, name.version)) ?? []
        return PACKS.filter((pack) => name.parts[pack] > 0).flatMap((pack) => {
          // One that was replaced while the table was read is looked for again, fact by fact.
          const bytes = assembled(name, pack, items)
          const entries = bytes ? decodeBlock(bytes, name.span) : []
          return entries.map(({ start, element }) => ({ bucket: deliveriesAt(name.pk, start), element }))
        })
      }),
  }
}
