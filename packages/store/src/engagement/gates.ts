import { DEFAULT_ENVIRONMENT, type GateFact, within } from '@plumbline/core'
import { toHex, UnreadableItem } from '../codec/bytes.ts'
import { decodeWindowFact } from '../codec/window.ts'
import { byteSet, keyOf } from '../dynamo/attributes.ts'
import type { Item } from '../dynamo/capacity.ts'
import type { Adapter } from '../events/record.ts'
import { startOfBucketIn } from '../keys.ts'
import type { EngagementStore } from '../port.ts'
import { gateAddition } from '../summaries/additions.ts'

const gatesIn = (item: Item): [id: string, fact: GateFact][] => {
  const start = startOfBucketIn(keyOf(item).sk) ?? 0
  return byteSet(item, 'f').map((element) => {
    const fact = decodeWindowFact(element, start)
    if (fact.kind !== 'gate') throw new UnreadableItem('among the gates stands something else')
    return [`${start} ${toHex(element)}`, fact]
  })
}

const inOrder = (a: GateFact, b: GateFact) => a.at - b.at || (a.event < b.event ? -1 : 1)

export const gateStore = ({ db, keys, chunks }: Adapter) =>
  ({
    addGate: (service, fact) => chunks.add([gateAddition(keys, service, fact)]),

    gates: async (service, window) => {
      if (window.from >= window.to) return []
      const items = await db.range(keys.daysBetween(service, DEFAULT_ENVIRONMENT, 'gates', window))
      // A fact in two chunks is one.
      const gates = new Map(items.flatMap(gatesIn))
      return [...gates.values()].filter(({ at }) => within(window, at)).sort(inOrder)
    },
  }) satisfies Partial<EngagementStore>
