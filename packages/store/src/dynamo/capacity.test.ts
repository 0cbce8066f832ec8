import { expect, test } from 'vitest'
import { createMeter, itemBytes } from './capacity.ts'

test.each([
  { item: { pk: { S: 'ab' }, sk: { S: 'ü' } }, bytes: 8, why: 'names and UTF-8' },
  { item: { f: { BS: [Buffer.alloc(20), Buffer.alloc(3)] } }, bytes: 24, why: 'a set is its elements' },
  { item: { b: { B: Buffer.alloc(100) } }, bytes: 101, why: 'bytes as they are' },
])('an item’s size counts $why', ({ item, bytes }) => {
  expect(itemBytes(item)).toBe(bytes)
})

test('a refused write is charged by the item it met, at least one unit', () => {
  const meter = createMeter()
  meter.refused(null)
  meter.refused({ b: { B: Buffer.alloc(1024) } })
  expect(meter.cost()).toMatchObject({ writeUnits: 3, refused: 2 })
  meter.undone()
  expect(meter.cost()).toMatchObject({ writeUnits: 4, refused: 2 })
})

test('requests and retries are counted apart, and what was handed out does not change', () => {
  const meter = createMeter()
  const before = meter.cost()
  for (const attempt of [1, 2, 1]) meter.request(attempt)
  meter.read({ CapacityUnits: 0.5 })
  meter.wrote([{ CapacityUnits: 2 }, { CapacityUnits: 4 }])
  expect(meter.cost()).toEqual({ readUnits: 0.5, writeUnits: 6, requests: 3, retries: 1, refused: 0 })
  expect(before.requests).toBe(0)
})
