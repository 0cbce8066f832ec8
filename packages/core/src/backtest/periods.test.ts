import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Objective } from '../agreement/terms.ts'
import { periodsDue } from '../periods/due.ts'
import { judgePeriod } from '../periods/judge.ts'
import { at, objective, target, version } from '../testing/agreement.ts'
import { tryText } from '../testing/backtest.ts'
import { histories, kept } from '../testing/histories.ts'
import { MONTH, RATE } from '../testing/window.ts'
import { formatInstant } from '../time/instant.ts'

const WEEK = { kind: 'calendar', unit: 'week' } as const

const OBJECTIVES: Objective[] = [
  { ...RATE, minSamples: 2 },
  { ...RATE, id: 'weekly', window: WEEK, minSamples: 3 },
  objective({ indicator: 'deployment-frequency', target: target('>=', '1', '/week'), window: WEEK }),
  objective({ indicator: 'failed-deployment-recovery-time', target: target('<=', '8', 'h'), window: MONTH }),
  objective({ indicator: 'time-to-acknowledge', target: target('<=', '4', 'h'), window: MONTH, statistic: 'each' }),
  objective({ indicator: 'availability', target: target('>=', '99', '%'), window: MONTH }),
  objective({ indicator: 'code-review-turnaround', target: target('<=', '2', 'h'), window: WEEK, owedBy: 'client' }),
]

const NOW = '2026-12-20T12:00:00Z'
/** In force since long before: so that nothing of the range was judged by anything else. */
const AGREED = version(1, '2020-01-01', { objectives: OBJECTIVES, timeZone: 'America/New_York' })

test('a backtest of the version in force judges every window that is over as it was judged', () => {
  fc.assert(
    fc.property(histories, (all) => {
      // What was imported counts in a backtest and in no verdict (PRODUCT.md, rule 15).
      const seen = all.map(({ event: { origin: _, ...event }, party }) => ({
        party,
        event: event as (typeof all)[0]['event'],
      }))
      const { window: facts, corrections } = kept(seen)
      const known = { facts, corrections, deployedBefore: false }
      const ground = { versions: [AGREED], window: { ...known, openBreaches: [] } }
      const through = { through: at('2026-09-22T04:00:00Z'), version: 1 }
      const judged = periodsDue([AGREED], through, at(NOW)).map((closed) => {
        const result = judgePeriod(ground, closed)?.result
        const { status, value, samples, no_data_reason: why } = result ?? {}
        return [closed.judging.objective.id, formatInstant(closed.window.to), status, value, samples, why]
      })
      const tried = tryText({ text: AGREED, inForce: AGREED, now: NOW, facts, corrections }).objectives.flatMap(
        ({ id, windows }) =>
          windows
            .filter(({ open }) => !open)
            .map(({ to, status, value, samples, no_data_reason: why }) => [id, to, status, value, samples, why]),
      )
      const sorted = (rows: unknown[]) => rows.map((row) => JSON.stringify(row)).sort()
      expect(sorted(tried)).toEqual(sorted(judged))
      expect(tried.length).toBeGreaterThan(20)
    }),
    { numRuns: 25 },
  )
})
