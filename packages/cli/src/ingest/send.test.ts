import type { Event } from '@plumbline/core'
import { expect, test } from 'vitest'
import { type Addressed, batched } from './send.ts'

const event = (id: string, title = ''): Addressed => ({
  file: 'f',
  line: 1,
  event: {
    type: 'incident',
    id,
    source: 's',
    time: '2026-11-20T00:00:00Z',
    service: 'a',
    data: { incident_id: id, severity: 'sev1', action: 'started', at: '2026-11-20T00:00:00Z', title },
  } satisfies Event,
})

const sizes = async (events: Addressed[]): Promise<number[]> => {
  const found: number[] = []
  for await (const batch of batched(events)) {
    found.push(batch.length)
    expect(Buffer.byteLength(JSON.stringify(batch.map((one) => one.event)))).toBeLessThan(256 * 1024)
  }
  return found
}

test('a batch has at most 100 events, and the last one what is left', async () => {
  expect(await sizes(Array.from({ length: 250 }, (_, i) => event(String(i))))).toEqual([100, 100, 50])
  expect(await sizes([])).toEqual([])
})

test('a batch fits a body, also where the events are long', async () => {
  const long = Array.from({ length: 100 }, (_, i) => event(String(i), 'ü'.repeat(5_000)))
  expect((await sizes(long)).reduce((sum, size) => sum + size, 0)).toBe(100)
})
