import { randomUUID } from 'node:crypto'
import { DAY, formatInstant } from '@plumbline/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStore } from '../../open.ts'
import type { Suite } from '../engines.ts'
import type { Figure } from '../figures/figure.ts'
import { measureCapacity } from '../figures.ts'
import { admitted, SOURCE, sha } from '../history.ts'
import { NOW, PATIENT } from './bench.ts'

const WRITERS = 64
const PROCESSES = 8
const EACH = 4
/** A slow engine on a busy machine needs its time. */
const WITHIN_MS = 300_000

export const capacitySuite: Suite = (bench, _newTable, place) => {
  describe('capacity', () => {
    let figures: Figure[] = []
    beforeAll(async () => {
      figures = await measureCapacity(place(), 'quick')
    }, WITHIN_MS)
    afterAll(() => {
      for (const { name, measured, atMost, unit } of figures)
        process.stdout.write(`  ${measured.toFixed(2)} ${unit} (at most ${atMost}): ${name}\n`)
    })

    test('stays within every promise', () => {
      expect(figures.length).toBeGreaterThan(7)
      expect(figures.filter(({ measured, atMost }) => measured > atMost)).toEqual([])
    })
  })

  describe(`${WRITERS} writers to one service`, () => {
    test('finish with hardly a retry, and everything is counted once', async () => {
      const engagement = `e-${randomUUID()}`
      const stores = Array.from({ length: PROCESSES }, () =>
        openStore({ ...bench.connection(), now: () => NOW, retry: PATIENT }),
      )
      const event = (writer: number, i: number) =>
        admitted({
          type: 'deployment',
          id: `w${writer}-${i}`,
          source: SOURCE,
          time: formatInstant(NOW - DAY),
          service: 'checkout-api',
          data: {
            deployment_id: `w${writer}-${i}`,
            status: 'success',
            finished_at: formatInstant(NOW - DAY + i),
            commit_sha: sha('x'),
          },
        })
      const writers = Array.from({ length: WRITERS }, async (_, writer) => {
        const store = stores[writer % PROCESSES]?.forEngagement(engagement)
        for (let i = 0; i < EACH; i++) await store?.record([event(writer, i)], bench.sender)
      })
      await Promise.all(writers)
      const costs = stores.map((store) => store.cost())
      const sum = (of: 'requests' | 'retries') => costs.reduce((total, cost) => total + cost[of], 0)
      expect(sum('retries') / sum('requests')).toBeLessThan(0.05)
      const reader = bench.sameEngagement(engagement)
      expect(
        (await reader.serviceFacts('checkout-api', ['production'], { from: NOW - 2 * DAY, to: NOW }, ['delivery']))
          .facts,
      ).toHaveLength(WRITERS * EACH)
      expect(await reader.rebuild({ dryRun: true })).toEqual({ events: WRITERS * EACH, missing: 0, surplus: 0 })
      for (const store of stores) store.close()
    })
  })
}
