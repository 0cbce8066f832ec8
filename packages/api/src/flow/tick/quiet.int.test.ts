import { parseInstant } from '@plumbline/core'
import type { Store } from '@plumbline/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Agreed, agreed } from '../../testing/agreed.ts'
import { agreementText } from '../../testing/agreement.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { deployment } from '../../testing/events.ts'
import { agreementReader } from '../agreed.ts'
import { tick } from '../tick.ts'

/* What a tick reads where little or nothing is new. */

let t: TestApp
beforeAll(async () => {
  t = await startTestApp()
})
afterAll(() => t.stop())

const instant = (text: string) => parseInstant(text) ?? 0
const agreements = agreementReader()
const at = (engagement: string, now: string, store: Store = t.deps.store) =>
  tick({ store, log: t.deps.log, agreements }, engagement, instant(now))

const agreedAs = async (engagement: string, text?: string): Promise<Agreed> => {
  t.clock.now = instant('2026-12-01T12:00:00Z')
  return agreed(t, engagement, text)
}

const send = async ({ e, keys }: Agreed, body: object[]) => {
  t.clock.now = instant('2027-03-01T12:00:00Z')
  const { json } = await t.ask('POST', `${e}/events`, { key: keys.vendor, body })
  expect(json.results.every(({ status }: { status: string }) => status === 'recorded')).toBe(true)
}
const HISTORY = Array.from({ length: 10 }, (_, day) => deployment(`d-${day}`, day))

test('a waiver that has run out and a statement whose windows are final are read by no later tick', async () => {
  const { e, keys } = await agreedAs('acme-over')
  const say = async (when: string, party: 'client' | 'vendor', path: string, body?: object) => {
    t.clock.now = instant(when)
    const { status, json, text } = await t.ask('POST', `${e}${path}`, { key: keys[party], ...(body ? { body } : {}) })
    expect([status, text]).toEqual([expect.toSatisfy((code) => code < 300), text])
    return json
  }
  const asked = { objective: 'change-fail-rate', expires_at: '2026-12-10T12:00:00Z', reason: 'the move' }
  const { id } = await say('2026-12-02T12:00:00Z', 'vendor', '/waivers', asked)
  await say('2026-12-02T12:00:00Z', 'client', `/waivers/${id}/approve`, {})
  const acknowledge = async (party: 'client' | 'vendor') => {
    t.clock.now = instant('2027-01-02T12:00:00Z')
    const path = '/reports/monthly/2026-12'
    const { json } = await t.ask('GET', `${e}${path}`, { key: keys[party] })
    await say('2027-01-02T12:00:00Z', party, `${path}/acknowledge`, { hash: json.hash })
  }
  await at('acme-over', '2027-01-02T11:00:00Z')
  const tickRead = async (now: string) => {
    const asks: string[] = []
    const watched: Store = {
      ...t.deps.store,
      forEngagement: (name) => {
        const own = t.deps.store.forEngagement(name)
        return {
          ...own,
          keptRecord: (kind, of) => {
            asks.push(kind)
            return own.keptRecord(kind, of)
          },
          keptRecords: (kind, page) => {
            asks.push(kind)
            return own.keptRecords(kind, page)
          },
        }
      },
    }
    const before = t.deps.store.cost().readUnits
    expect(await at('acme-over', now, watched)).toMatchObject({ failed: 0 })
    return { asks: new Set(asks), units: t.deps.store.cost().readUnits - before }
  }
  await acknowledge('client')
  // December is provisional, and ends at once where both have acknowledged it.
  const waiting = await tickRead('2027-01-02T12:01:00Z')
  expect(waiting.asks).toContain('statement')
  await acknowledge('vendor')
  await tickRead('2027-01-02T12:02:00Z')
  const over = await tickRead('2027-01-02T12:03:00Z')
  expect([...over.asks]).toEqual([])
  expect(over.units).toBeLessThan(waiting.units)
})

describe('a tick over many services', () => {
  const SERVICES = 24
  const text = (engagement: string) =>
    agreementText(engagement).replace(
      / {2}search:\n.*\n.*\n/,
      Array.from(
        { length: SERVICES },
        (_, n) => `  s-${n}: { repositories: [acme/s-${n}], production: [production] }\n`,
      ).join(''),
    )
  /** As the store, but for the ways in which an event can be read. */
  const withoutEvents = (store: Store): Store => ({
    ...store,
    forEngagement: (engagement) => {
      const never = () => {
        throw new Error('an event was read')
      }
      return {
        ...store.forEngagement(engagement),
        event: never,
        eventsByRef: never,
        received: never,
        receivedCounts: never,
      }
    },
  })

  test('reads no event, and of each service what it was told in a few units, however much was measured of its changes', async () => {
    const many = await agreedAs('acme-many', text('acme-many'))
    await send(many, HISTORY)
    const guarded = withoutEvents(t.deps.store)
    const costOfTick = async (now: string) => {
      const before = t.deps.store.cost()
      expect(await at('acme-many', now, guarded)).toMatchObject({ failed: 0 })
      const after = t.deps.store.cost()
      return { units: after.readUnits - before.readUnits, requests: after.requests - before.requests }
    }
    await at('acme-many', '2027-01-03T12:00:00Z')
    const quiet = await costOfTick('2027-01-03T12:05:00Z')
    expect(quiet.units).toBeLessThan(7 * (SERVICES + 1))
    const changes = Array.from({ length: 60 }, (_, n) => ({
      type: 'coverage',
      id: `c-${n}`,
      source: 'ci.test',
      time: '2026-12-20T12:00:00Z',
      service: 'checkout-api',
      data: { commit_sha: String(n).padStart(40, '0'), lines: { covered: 1, total: 2 } },
    }))
    await send(many, changes)
    expect((await costOfTick('2027-01-03T12:10:00Z')).units).toBe(quiet.units)
  })
})
