import { randomUUID } from 'node:crypto'
import { type Admitted, DAY, formatInstant, WINDOW_FAMILIES } from '@plumbline/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Connection } from '../../dynamo/connection.ts'
import { openStore } from '../../open.ts'
import { type Store, StoreUnavailable } from '../../port.ts'
import type { Suite } from '../engines.ts'
import { type Fate, type FaultyWire, startFaultyWire } from '../faulty-wire.ts'
import { admitted, deployed, SOURCE, sha } from '../history.ts'
import { countedByModel, countedByStore } from '../model.ts'
import { NOW, PATIENT } from './bench.ts'

const WINDOW = { from: NOW - 20 * DAY, to: NOW }
/** One attempt, and no hurry: a store gives up when a request fails, and for no other reason. */
const ONE_ATTEMPT = { budgetMs: 0, attemptMs: 30_000 }

const incident = admitted({
  type: 'incident',
  id: 'incident',
  source: 'pager',
  time: formatInstant(NOW - DAY),
  service: 'checkout-api',
  data: {
    incident_id: 'INC-1',
    severity: 'sev1',
    action: 'started',
    at: formatInstant(NOW - DAY),
    affects: ['payments'],
  },
})

const at = formatInstant(NOW - 2 * DAY)
const envelope = (type: string, id: string, more: object = {}) => ({
  type,
  id,
  source: SOURCE,
  time: at,
  service: 'checkout-api',
  ...more,
})

const shipped = admitted({
  ...envelope('deployment', 'shipped'),
  data: {
    deployment_id: 'shipped',
    status: 'success',
    finished_at: at,
    commit_sha: sha('shipped'),
    commits: [{ sha: sha('one'), committed_at: at }],
  },
})

const merged = admitted({
  ...envelope('pull_request', 'merged'),
  data: { number: 7, action: 'merged', at, additions: 1, deletions: 0, merge_commit_sha: sha('merged') },
})

/** It counts nowhere; only what it corrects tells whether it was recorded to its end. */
const withdrawn = admitted({
  ...envelope('work_item', 'withdrawn', { corrects: 'shipped' }),
  data: { item_id: 'T-1', kind: 'task', action: 'done', at },
})

/** What there is before, and what is then being recorded when the process ends. */
const SCENES: { name: string; before: Admitted[]; events: Admitted[]; swept?: boolean }[] = [
  { name: 'one event', before: [], events: [deployed(NOW, 'a', 1)], swept: true },
  { name: 'an incident of two services', before: [], events: [incident] },
  { name: 'a deployment with its commits', before: [], events: [shipped], swept: true },
  { name: 'a merge', before: [], events: [merged], swept: true },
  { name: 'a correction by what counts nowhere', before: [shipped], events: [withdrawn], swept: true },
  { name: 'a correction', before: [deployed(NOW, 'a', 9)], events: [deployed(NOW, 'b', 3, 'a')], swept: true },
  {
    name: 'a rival correction',
    before: [deployed(NOW, 'a', 9), deployed(NOW, 'b', 3, 'a')],
    events: [deployed(NOW, 'c', 5, 'a')],
  },
  {
    name: 'an event that was corrected before it came',
    before: [deployed(NOW, 'b', 3, 'a')],
    events: [deployed(NOW, 'a', 9)],
    swept: true,
  },
  {
    name: 'a batch of all that',
    before: [],
    events: [deployed(NOW, 'a', 9), incident, deployed(NOW, 'b', 3, 'a'), deployed(NOW, 'c', 1, 'b')],
    swept: true,
  },
]

export const crashSuite: Suite = (bench, newTable) => {
  describe('a process that ends at any step of recording', () => {
    let wire: FaultyWire
    const stores: Store[] = []
    const through = (): Connection => ({ ...bench.connection(), endpoint: wire.endpoint })

    beforeAll(async () => {
      wire = await startFaultyWire(bench.connection().endpoint ?? '')
    })
    afterAll(async () => {
      for (const store of stores) store.close()
      await wire.stop()
    })

    const isCounted = async (engagement: string, expected: Admitted[]) => {
      const reader = bench.sameEngagement(engagement)
      expect(await reader.rebuild({ dryRun: true })).toEqual({ events: expected.length, missing: 0, surplus: 0 })
      for (const service of ['checkout-api', 'payments'])
        expect(await countedByStore(reader, service, 'production', WINDOW, WINDOW_FAMILIES)).toEqual(
          countedByModel(expected, service, 'production', WINDOW, WINDOW_FAMILIES),
        )
    }

    /** Lets `steps` requests through and then none; answers whether recording got to its end all the same. */
    const recordUntil = async (engagement: string, events: Admitted[], steps: number, last: Fate): Promise<boolean> => {
      const store = openStore({ ...through(), now: () => NOW, retry: ONE_ATTEMPT })
      stores.push(store)
      wire.decide((number) => (number <= steps ? 'answered' : number === steps + 1 ? last : 'lost'))
      try {
        await store.forEngagement(engagement).record(events, bench.sender)
        return true
      } catch (error) {
        expect(error).toBeInstanceOf(StoreUnavailable)
        return false
      }
    }

    for (const { name, before, events } of SCENES)
      for (const last of ['lost', 'answer lost'] satisfies Fate[])
        test(`${name}, the next request’s fate being: ${last}`, async () => {
          for (let steps = 0; ; steps++) {
            const engagement = `e-${randomUUID()}`
            const direct = bench.sameEngagement(engagement)
            if (before.length > 0) await direct.record(before, bench.sender)
            const finished = await recordUntil(engagement, events, steps, last)
            // The client's retry, at another process, brings it to its end.
            const statuses = await direct.record(events, bench.sender)
            expect(statuses.every((status) => status === 'recorded' || status === 'duplicate')).toBe(true)
            await isCounted(engagement, [...before, ...events])
            if (finished) break
          }
        })

    test('is made good by a sweep when nobody comes back', async () => {
      const connection = await newTable()
      const direct = openStore({ ...connection, now: () => NOW, retry: PATIENT })
      const expected = new Map<string, Admitted[]>()
      for (const { before, events } of SCENES.filter(({ swept }) => swept))
        for (let steps = 0; ; steps++) {
          const engagement = `e-${randomUUID()}`
          const store = openStore({ ...connection, endpoint: wire.endpoint, now: () => NOW, retry: ONE_ATTEMPT })
          if (before.length > 0) await direct.forEngagement(engagement).record(before, bench.sender)
          wire.decide((number) => (number <= steps ? 'answered' : 'lost'))
          const outcome = await store
            .forEngagement(engagement)
            .record(events, bench.sender)
            .catch(() => 'gave up')
          store.close()
          await wire.settled()
          const sent = [...before, ...events]
          const reader = direct.forEngagement(engagement)
          const stored = await Promise.all(
            sent.map(async (event) => ((await reader.event(event.identity)) ? [event] : [])),
          )
          expected.set(engagement, stored.flat())
          if (outcome !== 'gave up') break
        }
      const swept = await direct.sweep()
      expect(swept.completed).toBeGreaterThan(5)
      for (const [engagement, events] of expected) {
        const reader = direct.forEngagement(engagement)
        expect(await reader.rebuild({ dryRun: true })).toEqual({ events: events.length, missing: 0, surplus: 0 })
        expect(await countedByStore(reader, 'checkout-api', 'production', WINDOW, WINDOW_FAMILIES)).toEqual(
          countedByModel(events, 'checkout-api', 'production', WINDOW, WINDOW_FAMILIES),
        )
        const listed = await reader.received({ limit: 100, after: null, descending: false })
        expect(listed.items.map(({ identity }) => identity).sort()).toEqual(
          events.map(({ identity }) => identity).sort(),
        )
      }
      expect((await direct.sweep()).completed).toBe(0)
      expect(await direct.sweep()).toEqual({ seen: 0, completed: 0 })
      direct.close()
    })

    test('an answer lost on the way is fetched by a retry, and the event was recorded, not repeated', async () => {
      const { engagement } = bench.open()
      for (let lost = 1; lost <= 3; lost++) {
        const store = openStore({ ...through(), now: () => NOW, retry: PATIENT })
        stores.push(store)
        wire.decide((number) => (number === lost ? 'answer lost' : 'answered'))
        expect(
          await store.forEngagement(engagement.engagement).record([deployed(NOW, `lost-${lost}`, lost)], bench.sender),
        ).toEqual(['recorded'])
        expect(store.cost().retries).toBe(1)
      }
      await isCounted(
        engagement.engagement,
        [1, 2, 3].map((lost) => deployed(NOW, `lost-${lost}`, lost)),
      )
    })

    test('a store that can’t be reached says so and is not ready', async () => {
      const store = openStore({ ...through(), now: () => NOW, retry: ONE_ATTEMPT })
      stores.push(store)
      wire.decide(() => 'lost')
      await expect(store.forEngagement('acme').state()).rejects.toThrow(StoreUnavailable)
      expect(await store.ready()).toBe(false)
      wire.decide(() => 'answered')
      expect(await store.ready()).toBe(true)
    })
  })
}
