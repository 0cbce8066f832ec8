import { DAY } from '@plumbline/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Suite } from '../engines.ts'
import { ENVIRONMENTS, history, SERVICES, START } from '../histories.ts'
import { countedByModel, countedByStore } from '../model.ts'

const WINDOWS = [
  { from: START, to: START + 12 * DAY },
  { from: START + 3 * DAY, to: START + 5 * DAY },
  { from: START + 5 * DAY, to: START + 5 * DAY + 1 },
]
/** Histories tried; each is some 60 requests. A failure prints its seed. */
const RUNS = 30
/** A slow engine on a busy machine needs its time. */
const WITHIN_MS = 300_000

export const historySuite: Suite = (bench) => {
  describe('any history of events and corrections', () => {
    test(
      'counts in every window what the events themselves say, in any order, repeated, from two processes',
      async () => {
        await fc.assert(
          fc.asyncProperty(history, async ({ events, arrivals, batchSize }) => {
            const { engagement, spent } = bench.open()
            const other = bench.sameEngagement(engagement.engagement)
            for (let i = 0; i < arrivals.length; i += 2 * batchSize)
              await Promise.all([
                engagement.record(arrivals.slice(i, i + batchSize), bench.sender),
                other.record(arrivals.slice(i + batchSize, i + 2 * batchSize), bench.sender),
              ])
            for (const window of WINDOWS)
              for (const service of SERVICES)
                for (const environment of ENVIRONMENTS)
                  expect(await countedByStore(engagement, service, environment, window)).toEqual(
                    countedByModel(events, service, environment, window),
                  )
            expect(await engagement.rebuild({ dryRun: true })).toEqual({
              events: events.length,
              missing: 0,
              surplus: 0,
            })
            // Once more from the start: nothing is written but the refused puts.
            const again = await spent(async () => {
              expect(await engagement.record(events, bench.sender)).toEqual(events.map(() => 'duplicate'))
            })
            expect(again.writeUnits).toBe(events.length)
          }),
          { numRuns: RUNS },
        )
      },
      WITHIN_MS,
    )
  })
}
