import { DAY, formatInstant, HOUR } from '@plumbline/core'
import { describe, expect, test } from 'vitest'
import type { Suite } from '../engines.ts'
import { admitted, DAY_OF_50, dayOf, SOURCE, seeded, sha } from '../history.ts'

const NOON = Date.parse('2026-11-10T12:00:00.000Z')
const WINDOW = { from: NOON - DAY, to: NOON + DAY }
const DELIVERY = ['delivery'] as const

const deployment = (id: string, changes: object = {}, data: object = {}) =>
  admitted({
    type: 'deployment',
    id,
    source: SOURCE,
    time: formatInstant(NOON),
    service: 'checkout-api',
    data: {
      deployment_id: `deploy-${id}`,
      status: 'success',
      finished_at: formatInstant(NOON),
      commit_sha: sha(id),
      ...data,
    },
    ...changes,
  })

export const eventSuite: Suite = (bench) => {
  const { sender } = bench

  describe('recording an event', () => {
    test('answers by what was there before, and keeps the first', async () => {
      const { engagement } = bench.open()
      const first = deployment('a')
      expect(await engagement.record([first], sender)).toEqual(['recorded'])
      expect(await engagement.record([deployment('a')], { ...sender, key: 'another' })).toEqual(['duplicate'])
      expect(await engagement.record([deployment('a', {}, { status: 'failure' })], sender)).toEqual(['conflict'])
      expect(await engagement.event(first.identity)).toEqual({
        identity: first.identity,
        event: first.event,
        party: 'vendor',
        key: sender.key,
        receivedAt: sender.at,
      })
      const { facts } = await engagement.serviceFacts('checkout-api', ['production'], WINDOW, DELIVERY)
      expect(facts).toEqual(first.placements.map(({ fact }) => fact))
    })

    test('answers a batch in order, repetitions within it included', async () => {
      const { engagement } = bench.open()
      const batch = [deployment('a'), deployment('b'), deployment('a'), deployment('a', {}, { status: 'failure' })]
      expect(await engagement.record(batch, sender)).toEqual(['recorded', 'recorded', 'duplicate', 'conflict'])
      const same = deployment('c')
      expect(await engagement.record([same, same], sender)).toEqual(['recorded', 'duplicate'])
      expect(await engagement.record([], sender)).toEqual([])
    })

    test('is seen by the next read, whichever store object reads', async () => {
      const { engagement } = bench.open()
      for (const event of dayOf({ ...DAY_OF_50, changeEvents: 0 }, NOON, seeded(7))) {
        await engagement.record([event], sender)
        const other = bench.sameEngagement(engagement.engagement)
        const { facts } = await other.serviceFacts(
          'checkout-api',
          ['production'],
          { from: NOON - DAY, to: NOON + 3 * DAY },
          DELIVERY,
        )
        expect(facts.map((fact) => fact.event)).toContain(event.identity.slice(0, 16))
      }
    })

    test('finds an event by the reference its fact carries', async () => {
      const { engagement } = bench.open()
      const event = deployment('a')
      await engagement.record([event], sender)
      const [fact] = (await engagement.serviceFacts('checkout-api', ['production'], WINDOW, DELIVERY)).facts
      expect(fact && (await engagement.eventsByRef(fact.event)).map(({ identity }) => identity)).toEqual([
        event.identity,
      ])
      expect(await engagement.eventsByRef(deployment('absent').identity.slice(0, 16) as never)).toEqual([])
      expect(await engagement.event(deployment('absent').identity)).toBeNull()
    })

    test('keeps environments apart, and an incident with each service it affects', async () => {
      const { engagement } = bench.open()
      const staged = deployment('a', { environment: 'staging' })
      const incident = admitted({
        type: 'incident',
        id: 'i',
        source: 'pager',
        time: formatInstant(NOON),
        service: 'checkout-api',
        data: {
          incident_id: 'INC-1',
          severity: 'sev1',
          action: 'started',
          at: formatInstant(NOON),
          affects: ['payments'],
        },
      })
      await engagement.record([staged, incident], sender)
      const kinds = async (service: string, environments: string[]) =>
        (await engagement.serviceFacts(service, environments, WINDOW, DELIVERY)).facts.map(({ kind }) => kind).sort()
      expect(await kinds('checkout-api', ['production'])).toEqual(['incident'])
      expect(await kinds('checkout-api', ['staging'])).toEqual(['deployment'])
      expect(await kinds('checkout-api', ['production', 'staging', 'production'])).toEqual(['deployment', 'incident'])
      expect(await kinds('payments', ['production'])).toEqual(['incident'])
    })
  })

  describe('a window', () => {
    test.each([
      { offset: -1, inside: false, why: 'a millisecond before it starts' },
      { offset: 0, inside: true, why: 'its start belongs to it' },
      { offset: HOUR - 1, inside: true, why: 'its last millisecond' },
      { offset: HOUR, inside: false, why: 'its end does not belong to it' },
    ])('is half-open: $why', async ({ offset, inside }) => {
      const { engagement } = bench.open()
      // Midnight between two buckets, where an error of one would show.
      const edge = Date.parse('2026-11-11T00:00:00.000Z')
      await engagement.record([deployment('a', {}, { finished_at: formatInstant(edge + offset) })], sender)
      const { facts } = await engagement.serviceFacts(
        'checkout-api',
        ['production'],
        { from: edge, to: edge + HOUR },
        DELIVERY,
      )
      expect(facts).toHaveLength(inside ? 1 : 0)
    })

    test('of the past reads nothing of what came after it', async () => {
      const { engagement, spent } = bench.open()
      const past = { from: NOON - 40 * DAY, to: NOON - 38 * DAY }
      const before = await spent(() => engagement.serviceFacts('checkout-api', ['production'], past, DELIVERY))
      await engagement.record(
        Array.from({ length: 10 }, (_, i) =>
          dayOf({ ...DAY_OF_50, deployments: 30, changeEvents: 0 }, NOON - i * DAY, seeded(i)),
        ).flat(),
        sender,
      )
      expect(
        (await spent(() => engagement.serviceFacts('checkout-api', ['production'], past, DELIVERY))).readUnits,
      ).toBe(before.readUnits)
    })

    test('knows whether anything was deployed before it', async () => {
      const { engagement } = bench.open()
      const before = (at: number) => engagement.deployedBefore('checkout-api', ['production'], at, 'observed')
      expect(await before(NOON)).toBe(false)
      await engagement.record([deployment('a')], sender)
      expect(await before(NOON)).toBe(false)
      expect(await before(NOON + 1)).toBe(true)
      expect(await before(NOON + 300 * DAY)).toBe(true)
      expect(await engagement.deployedBefore('checkout-api', ['staging'], NOON + DAY, 'observed')).toBe(false)
      await engagement.record(
        [deployment('b', { corrects: 'a' }, { finished_at: formatInstant(NOON + 100 * DAY) })],
        sender,
      )
      expect(await before(NOON + 50 * DAY)).toBe(false)
    })

    test('tells imported deployments from observed ones', async () => {
      const { engagement } = bench.open()
      await engagement.record([deployment('old', { origin: 'reconstructed' })], sender)
      const before = (counting: 'observed' | 'imported_too') =>
        engagement.deployedBefore('checkout-api', ['production'], NOON + 1, counting)
      expect([await before('observed'), await before('imported_too')]).toEqual([false, true])
    })
  })
}
