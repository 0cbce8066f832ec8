import { DAY, HOUR, WINDOW_FAMILIES } from '@plumbline/core'
import { describe, expect, test } from 'vitest'
import { chunkKey } from '../../keys.ts'
import type { LogEntry } from '../../log.ts'
import { openStore } from '../../open.ts'
import type { StreamImage } from '../../sweep/image.ts'
import { costOf } from '../cost.ts'
import { type DumpedItem, dump } from '../dump.ts'
import type { Suite } from '../engines.ts'
import { DAY_OF_50, dayOf, deployed, FULL_DAY, seeded } from '../history.ts'
import { evaluation } from '../records.ts'
import { tableAt } from '../table.ts'
import { NOW, PATIENT } from './bench.ts'

/** Header, event, deployment and version. */
const PLAIN_DEPLOYMENT_BYTES = 22

export const mendingSuite: Suite = (bench, newTable) => {
  describe('rebuilding', () => {
    test('mends what is missing and what is too much, and says how much', async () => {
      const { engagement } = bench.open()
      const day = dayOf(DAY_OF_50, NOW - 2 * DAY, seeded(3))
      await engagement.record([...day, deployed(NOW, 'x', 5), deployed(NOW, 'y', 7, 'x')], bench.sender)
      const { db, adapterFor, done } = tableAt(bench.connection())
      const { keys } = adapterFor(engagement.engagement)
      const bucket = keys.days('checkout-api', 'production', 'delivery', NOW - 2 * DAY)
      const key = chunkKey(bucket, 0)
      const kept = (await db.get(key))?.f?.BS ?? []
      await db.update(key, { update: 'DELETE f :f', values: { ':f': { BS: kept.slice(0, 3) } } })
      // One that reads as a fact of no event, and one that reads as nothing.
      const plain = kept.find(({ length }) => length === PLAIN_DEPLOYMENT_BYTES) ?? Buffer.alloc(0)
      const forged = Buffer.concat([plain.subarray(0, 4), Buffer.alloc(PLAIN_DEPLOYMENT_BYTES - 4, 7)])
      await db.update(key, { update: 'ADD f :f', values: { ':f': { BS: [forged, Buffer.from([255, 255, 255])] } } })
      done()
      const drift = { events: day.length + 2, missing: 3, surplus: 2 }
      expect(await engagement.rebuild({ dryRun: true })).toEqual(drift)
      expect(await engagement.rebuild({ dryRun: false })).toEqual(drift)
      expect(await engagement.rebuild({ dryRun: true })).toEqual({ events: day.length + 2, missing: 0, surplus: 0 })
    })
  })

  describe('a rebuild', () => {
    test('finds what nobody can read wherever it stands, and leaves what is readable', async () => {
      const { engagement, store, spent } = bench.open()
      const day = dayOf(FULL_DAY, NOW - 2 * DAY, seeded(4))
      for (let i = 0; i < day.length; i += 50) await engagement.record(day.slice(i, i + 50), bench.sender)
      await store.sweep()
      const { db, adapterFor, done } = tableAt(bench.connection())
      const { keys } = adapterFor(engagement.engagement)
      const commit = day.flatMap(({ event }) => (event.type === 'coverage' ? [event.data.commit_sha] : []))[0] ?? ''
      const buckets = [
        // What a deployment shipped stands with it.
        ...WINDOW_FAMILIES.filter((family) => family !== 'commits').map((family) =>
          keys.days('checkout-api', 'production', family, NOW - 2 * DAY),
        ),
        keys.change('checkout-api', { commit }),
        keys.change('checkout-api', { pullRequest: 1 }),
        keys.received(NOW - 2 * DAY),
      ]
      for (const bucket of buckets)
        await db.update(chunkKey(bucket, 0), {
          update: 'ADD f :f',
          values: { ':f': { BS: [Buffer.from([255, 255, 255]), Buffer.from('[9'), Buffer.alloc(40, 0xf8)] } },
        })
      const clean = { events: day.length, missing: 0, surplus: 0 }
      expect(await engagement.rebuild({ dryRun: false })).toEqual({ ...clean, surplus: 3 * buckets.length })
      const cost = await spent(async () => expect(await engagement.rebuild({ dryRun: true })).toEqual(clean))
      // One pass, whatever there is: nothing is looked up that is as it should be.
      expect(cost.requests).toBeLessThan(10)
      const window = { from: NOW - 9 * DAY, to: NOW }
      const { facts } = await engagement.serviceFacts('checkout-api', ['production'], window, WINDOW_FAMILIES)
      expect(new Set(facts.map(({ event }) => event)).size).toBe(
        day.filter(({ placements }) => placements.some(({ kind }) => kind === 'window')).length,
      )
      expect((await engagement.received({ limit: 100, after: null, descending: true })).items).toHaveLength(100)
      done()
    })

    test('enters in the log what the sweeper has not come to, and calls it no drift', async () => {
      const { engagement } = bench.open()
      const day = dayOf(DAY_OF_50, NOW - 2 * DAY, seeded(5))
      await engagement.record(day, bench.sender)
      const clean = { events: day.length, missing: 0, surplus: 0 }
      const listed = async () => (await engagement.received({ limit: 100, after: null, descending: true })).items.length
      expect([await engagement.rebuild({ dryRun: true }), await listed()]).toEqual([clean, 0])
      expect([await engagement.rebuild({ dryRun: false }), await listed()]).toEqual([clean, day.length])
    })
  })

  describe('what a stream brings to a function', () => {
    /** As the host hands it over: the wire's JSON. */
    const wireOf = (item: DumpedItem): StreamImage =>
      Object.fromEntries(
        Object.entries(item).map(([name, { S, N, B, BS }]) => {
          const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
          if (B) return [name, { B: base64(B) }]
          return [name, BS ? { BS: BS.map(base64) } : S === undefined ? { N: N ?? '' } : { S }]
        }),
      )

    test('is completed and listed as by a sweep, however often it comes, and costs a write for each list', async () => {
      const connection = await newTable()
      const open = () => openStore({ ...connection, now: () => NOW, retry: PATIENT })
      const [writer, reader] = [open(), open()]
      const engagement = writer.forEngagement('acme')
      await engagement.record([...dayOf(DAY_OF_50, NOW - 2 * DAY, seeded(3)).slice(0, 20)], bench.sender)
      await engagement.putEvaluation(evaluation('ev_1', NOW - 2 * DAY))
      const images = (await dump(connection)).map(wireOf)
      const cost = await costOf(reader, async () => {
        expect(await reader.settleImages(images)).toEqual({ seen: 21, completed: 1 })
      })
      // The log, the digests of the day, and the gate that its process did not live to write.
      expect(cost.writeUnits).toBe(3)
      await reader.settleImages(images)
      const { items, next } = await engagement.received({ limit: 20, after: null, descending: true })
      expect([items.length, next]).toEqual([20, null])
      expect(await engagement.gates('checkout-api', { from: 0, to: NOW })).toHaveLength(1)
      for (const store of [writer, reader]) store.close()
    })
  })

  describe('a sweep', () => {
    test('sets aside what nobody can read, says so once, and tries it again; the rest goes on', async () => {
      const connection = await newTable()
      let now = NOW
      const messages: string[] = []
      const log = ({ message }: { message: string }) => messages.push(message)
      const store = openStore({ ...connection, now: () => now, retry: PATIENT, log })
      const engagement = store.forEngagement('acme')
      const events = dayOf({ ...DAY_OF_50, changeEvents: 4 }, NOW - 2 * DAY, seeded(3))
      await engagement.record(events, bench.sender)
      const { db, adapterFor, done } = tableAt(connection)
      const broken = adapterFor('acme').keys.event(events[7]?.identity ?? ('' as never))
      const whole = (await db.get(broken))?.b ?? { B: Buffer.alloc(0) }
      const set = (b: typeof whole) => db.update(broken, { update: 'SET b = :b', values: { ':b': b } })
      await set({ B: Buffer.from([1, 255, 255]) })
      const listed = async () => (await engagement.received({ limit: 99, after: null, descending: true })).items.length
      // Its first image, of before it broke, is in the stream too; the second sweep has nothing but the broken one.
      await store.sweep()
      expect(await listed().catch(() => 'broken')).toBe('broken')
      await set({ B: Buffer.from([9]) })
      const later = deployed(NOW, 'later', 1)
      await engagement.record([later], bench.sender)
      expect(await store.sweep()).toEqual({ seen: 1, completed: 0 })
      expect(messages.filter((message) => /set aside: .* begins [0-9a-f]{16}\)/.test(message))).toHaveLength(1)
      expect(messages.join()).not.toContain('acme')
      await set(whole)
      now = NOW + 2 * HOUR
      messages.length = 0
      await store.sweep()
      expect([await listed(), messages]).toEqual([events.length + 1, []])
      store.close()
      done()
    })

    test('has services packed that it saw facts of, once and again when there is more', async () => {
      const connection = await newTable()
      let now = NOW
      const messages: string[] = []
      const log = ({ message }: { message: string }) => messages.push(message)
      const store = openStore({ ...connection, now: () => now, retry: PATIENT, log })
      const engagement = store.forEngagement('acme')
      const tick = async (hours: number) => {
        now = NOW + hours * HOUR
        messages.length = 0
        await store.sweep()
        await store.compact()
        return messages.splice(0).map((message) => message.match(/\d+/g)?.map(Number))
      }
      await engagement.record([deployed(NOW, 'a', 9), deployed(NOW, 'b', 5), deployed(NOW, 'c', 0)], bench.sender)
      expect([await tick(0), await tick(1), await tick(2)]).toEqual([[[2, 0]], [[0, 2]], []])
      await engagement.record([deployed(NOW, 'd', 9)], bench.sender)
      expect([await tick(3), await tick(9), await tick(10)]).toEqual([[], [[1, 0]], [[0, 1]]])
      const window = { from: NOW - 30 * DAY, to: NOW + DAY }
      expect((await engagement.serviceFacts('checkout-api', ['production'], window, ['delivery'])).facts).toHaveLength(
        4,
      )
      store.close()
    })

    test('goes on where the last one stopped, and looks at everything when that is lost', async () => {
      const connection = await newTable()
      let now = NOW
      const lines: LogEntry[] = []
      const store = openStore({
        ...connection,
        now: () => now,
        retry: PATIENT,
        log: (line) => lines.push(line),
      })
      const engagement = store.forEngagement('acme')
      const day = dayOf(DAY_OF_50, NOW - 2 * DAY, seeded(3))
      await engagement.record(day, bench.sender)
      expect(await store.sweep()).toEqual({ seen: day.length, completed: 0 })
      await engagement.record([deployed(NOW, 'later', 1)], bench.sender)
      expect(await store.sweep()).toEqual({ seen: 1, completed: 0 })
      expect(lines).toEqual([])
      now = NOW + 2 * DAY
      expect((await store.sweep()).seen).toBeGreaterThan(day.length)
      // Nothing is missed, so nobody is warned.
      expect(lines).toEqual([{ level: 'info', message: expect.stringContaining('every event is looked at once') }])
      expect(await store.sweep()).toEqual({ seen: 0, completed: 0 })
      // What a sweep writes is itself in the stream, and must not keep the sweeper busy for ever.
      await engagement.record([deployed(NOW, 'last', 1)], bench.sender)
      const costs = [await costOf(store, () => store.sweep()), await costOf(store, () => store.sweep())]
      expect(costs.map(({ writeUnits }) => writeUnits)).toEqual([3, 0])
      store.close()
    })
  })
}
