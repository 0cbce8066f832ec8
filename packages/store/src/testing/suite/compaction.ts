import { randomUUID } from 'node:crypto'
import { type Admitted, DAY, HOUR, type Instant, MINUTE, type Window, type WindowFamily } from '@plumbline/core'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { packSpan, readSpan } from '../../blocks/compact.ts'
import { deliveriesUntil } from '../../blocks/keys.ts'
import { nameIn } from '../../blocks/name.ts'
import { writeBlock } from '../../blocks/write.ts'
import { keyOf } from '../../dynamo/attributes.ts'
import { bucketHolding, spanStart } from '../../keys.ts'
import { openStore } from '../../open.ts'
import { type EngagementStore, type Store, StoreUnavailable } from '../../port.ts'
import type { Suite } from '../engines.ts'
import { type FaultyWire, startFaultyWire } from '../faulty-wire.ts'
import { ENVIRONMENTS, history, SERVICES, START } from '../histories.ts'
import { DAY_OF_50, daysOf, deployed } from '../history.ts'
import { countedByModel, countedByStore } from '../model.ts'
import { tableAt } from '../table.ts'
import { NOW, PATIENT } from './bench.ts'

const SERVICE = 'checkout-api'
const FAMILIES: readonly WindowFamily[] = ['delivery', 'commits']
const WINDOW: Window = { from: NOW - 60 * DAY, to: NOW + DAY }
/** One attempt, and no hurry: a store gives up when a request fails, and for no other reason. */
const ONE_ATTEMPT = { budgetMs: 0, attemptMs: 30_000 }
const RUNS = 4

/** Some days that shipped commits, and a correction in an old place. */
const DAYS = daysOf({ ...DAY_OF_50, changeEvents: 0, deployments: 3, commits: 2 }, NOW - 16 * DAY, 7, 3)
const EVENTS: Admitted[] = [...DAYS, deployed(NOW, 'wrong', 20), deployed(NOW, 'right', 18, 'wrong')]
const LATE = deployed(NOW, 'late', 19)

export const compactionSuite: Suite = (bench) => {
  const { sender } = bench
  const stores: Store[] = []
  afterAll(() => {
    for (const store of stores) store.close()
  })

  /** The same engagement to another process, at a moment of its own. */
  const at = (engagement: string, now: Instant, more: object = {}): EngagementStore => {
    const store = openStore({ ...bench.connection(), now: () => now, retry: PATIENT, ...more })
    stores.push(store)
    return store.forEngagement(engagement)
  }

  const packAll = async (engagement: string, now = NOW) => {
    const first = await at(engagement, now + MINUTE).compact(SERVICE, 'production', NOW)
    const second = await at(engagement, now + HOUR).compact(SERVICE, 'production', NOW)
    return { first, second }
  }

  const isRead = async (engagement: string, events: Admitted[]) => {
    const reader = bench.sameEngagement(engagement)
    for (const families of [FAMILIES, ['delivery'], ['commits']] satisfies (readonly WindowFamily[])[])
      expect(await countedByStore(reader, SERVICE, 'production', WINDOW, families)).toEqual(
        countedByModel(events, SERVICE, 'production', WINDOW, families),
      )
  }

  const isCounted = async (engagement: string, events: Admitted[]) => {
    await isRead(engagement, events)
    const reader = bench.sameEngagement(engagement)
    expect(await reader.rebuild({ dryRun: true })).toEqual({ events: events.length, missing: 0, surplus: 0 })
  }

  const chunksLeft = async (engagement: string) => {
    const { db, adapterFor, done } = tableAt(bench.connection())
    const pk = adapterFor(engagement).keys.servicePartition(SERVICE, 'production')
    const items = await db.range(deliveriesUntil(pk, NOW))
    done()
    return {
      chunks: items.filter((item) => bucketHolding(keyOf(item)) !== null).length,
      names: items.filter((item) => nameIn(item) !== null).length,
    }
  }

  describe('packing old days', () => {
    test('adds first and takes away minutes later; reads are the same throughout, and doing it again does nothing', async () => {
      const { engagement } = bench.open()
      const name = engagement.engagement
      await engagement.record(EVENTS, sender)
      expect(await at(name, NOW + MINUTE).compact(SERVICE, 'production', NOW)).toMatchObject({
        removed: 0,
        waiting: true,
      })
      await isCounted(name, EVENTS)
      // A read that began before may still be under way.
      expect(await at(name, NOW + 2 * MINUTE).compact(SERVICE, 'production', NOW)).toEqual({
        packed: 0,
        removed: 0,
        waiting: true,
      })
      const { removed } = await at(name, NOW + HOUR).compact(SERVICE, 'production', NOW)
      expect(removed).toBe(4)
      expect(await chunksLeft(name)).toEqual({ chunks: 0, names: 2 })
      await isCounted(name, EVENTS)
      const nothing = { packed: 0, removed: 0, waiting: false }
      expect(await packAll(name, NOW + DAY)).toEqual({ first: nothing, second: nothing })
    })

    test('leaves what is younger, and a late fact, a correction and a repetition are counted at once', async () => {
      const { engagement, spent } = bench.open()
      const name = engagement.engagement
      await engagement.record(EVENTS, sender)
      await at(name, NOW + MINUTE).compact(SERVICE, 'production', NOW - 18 * DAY)
      await at(name, NOW + HOUR).compact(SERVICE, 'production', NOW - 18 * DAY)
      expect((await chunksLeft(name)).chunks).toBeGreaterThan(0)
      await isCounted(name, EVENTS)
      const more = [...EVENTS, LATE, deployed(NOW, 'again', 22, 'late')]
      await engagement.record(more.slice(-2), sender)
      await isCounted(name, more)
      const again = await spent(async () => {
        expect(await engagement.record(more, sender)).toEqual(more.map(() => 'duplicate'))
      })
      // Nothing but the refused puts: what stands in a block is not added a second time.
      expect(again.writeUnits).toBe(more.length)
      await packAll(name, NOW + DAY)
      await isCounted(name, more)
      expect((await chunksLeft(name)).chunks).toBe(0)
    })

    test('by many at once, while facts come, loses none of them', async () => {
      const { engagement } = bench.open()
      const name = engagement.engagement
      await engagement.record(EVENTS, sender)
      const late = Array.from({ length: 12 }, (_, i) => deployed(NOW, `late-${i}`, 18 + (i % 5)))
      for (const hours of [0, 1, 2])
        await Promise.all([
          ...[1, 2, 3].map(async (minute) =>
            at(name, NOW + hours * HOUR + minute * MINUTE).compact(SERVICE, 'production', NOW),
          ),
          ...late.slice(hours * 4, hours * 4 + 4).map((event) => engagement.record([event], sender)),
        ])
      await isCounted(name, [...EVENTS, ...late])
      await packAll(name, NOW + DAY)
      await isCounted(name, [...EVENTS, ...late])
      expect((await chunksLeft(name)).chunks).toBe(0)
    })

    test('by one who was held up takes away no fact, and names nothing over what another has packed', async () => {
      const { engagement } = bench.open()
      const name = engagement.engagement
      await engagement.record([LATE], sender)
      await at(name, NOW + MINUTE).compact(SERVICE, 'production', NOW)
      const { db, adapterFor, done } = tableAt(bench.connection())
      const pk = adapterFor(name).keys.servicePartition(SERVICE, 'production')
      const span = spanStart(NOW - 19 * DAY)
      const read = await readSpan(db, pk, span, NOW)
      const later = deployed(NOW, 'later', 19)
      await engagement.record([later], sender)
      expect(await packSpan(db, read, NOW + HOUR)).toEqual({ packed: 0, removed: 0, waiting: true })
      await isCounted(name, [LATE, later])
      await packAll(name, NOW + DAY)
      for (const stale of [read?.name ?? null, null])
        expect(await writeBlock(db, { pk, span, read: stale, stored: [], at: NOW + DAY }, [])).toBe(false)
      await isCounted(name, [LATE, later])
      done()
    })

    test('is undone by no rebuild, which mends what a block has too much', async () => {
      const { engagement } = bench.open()
      const name = engagement.engagement
      await engagement.record(EVENTS, sender)
      const { db, adapterFor, done } = tableAt(bench.connection())
      const key = { pk: adapterFor(name).keys.servicePartition(SERVICE, 'production'), sk: '' }
      const chunk = (await db.range(deliveriesUntil(key.pk, NOW)))[0] ?? {}
      const forged = [Buffer.alloc(22, 7), Buffer.from([255, 255, 255])]
      await db.update(keyOf(chunk), { update: 'ADD f :f', values: { ':f': { BS: forged } } })
      await packAll(name)
      const drift = { events: EVENTS.length, missing: 0, surplus: 2 }
      expect(await engagement.rebuild({ dryRun: false })).toEqual(drift)
      await isCounted(name, EVENTS)
      done()
    })

    test('and an older deployment is found in a block', async () => {
      const { engagement } = bench.open()
      const name = engagement.engagement
      await engagement.record([deployed(NOW, 'a', 30), deployed(NOW, 'b', 29, 'a')], sender)
      await packAll(name)
      const before = (day: number) =>
        bench.sameEngagement(name).deployedBefore(SERVICE, ['production'], NOW - day * DAY, 'observed')
      expect([await before(28), await before(29), await before(31)]).toEqual([true, false, false])
    })

    test('any history reads as its events say, packed at any two moments of it', async () => {
      await fc.assert(
        fc.asyncProperty(history, fc.nat(12), async ({ events, arrivals, batchSize }, days) => {
          const { engagement } = bench.open()
          const before = START + days * DAY
          const pack = async (now: Instant) => {
            for (const service of SERVICES)
              for (const environment of ENVIRONMENTS)
                await at(engagement.engagement, now).compact(service, environment, before)
          }
          for (let i = 0; i < arrivals.length; i += batchSize) {
            await engagement.record(arrivals.slice(i, i + batchSize), sender)
            if (i < 3 * batchSize) await pack(NOW + i * HOUR)
          }
          for (const service of SERVICES)
            for (const environment of ENVIRONMENTS)
              for (const window of [
                { from: START, to: START + 12 * DAY },
                { from: START + 3 * DAY, to: START + 5 * DAY },
              ])
                expect(await countedByStore(engagement, service, environment, window, FAMILIES)).toEqual(
                  countedByModel(events, service, environment, window, FAMILIES),
                )
          expect(await engagement.rebuild({ dryRun: true })).toMatchObject({ missing: 0, surplus: 0 })
        }),
        { numRuns: RUNS },
      )
    })
  })

  describe('a process that ends at any step of packing', () => {
    let wire: FaultyWire
    beforeAll(async () => {
      wire = await startFaultyWire(bench.connection().endpoint ?? '')
    })
    afterAll(() => wire.stop())

    test('loses nothing, and the next one goes on, though an answer to it is lost on the way', async () => {
      const few = [...DAYS.slice(0, 2), deployed(NOW, 'wrong', 22), deployed(NOW, 'right', 22, 'wrong')]
      for (let steps = 0, ended = false; !ended; steps++) {
        const engagement = `e-${randomUUID()}`
        const direct = bench.sameEngagement(engagement)
        await direct.record(few, sender)
        const pack = (now: Instant, retry: object) =>
          at(engagement, now, { endpoint: wire.endpoint, retry }).compact(SERVICE, 'production', NOW)
        wire.decide((number) => (number <= steps ? 'answered' : 'lost'))
        const refused = (error: unknown) => expect(error).toBeInstanceOf(StoreUnavailable)
        ended = true
        for (const later of [MINUTE, HOUR])
          await pack(NOW + later, ONE_ATTEMPT).catch((error) => {
            ended = false
            refused(error)
          })
        await wire.settled()
        await isRead(engagement, few)
        await direct.record([LATE], sender)
        wire.decide((number) => (number === steps + 1 ? 'answer lost' : 'answered'))
        for (const hours of [24, 25, 26]) await pack(NOW + hours * HOUR, PATIENT)
        await isRead(engagement, [...few, LATE])
        expect((await chunksLeft(engagement)).chunks).toBe(0)
      }
    })
  })
}
