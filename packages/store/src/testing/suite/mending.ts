import { DAY } from '@plumbline/core'
import { describe, expect, test } from 'vitest'
import { createMeter } from '../../dynamo/capacity.ts'
import { connect } from '../../dynamo/connection.ts'
import { createDynamo } from '../../dynamo/dynamo.ts'
import { DEFAULT_POLICY } from '../../dynamo/retry.ts'
import { chunkKey, keysOf } from '../../keys.ts'
import { openStore } from '../../open.ts'
import type { Suite } from '../engines.ts'
import { DAY_OF_50, dayOf, deployed, seeded } from '../history.ts'
import { NOW, PATIENT } from './bench.ts'

/** Header, event, deployment and version. */
const PLAIN_DEPLOYMENT_BYTES = 22

export const mendingSuite: Suite = (bench, newTable) => {
  describe('rebuilding', () => {
    test('mends what is missing and what is too much, and says how much', async () => {
      const { engagement } = bench.open()
      const day = dayOf(DAY_OF_50, NOW - 2 * DAY, seeded(3))
      await engagement.record([...day, deployed(NOW, 'x', 5), deployed(NOW, 'y', 7, 'x')], bench.sender)
      const client = connect(bench.connection())
      const db = createDynamo(client, bench.connection().table, createMeter(), DEFAULT_POLICY)
      const keys = keysOf(engagement.engagement)
      const bucket = keys.days('checkout-api', 'production', NOW - 2 * DAY)
      const key = chunkKey(bucket, 0)
      const kept = (await db.get(key))?.f?.BS ?? []
      await db.update(key, { update: 'DELETE f :f', values: { ':f': { BS: kept.slice(0, 3) } } })
      // One that reads as a fact of no event, and one that reads as nothing.
      const plain = kept.find(({ length }) => length === PLAIN_DEPLOYMENT_BYTES) ?? Buffer.alloc(0)
      const forged = Buffer.concat([plain.subarray(0, 4), Buffer.alloc(PLAIN_DEPLOYMENT_BYTES - 4, 7)])
      await db.update(key, { update: 'ADD f :f', values: { ':f': { BS: [forged, Buffer.from([255, 255, 255])] } } })
      client.destroy()
      const drift = { events: day.length + 2, missing: 3, surplus: 2 }
      expect(await engagement.rebuild({ dryRun: true })).toEqual(drift)
      expect(await engagement.rebuild({ dryRun: false })).toEqual(drift)
      expect(await engagement.rebuild({ dryRun: true })).toEqual({ events: day.length + 2, missing: 0, surplus: 0 })
    })
  })

  describe('a sweep', () => {
    test('goes on where the last one stopped, and looks at everything when that is lost', async () => {
      const connection = await newTable()
      let now = NOW
      const messages: string[] = []
      const store = openStore({
        ...connection,
        now: () => now,
        retry: PATIENT,
        log: ({ message }) => messages.push(message),
      })
      const engagement = store.forEngagement('acme')
      const day = dayOf(DAY_OF_50, NOW - 2 * DAY, seeded(3))
      await engagement.record(day, bench.sender)
      expect(await store.sweep()).toEqual({ seen: day.length, completed: 0 })
      await engagement.record([deployed(NOW, 'later', 1)], bench.sender)
      expect(await store.sweep()).toEqual({ seen: 1, completed: 0 })
      expect(messages).toEqual([])
      now = NOW + 2 * DAY
      expect((await store.sweep()).seen).toBeGreaterThan(day.length)
      expect(messages).toHaveLength(1)
      expect(await store.sweep()).toEqual({ seen: 0, completed: 0 })
      store.close()
    })
  })
}
