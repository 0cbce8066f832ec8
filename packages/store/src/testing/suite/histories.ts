import {
  type Admitted,
  type ChangeFact,
  type ChangeSubject,
  DAY,
  WINDOW_FAMILIES,
  type Window,
  type WindowFamily,
} from '@plumbline/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Suite } from '../engines.ts'
import { ENVIRONMENTS, history, SERVICES, START } from '../histories.ts'
import { changeByModel, countedByModel, countedByStore } from '../model.ts'

/** Everything, and edges of windows where one family stands for all: they are read alike. */
const READS: { window: Window; families: readonly WindowFamily[] }[] = [
  { window: { from: START, to: START + 12 * DAY }, families: WINDOW_FAMILIES },
  { window: { from: START + 3 * DAY, to: START + 5 * DAY }, families: ['delivery', 'reviews'] },
  { window: { from: START + 5 * DAY, to: START + 5 * DAY + 1 }, families: ['delivery'] },
]
/** Histories tried; each is some 60 requests. A failure prints its seed. */
const RUNS = 30
/** A slow engine on a busy machine needs its time. */
const WITHIN_MS = 300_000

/** Every change that any of these events is about. */
const changesOf = (events: Admitted[]): [service: string, of: ChangeSubject][] =>
  [
    ...new Map(
      events.flatMap(({ placements }) =>
        placements.flatMap((one) =>
          one.kind === 'change'
            ? [[JSON.stringify([one.service, one.of]), [one.service, one.of] as const] as const]
            : [],
        ),
      ),
    ).values(),
  ].map(([service, of]) => [service, of])

const inOrder = (facts: ChangeFact[]) => facts.toSorted((a, b) => (a.event < b.event ? -1 : 1))

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
            for (const { window, families } of READS)
              for (const service of SERVICES)
                for (const environment of ENVIRONMENTS)
                  expect(await countedByStore(engagement, service, environment, window, families)).toEqual(
                    countedByModel(events, service, environment, window, families),
                  )
            for (const [service, of] of changesOf(events))
              expect(inOrder(await engagement.change(service, of))).toEqual(inOrder(changeByModel(events, service, of)))
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
