import { DAY, EVENT_TYPES, type EventType, formatInstant } from '@plumbline/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openStore } from '../../open.ts'
import type { ReceivedRequest } from '../../values.ts'
import type { Suite } from '../engines.ts'
import { history, SERVICES, START } from '../histories.ts'
import { admitted, DAY_OF_50, dayOf, deployed, seeded } from '../history.ts'
import { listed, listOf, NEWEST, timeOf } from '../listing.ts'
import { NOW, PATIENT } from './bench.ts'

const RUNS = 12

const request: fc.Arbitrary<ReceivedRequest> = fc.record({
  limit: fc.integer({ min: 1, max: 7 }),
  after: fc.constant(null),
  descending: fc.boolean(),
  from: fc.option(fc.integer({ min: START - DAY, max: START + 12 * DAY }), { nil: undefined }),
  to: fc.option(fc.integer({ min: START - DAY, max: START + 12 * DAY }), { nil: undefined }),
  types: fc.option(fc.subarray<EventType>([...EVENT_TYPES]), { nil: undefined }),
  service: fc.option(fc.constantFrom(...SERVICES, 'unheard-of'), { nil: undefined }),
})

export const receivedSuite: Suite = (bench, newTable) => {
  const { sender } = bench

  describe('what was received', () => {
    test('is listed in any order of any filter by pages that leave out nothing and repeat nothing', async () => {
      const connection = await newTable()
      const store = openStore({ ...connection, now: () => NOW, retry: PATIENT })
      let runs = 0
      await fc.assert(
        fc.asyncProperty(history, fc.array(request, { minLength: 3, maxLength: 6 }), async (told, requests) => {
          runs += 1
          const engagement = store.forEngagement(`received-${runs}`)
          for (const batch of [told.arrivals.slice(0, 3), told.arrivals.slice(3)]) {
            await engagement.record(batch, sender)
            await store.sweep()
          }
          for (const asked of [{ ...NEWEST, limit: 2 }, ...requests])
            expect((await listed(engagement, asked)).identities).toEqual(listOf(told.events, asked))
        }),
        { numRuns: RUNS },
      )
      store.close()
    })

    test('is counted by service, type and source, as the events themselves say', async () => {
      const { engagement, store } = bench.open()
      const day = dayOf(DAY_OF_50, NOW - 3 * DAY, seeded(1))
      const outside = deployed(NOW, 'long-ago', 20)
      await engagement.record([...day, outside], sender)
      await store.sweep()
      const counts = await engagement.receivedCounts({ from: NOW - 10 * DAY, to: NOW })
      expect(counts.map(({ type, count }) => [type, count])).toEqual([
        ['coverage', 18],
        ['test_run', 17],
        ['deployment', 10],
        ['incident', 5],
      ])
      const deployments = day.filter(({ event }) => event.type === 'deployment').map(timeOf)
      expect(counts[2]).toEqual({
        service: 'checkout-api',
        type: 'deployment',
        source: 'github.com/acme/checkout-api/actions',
        count: 10,
        first: Math.min(...deployments),
        last: Math.max(...deployments),
      })
      expect(await engagement.receivedCounts({ from: NOW, to: NOW })).toEqual([])
    })

    test.each(['', 'x', '1 2 3', 'NaN 00', '1.5 00'])('no position: %j', async (after) => {
      const { engagement } = bench.open()
      await expect(engagement.received({ ...NEWEST, after })).rejects.toThrow(TypeError)
    })

    test('events of the first and the last instant there is are listed too', async () => {
      const { engagement, store } = bench.open()
      const events = ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'].map((time, i) =>
        admitted({
          type: 'heartbeat',
          id: `edge-${i}`,
          source: 'probe',
          time,
          service: 'checkout-api',
          data: { from: formatInstant(NOW), to: formatInstant(NOW + 1) },
        }),
      )
      await engagement.record(events, sender)
      await store.sweep()
      for (const descending of [true, false]) {
        const asked = { limit: 1, after: null, descending }
        expect((await listed(engagement, asked)).identities).toEqual(
          (descending ? events.toReversed() : events).map(({ identity }) => identity),
        )
      }
    })
  })
}
