import { describe, expect, test } from 'vitest'
import { isOnlyPresumed } from '../credits/due.ts'
import { moneyOf } from '../credits/statement.ts'
import { consequences, tiers } from '../credits/testing/judged.ts'
import type { MissedClock } from '../evaluation/evaluation.ts'
import type { JudgedPeriod } from '../periods/judge.ts'
import { adjustPeriod } from '../periods/lifecycle.ts'
import { at, objective, target, version } from '../testing/agreement.ts'
import { MONTH, RATE } from '../testing/window.ts'
import { judgedOf } from './judged.ts'
import { period } from './testing/november.ts'

const NOVEMBER = { from: at('2026-11-01'), to: at('2026-12-01') }

const CLOCK = objective({
  id: 'ack',
  indicator: 'time-to-acknowledge',
  target: target('<=', '15', 'm'),
  window: MONTH,
  statistic: 'each',
})
const VERSIONS = [version(1, '2026-01-01', { consequences: consequences(), objectives: [CLOCK] })]

const late = (name: string, own: Partial<MissedClock> = {}): MissedClock => ({
  incident: [name],
  run: 0,
  severity: 'sev1',
  started_at: '2026-11-03T10:00:00.000Z',
  due_at: '2026-11-03T10:15:00.000Z',
  breached_at: '2026-11-03T10:15:00.001Z',
  ended_at: '2026-11-03T11:00:00.000Z',
  value: 3_600,
  display: '1 h',
  margin: '45 min over',
  paused_seconds: 0,
  events: [name],
  ...own,
})

const told = (clocks: MissedClock[]) =>
  judgedOf(
    VERSIONS,
    new Map(),
    period('ack', '11', 'breached', 3_600, { scope: 'clock' }, { statistic: 'each', clocks }),
  ).map(({ case: name, status, contractual }) => [name, status, contractual])

describe('what money is told of clocks that are judged one by one', () => {
  test('one that was waived when it became late is waived, although it never had a breach', () => {
    const waiver = { id: 'wv_1', expires_at: '2026-11-10T00:00:00.000Z', reason: 'a migration' }
    expect(told([late('a'), late('b', { waiver })])).toEqual([
      ['a', 'breached', true],
      ['b', 'waived', true],
    ])
  })

  test('rule 8: one that an earlier version only observed has no consequence, whatever is agreed since', () => {
    const judged_by = {
      agreement_version: 1,
      agreement_hash: 'sha256:1',
      target: '≤ 15 min',
      target_bounds: { op: '<=', value: 900 },
      enforcement: 'observe',
    } as const
    expect(told([late('a'), late('b', { judged_by })])).toEqual([
      ['a', 'breached', true],
      ['b', 'breached', false],
    ])
  })
})

const timed = (unit: 'bd' | 'm' | 'h', ...pairs: Parameters<typeof tiers>) =>
  tiers(...pairs).map((tier) => ({ ...tier, threshold: { ...tier.threshold, unit } }))

describe('a clock promised in business days', () => {
  const DAYS = {
    ...CLOCK,
    target: target('<=', '2', 'bd'),
    money: { credits: timed('bd', ['2', '5%'], ['4', '20%']), bonuses: [], chronicBelow: null },
  }
  const versions = [version(1, '2026-01-01', { consequences: consequences(), objectives: [DAYS] })]
  const waiver = { id: 'wv_1', expires_at: '2026-11-10T00:00:00.000Z', reason: 'a migration' }
  const clocks = [late('worst', { value: 6.5, waiver }), late('b', { value: 3 })]
  const own = period(
    'ack',
    '11',
    'breached',
    6,
    { scope: 'clock' },
    { statistic: 'each', clocks, exact: { value: '13/2' } },
  )

  test('is credited by itself: the worst, being waived, stands for no other', () => {
    const judged = judgedOf(versions, new Map(), own)
    expect(judged.map(({ case: name, status }) => [name, status])).toEqual([
      ['worst', 'waived'],
      ['b', 'breached'],
    ])
    const { credits } = moneyOf({ at: at('2026-12-20'), month: NOVEMBER, consequences: consequences(), judged })
    expect(
      credits.flatMap((line) => (line.kind === 'credit' ? [[line.case, line.not_credited, line.tier?.credit]] : [])),
    ).toEqual([
      ['b', undefined, '5%'],
      ['worst', 'waived', undefined],
    ])
  })
})

test('rule 12: what came late adjusts a month clock by clock: one that was in time changes nothing', () => {
  const PAID = {
    ...CLOCK,
    money: { credits: timed('m', ['15', '5%'], ['120', '20%']), bonuses: [], chronicBelow: null },
  }
  const versions = [version(1, '2026-01-01', { consequences: consequences(), objectives: [PAID] })]
  const waiver = { id: 'wv_1', expires_at: '2026-11-10T00:00:00.000Z', reason: 'a migration' }
  const clocks = [late('a'), late('b', { value: 10_800, waiver })]
  const result = { statistic: 'each', clocks, exact: { value: '180/1' } }
  const was = period('ack', '11', 'breached', 10_800, { scope: 'clock', state: 'final' }, { ...result, samples: 2 })
  const now = { told: { ...was }, result: { ...was.result, samples: 3 } } as unknown as JudgedPeriod
  const adjustment = adjustPeriod(was, now, null, at('2026-12-20'))?.adjustment
  expect(adjustment).toMatchObject({ was: { samples: 2 }, would_be: { samples: 3 } })
  const figures = adjustment?.would_be ?? was.result
  const tell = (some?: typeof figures) =>
    judgedOf(versions, new Map(), was, some).map(({ case: name, status }) => [name, status])
  expect(tell(figures)).toEqual(tell())
  expect(tell()).toEqual([
    ['a', 'breached'],
    ['b', 'waived'],
  ])
})

test('rule 12: one clock that was longer beneath the worst is an adjustment, though the figure is the same', () => {
  const of = (value: number) => ({ statistic: 'each', clocks: [late('a', { value: 10_800 }), late('b', { value })] })
  const was = period('ack', '11', 'breached', 10_800, { scope: 'clock', state: 'final' }, of(3_600))
  const judged = (value: number) => ({ told: was, result: { ...was.result, ...of(value) } }) as unknown as JudgedPeriod
  expect(adjustPeriod(was, judged(3_600), null, at('2026-12-20'))).toBeNull()
  expect(adjustPeriod(was, judged(7_200), null, at('2026-12-20'))?.adjustment).toMatchObject({
    would_be: { clocks: [{ value: 10_800 }, { value: 7_200 }] },
  })
})

describe('rule 11: a window that is missed by nothing but presumed links, while they can be rebutted', () => {
  const presumed = (without: string | null) =>
    judgedOf(
      [version(1, '2026-01-01', { objectives: [RATE] })],
      new Map(),
      period(
        RATE.id,
        '11',
        'breached',
        20,
        {},
        {
          exact: { value: '20/1', without_presumed: without },
          evidence: { formula: '', presumed_until: '2026-12-10T00:00:00.000Z' },
        },
      ),
    ).map((one) => isOnlyPresumed(one, at('2026-12-03')))

  test('is no step to a chronic failure, whether the rest meets the target or there is none', () => {
    expect([presumed('15/1'), presumed(null)]).toEqual([[true], [true]])
  })
  test('and is one where it is missed without them too', () => expect(presumed('31/2')).toEqual([false]))
})

describe('rule 8: which version’s tiers', () => {
  const rate = (atMost: string, from: string) => ({
    ...RATE,
    target: target('<=', atMost, '%'),
    money: { credits: tiers([from, '5%']), bonuses: [], chronicBelow: null },
  })
  const tiersOf = (second: typeof RATE) => {
    const versions = [
      version(1, '2026-01-01', { objectives: [rate('15', '15%')] }),
      version(2, '2026-11-20', { objectives: [second] }),
    ]
    const [one] = judgedOf(versions, new Map(), period(RATE.id, '11', 'breached', 20))
    return one?.objective.money?.credits.map(({ threshold }) => threshold.text)
  }

  test('a window that is judged as before a change is credited as before it', () =>
    expect(tiersOf(rate('10', '10%'))).toEqual(['15%']))
  test('other tiers alone judge nothing: they hold for the window in which they were agreed', () =>
    expect(tiersOf(rate('15', '18%'))).toEqual(['18%']))
})
