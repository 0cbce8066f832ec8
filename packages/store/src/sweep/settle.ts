import { byteSet, keyOf } from '../dynamo/attributes.ts'
import type { Item } from '../dynamo/capacity.ts'
import { eventItem, type Put } from '../events/items.ts'
import { type Adapter, complete, expectedOf, incomplete } from '../events/record.ts'
import { bucketHolding, engagementOfEvent } from '../keys.ts'
import { additionId } from '../summaries/chunks.ts'

/**
 * Completes the events among these items of the table. An item may be an image of the past: chunks that show an
 * event's facts prove it complete without a read, for nothing takes facts away.
 */
export const settle = async (
  adapterFor: (engagement: string) => Adapter,
  items: Item[],
): Promise<{ seen: number; completed: number }> => {
  const shown = new Set<string>()
  const puts = new Map<string, Put[]>()
  for (const item of items) {
    const bucket = bucketHolding(keyOf(item))
    if (bucket) for (const element of byteSet(item, 'f')) shown.add(additionId({ bucket, element }))
    const engagement = engagementOfEvent(keyOf(item))
    if (engagement === null) continue
    const { stored, corrections } = eventItem(item)
    if (!stored) continue
    const found = puts.get(engagement) ?? []
    found.push({ status: 'recorded', stored, corrections })
    puts.set(engagement, found)
  }
  let seen = 0
  let completed = 0
  for (const [engagement, found] of puts) {
    const adapter = adapterFor(engagement)
    const doubtful = found.filter(
      ({ stored }) => !expectedOf(adapter.keys, stored).every((addition) => shown.has(additionId(addition))),
    )
    const unfinished = await incomplete(adapter, doubtful)
    await complete(adapter, unfinished)
    seen += found.length
    completed += unfinished.length
  }
  return { seen, completed }
}
