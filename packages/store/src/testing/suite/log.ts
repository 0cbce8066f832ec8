import {
  DAY,
  type EventRef,
  eventDigest,
  eventRef,
  formatInstant,
  type Instant,
  nameRef,
  utcDay,
} from '@plumbline/core'
import { describe, expect, test } from 'vitest'
import { encodeReceived } from '../../codec/received.ts'
import { keyValue } from '../../dynamo/attributes.ts'
import { chunkKey } from '../../keys.ts'
import { openStore } from '../../open.ts'
import { settle } from '../../sweep/settle.ts'
import type { Sender } from '../../values.ts'
import { dump } from '../dump.ts'
import type { Suite } from '../engines.ts'
import { DAY_OF_50, dayOf, deployed, seeded } from '../history.ts'
import { listed, listOf, NEWEST } from '../listing.ts'
import { tableAt } from '../table.ts'
import { NOW, PATIENT } from './bench.ts'

/** What the table takes in one transaction. */
const MOST_IN_TRANSACTION = 100

export const logSuite: Suite = (bench, newTable) => {
  const { sender } = bench

  describe('the log of what was received', () => {
    test('is listed once, however often it is swept, corrected and looked at as a whole', async () => {
      const connection = await newTable()
      let now = NOW
      const open = () => openStore({ ...connection, now: () => now, retry: PATIENT })
      const [one, other] = [open(), open()]
      const engagement = one.forEngagement('acme')
      // More than a kilobyte of lines, so that those which came first stand where nothing is added any more.
      const day = dayOf({ ...DAY_OF_50, deployments: 80 }, NOW - 2 * DAY, seeded(2))
      const events = [...day, deployed(NOW, 'a', 5), deployed(NOW, 'b', 5, 'a')]
      await engagement.record(events.slice(0, 30), sender)
      await Promise.all([one.sweep(), other.sweep()])
      await engagement.record(events, sender)
      await Promise.all([other.sweep(), one.sweep()])
      const lines = async () =>
        (await dump(connection)).filter(({ pk }) => pk?.S === 'acme#L').flatMap(({ f }) => f?.BS ?? []).length
      const before = await lines()
      // Too late for the stream: every event is looked at, and none is written again.
      now = NOW + 2 * DAY
      await other.sweep()
      expect(await lines()).toBe(before)
      // Nor where a page of the table shows the events, and the log stands on another page.
      const { adapterFor, done } = tableAt(connection)
      const alone = (await dump(connection)).filter(({ pk }) => pk?.S?.startsWith('acme#E'))
      await settle(adapterFor, alone, 'again')
      expect(await lines()).toBe(before)
      done()
      expect((await listed(engagement, NEWEST)).identities).toEqual(listOf(events, NEWEST))
      const counts = await engagement.receivedCounts({ from: NOW - 9 * DAY, to: NOW })
      expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(events.length)
      one.close()
      other.close()
    })

    test('keeps the digest of each event with the day it came on, for its seal', async () => {
      const { engagement, store } = bench.open()
      const day = utcDay(NOW)
      const senders = [bench.sender, { ...bench.sender, at: NOW + DAY }]
      const events = [deployed(NOW - 9 * DAY, 'early', 5), deployed(NOW, 'now', 5), deployed(NOW, 'later', 5)]
      const digestOf = (index: number, { party, key, at }: Sender) => {
        const event = events[index]?.event
        if (!event) throw new Error('no event')
        return eventDigest({ event, received_at: formatInstant(at), received_from: { party, key_id: key } })
      }
      expect(await engagement.dayReceived(0)).toBeNull()
      await engagement.record(events.slice(0, 2), senders[0] ?? bench.sender)
      await engagement.record(events, senders[1] ?? bench.sender)
      await store.sweep()
      await engagement.rebuild({ dryRun: false })
      const first = await engagement.dayReceived(0)
      expect({ day: first?.day, digests: first?.digests.toSorted() }).toEqual({
        day,
        digests: [digestOf(0, bench.sender), digestOf(1, bench.sender)].toSorted(),
      })
      const second = { day: day + DAY, digests: [digestOf(2, { ...bench.sender, at: NOW + DAY })] }
      expect(await engagement.dayReceived(day + DAY)).toEqual(second)
      expect(await engagement.dayReceived(day + 2 * DAY)).toBeNull()

      // A tick that is late asks when its facts came: to the millisecond, and by what the facts name them by.
      const [early, now, later] = events.map(({ identity }) => eventRef(identity))
      const receipts = (from: Instant, to: Instant) => engagement.receipts({ from, to })
      expect(await receipts(NOW, NOW + 2 * DAY)).toEqual(
        new Map([
          [early, NOW],
          [now, NOW],
          [later, NOW + DAY],
        ]),
      )
      expect([...(await receipts(NOW + 1, NOW + DAY)), ...(await receipts(NOW + DAY + 1, NOW + 9 * DAY))]).toEqual([])
    })

    test('a digest that an older version has written stays one, and gets its receipt with a rebuild', async () => {
      const { engagement } = bench.open()
      const { db, adapterFor, done } = tableAt(bench.connection())
      const { keys } = adapterFor(engagement.engagement)
      const old = deployed(NOW, 'old', 5)
      const { party, key } = sender
      const digest = eventDigest({
        event: old.event,
        received_at: formatInstant(NOW),
        received_from: { party, key_id: key },
      })
      await engagement.record([old], { ...sender, at: NOW })
      await db.transact([
        { put: { ...keyValue(chunkKey(keys.receivedOn(NOW), 0)), f: { BS: [Buffer.from(digest, 'hex')] } } },
      ])
      const asked = { from: NOW, to: NOW + 1 }
      const listed = { day: utcDay(NOW), digests: [digest] }
      expect([await engagement.dayReceived(0), await engagement.receipts(asked)]).toEqual([listed, new Map()])
      await engagement.rebuild({ dryRun: false })
      expect(await engagement.dayReceived(0)).toEqual(listed)
      expect(await engagement.receipts(asked)).toEqual(new Map([[eventRef(old.identity), NOW]]))
      done()
    })

    test('says until when it is complete: no sweep, no promise', async () => {
      const connection = await newTable()
      let now = NOW
      const open = () => openStore({ ...connection, now: () => now, retry: PATIENT })
      const [api, sweeper] = [open(), open()]
      expect(await api.receivedUntil()).toBeNull()
      await sweeper.sweep()
      expect(await api.receivedUntil()).toBe(NOW)
      now = NOW + 1_000
      await sweeper.sweep()
      // Nothing had come, so nothing was noted: only who swept knows.
      expect([await api.receivedUntil(), await sweeper.receivedUntil()]).toEqual([NOW, NOW + 1_000])
      await api.forEngagement('acme').record([deployed(NOW, 'a', 5)], sender)
      await sweeper.sweep()
      expect(await api.receivedUntil()).toBe(NOW + 1_000)
      now = NOW + 6 * 60_000
      await sweeper.sweep()
      expect(await api.receivedUntil()).toBe(now)
      for (const store of [api, sweeper]) store.close()
    })

    test('a page that finds nothing ends before it has read everything, and the next goes on', async () => {
      const connection = await newTable()
      const { db, adapterFor, done } = tableAt(connection)
      const { keys } = adapterFor('acme')
      const store = openStore({ ...connection, now: () => NOW, retry: PATIENT })
      const engagement = store.forEngagement('acme')
      const oldest = deployed(NOW, 'oldest', 2 * 1_100)
      await engagement.record([oldest], sender)
      await store.sweep()
      // A line every other day for six years, of events that the filter leaves out.
      const lines = Array.from({ length: 1_090 }, (_, i) => ({
        type: 'cost' as const,
        at: NOW - 2 * i * DAY,
        event: 'ffffffffffffffff' as EventRef,
        service: nameRef('checkout-api'),
        source: nameRef('erp'),
      }))
      const items = lines.map((line) => ({
        put: { ...keyValue(chunkKey(keys.received(line.at), 0)), f: { BS: [encodeReceived(line)] } },
      }))
      for (let i = 0; i < items.length; i += MOST_IN_TRANSACTION)
        await db.transact(items.slice(i, i + MOST_IN_TRANSACTION))
      const asked = { ...NEWEST, types: ['deployment'] as const }
      const { identities, pages } = await listed(engagement, asked)
      expect({ identities, pages }).toEqual({ identities: [oldest.identity], pages: 2 })
      const upwards = await listed(engagement, { ...asked, descending: false })
      expect({ ...upwards }).toEqual({ identities: [oldest.identity], pages: 2 })
      store.close()
      done()
    })

    test('a page costs no more because there is more to list elsewhere', async () => {
      const { engagement, store, spent } = bench.open()
      const page = () => spent(() => engagement.received({ ...NEWEST, limit: 10 }))
      await engagement.record(dayOf(DAY_OF_50, NOW - 4 * DAY, seeded(3)), sender)
      await store.sweep()
      const before = await page()
      for (const day of [40, 50, 60, 70, 80, 90])
        await engagement.record(dayOf({ ...DAY_OF_50, deployments: 60 }, NOW - day * DAY, seeded(day)), sender)
      await store.sweep()
      expect((await page()).readUnits).toBeLessThanOrEqual(before.readUnits + 1)
    })
  })
}
