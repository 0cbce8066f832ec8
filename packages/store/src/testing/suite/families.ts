import { DAY, eventRef, formatInstant, HOUR, WINDOW_FAMILIES, type WindowFamily } from '@plumbline/core'
import { describe, expect, test } from 'vitest'
import type { Suite } from '../engines.ts'
import { admitted, daysOf, FULL_DAY, sha } from '../history.ts'
import { countedByModel, countedByStore } from '../model.ts'
import { NOW } from './bench.ts'

const SERVICE = 'checkout-api'
const WINDOW = { from: NOW - 9 * DAY, to: NOW }

const envelope = (type: string, id: string, more: object = {}) => ({
  type,
  id,
  source: 'ci',
  time: formatInstant(NOW - DAY),
  service: SERVICE,
  ...more,
})

const shipped = (id: string, more: object = {}) =>
  admitted({
    ...envelope('deployment', id, more),
    data: {
      deployment_id: id,
      status: 'success',
      finished_at: formatInstant(NOW - DAY),
      commit_sha: sha(id),
      commits: [{ sha: sha(`${id} 1`), committed_at: formatInstant(NOW - 2 * DAY) }],
    },
  })

const pullRequest = (id: string, number: number, more: object = {}) =>
  admitted({
    ...envelope('pull_request', id, more),
    data: {
      number,
      action: 'merged',
      at: formatInstant(NOW - DAY),
      additions: number,
      deletions: 0,
      merge_commit_sha: sha(`pr ${number}`),
    },
  })

const workItem = (id: string, more: object = {}) =>
  admitted({
    ...envelope('work_item', id, more),
    data: { item_id: id, kind: 'task', action: 'done', at: formatInstant(NOW - DAY) },
  })

export const familySuite: Suite = (bench) => {
  const { sender } = bench

  describe('families of facts', () => {
    test('a read brings what it asked for, and all of it', async () => {
      const { engagement } = bench.open()
      const events = daysOf(FULL_DAY, NOW, 2)
      for (let i = 0; i < events.length; i += 100) await engagement.record(events.slice(i, i + 100), sender)
      for (const families of [...WINDOW_FAMILIES.map((family) => [family]), WINDOW_FAMILIES, []]) {
        const found = await countedByStore(engagement, SERVICE, 'production', WINDOW, families)
        expect(found).toEqual(countedByModel(events, SERVICE, 'production', WINDOW, families))
        // Gates come from nowhere here; every other family has something to bring.
        if (families.some((family) => family !== 'gates')) expect(found.length).toBeGreaterThan(0)
      }
    })

    test('a gate that needs deliveries alone reads what it would if nothing else were ever sent', async () => {
      const costs: number[] = []
      for (const shape of [{ ...FULL_DAY, pullRequestActions: 0, observations: 0 }, FULL_DAY]) {
        const { engagement, spent } = bench.open()
        const events = daysOf(shape, NOW, 3)
        for (let i = 0; i < events.length; i += 100) await engagement.record(events.slice(i, i + 100), sender)
        const { readUnits } = await spent(() => engagement.serviceFacts(SERVICE, ['production'], WINDOW, ['delivery']))
        costs.push(readUnits)
      }
      expect(costs[1]).toBe(costs[0])
    })

    test('reviews have no environment: they are found whichever is asked for, once', async () => {
      const { engagement } = bench.open()
      await engagement.record([pullRequest('a', 7), pullRequest('b', 8, { environment: 'staging' })], sender)
      for (const environments of [['production'], ['staging'], ['staging', 'production', 'eu']]) {
        const { facts } = await engagement.serviceFacts(SERVICE, environments, WINDOW, ['reviews'])
        expect(facts.map((fact) => fact.kind === 'review' && fact.pullRequest).sort()).toEqual([7, 8])
      }
    })

    test('what lasts stands at its beginning, in its environment', async () => {
      const { engagement } = bench.open()
      const from = NOW - 8 * DAY
      const outage = admitted({
        ...envelope('availability', 'down', { environment: 'staging' }),
        data: { from: formatInstant(from), to: formatInstant(from + 7 * DAY), state: 'down' },
      })
      await engagement.record([outage], sender)
      const found = async (at: number, environment: string) =>
        (await engagement.serviceFacts(SERVICE, [environment], { from: at, to: at + HOUR }, ['uptime'])).facts
      expect(await found(from, 'staging')).toMatchObject([{ at: from, to: from + 7 * DAY, environment: 'staging' }])
      expect(await found(from + DAY, 'staging')).toEqual([])
      expect(await found(from, 'production')).toEqual([])
    })

    test('a pull request is found by its number and, merged, by its commit', async () => {
      const { engagement } = bench.open()
      await engagement.record([pullRequest('a', 7)], sender)
      const size = [{ kind: 'size', additions: 7 }]
      expect(await engagement.change(SERVICE, { pullRequest: 7 })).toMatchObject(size)
      expect(await engagement.change(SERVICE, { commit: sha('pr 7') })).toMatchObject(size)
      expect(await engagement.change(SERVICE, { pullRequest: 8 })).toEqual([])
    })
  })

  describe('a correction', () => {
    test.each(['after', 'before'])(
      'that comes %s what it replaces is seen in every family that has something of that',
      async (order) => {
        const { engagement } = bench.open()
        const events = [
          shipped('a'),
          shipped('b', { corrects: 'a' }),
          pullRequest('p', 7),
          pullRequest('q', 8, { corrects: 'p' }),
        ]
        for (const event of order === 'after' ? events : events.toReversed()) await engagement.record([event], sender)
        const refs = async (family: WindowFamily) =>
          (await countedByStore(engagement, SERVICE, 'production', WINDOW, [family])).map(({ event }) => event)
        const [, b, , q] = events.map(({ identity }) => eventRef(identity))
        expect(await refs('delivery')).toEqual([b])
        expect(await refs('commits')).toEqual([b])
        expect(await refs('reviews')).toEqual([q])
        expect(await engagement.change(SERVICE, { pullRequest: 7 })).toEqual([])
        expect(await engagement.change(SERVICE, { commit: sha('pr 7') })).toEqual([])
        expect(await engagement.change(SERVICE, { pullRequest: 8 })).toHaveLength(1)
      },
    )

    test.each(['after', 'before'])(
      'by an event that itself counts nowhere, coming %s, takes away what it replaces',
      async (order) => {
        const { engagement } = bench.open()
        const events = [shipped('a'), workItem('b', { corrects: 'a' })]
        for (const event of order === 'after' ? events : events.toReversed()) await engagement.record([event], sender)
        expect(await countedByStore(engagement, SERVICE, 'production', WINDOW, ['delivery', 'commits'])).toEqual([])
        expect(await engagement.record(events, sender)).toEqual(['duplicate', 'duplicate'])
        expect(await engagement.rebuild({ dryRun: true })).toEqual({ events: 2, missing: 0, surplus: 0 })
      },
    )
  })
}
