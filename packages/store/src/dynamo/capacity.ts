import type { AttributeValue, ConsumedCapacity } from '@aws-sdk/client-dynamodb'
import type { Cost } from '../values.ts'

const WRITE_UNIT_BYTES = 1024

export type Item = Record<string, AttributeValue>

const textBytes = (text: string) => Buffer.byteLength(text)

/** Bytes DynamoDB counts for a value; numbers by an estimate that is never too small for ours. */
const valueBytes = (value: AttributeValue): number => {
  if (value.S !== undefined) return textBytes(value.S)
  if (value.B !== undefined) return value.B.length
  if (value.N !== undefined) return Math.ceil(value.N.length / 2) + 1
  if (value.BS !== undefined) return value.BS.reduce((sum, element) => sum + element.length, 0)
  if (value.SS !== undefined) return value.SS.reduce((sum, element) => sum + textBytes(element), 0)
  return 1
}

/** Size of an item as DynamoDB charges it: names and values. We store no lists and no maps. */
export const itemBytes = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + textBytes(name) + valueBytes(value), 0)

/** Counts what requests cost, from what DynamoDB itself reports. */
export const createMeter = () => {
  const total: Cost = { readUnits: 0, writeUnits: 0, requests: 0, retries: 0, refused: 0 }
  const charge = (met: Item | null) => {
    total.writeUnits += Math.max(1, Math.ceil(itemBytes(met ?? {}) / WRITE_UNIT_BYTES))
  }
  return {
    request: (attempt: number) => {
      total.requests += 1
      if (attempt > 1) total.retries += 1
    },
    read: (consumed: ConsumedCapacity | undefined) => {
      total.readUnits += consumed?.CapacityUnits ?? 0
    },
    wrote: (consumed: ConsumedCapacity[]) => {
      for (const one of consumed) total.writeUnits += one.CapacityUnits ?? 0
    },
    /** A condition that fails is charged by the item it met, but not reported. */
    refused: (existing: Item | null) => {
      charge(existing)
      total.refused += 1
    },
    /** Part of a transaction that another part's condition undid. */
    undone: () => charge(null),
    cost: (): Cost => ({ ...total }),
  }
}
export type Meter = ReturnType<typeof createMeter>
