import { DAY, type WindowFamily } from '@plumbline/core'
import { describe, expect, test } from 'vitest'
import type { TrendPoint } from '../../values.ts'
import type { Suite } from '../engines.ts'
import { breach, evaluation } from '../records.ts'
import { NOW } from './bench.ts'

export const recordSuite: Suite = (bench) => {
  describe('evaluations', () => {
    test('are kept as first stored, with evidence, and listed by time without it', async () => {
      const { engagement } = bench.open()
      const first = evaluation('e1', NOW)
      expect(await engagement.putEvaluation(first)).toEqual(first)
      expect(await engagement.putEvaluation({ ...first, verdict: 'pass' })).toEqual(first)
      for (let i = 2; i <= 5; i++) await engagement.putEvaluation(evaluation(`e${i}`, NOW + i))
      expect(await engagement.evaluation('e1')).toEqual(first)
      expect(await engagement.evaluation('x'.repeat(3_000))).toBeNull()
      const page = { limit: 2, after: null, descending: true }
      const newest = await engagement.evaluations(page)
      expect(newest.items.map(({ id }) => id)).toEqual(['e5', 'e4'])
      expect(newest.items[0]?.objectives[0]?.evidence.events).toBeUndefined()
      const older = await engagement.evaluations({ ...page, after: newest.next })
      const oldest = await engagement.evaluations({ ...page, after: older.next })
      expect([...older.items, ...oldest.items].map(({ id }) => id)).toEqual(['e3', 'e2', 'e1'])
      expect(oldest.next).toBeNull()
      const some = await engagement.evaluations({
        limit: 9,
        after: null,
        descending: false,
        from: NOW + 2,
        to: NOW + 4,
      })
      expect(some.items.map(({ id }) => id)).toEqual(['e2', 'e3'])
    })
  })

  describe('breaches', () => {
    test('open once for what makes them one, also when many find them at once', async () => {
      const { engagement } = bench.open()
      const tries = Array.from({ length: 6 }, (_, i) => engagement.openBreach(breach(`b${i}`, NOW + i), 'same'))
      const outcomes = await Promise.all(tries)
      expect(outcomes.filter(({ outcome }) => outcome === 'opened')).toHaveLength(1)
      expect(new Set(outcomes.map((one) => one.breach.id)).size).toBe(1)
      const { openBreaches } = await engagement.serviceFacts(
        'checkout-api',
        ['production'],
        { from: NOW - DAY, to: NOW },
        ['delivery'],
      )
      expect(openBreaches.map(({ identity, status }) => [identity, status])).toEqual([['same', 'open']])
    })

    test('move one step at a time, and gates see those that are not over', async () => {
      const { engagement } = bench.open()
      const opened = breach('b1', NOW)
      await engagement.openBreach(opened, 'one')
      const entry = (kind: 'acknowledged' | 'resolved' | 'reopened') => ({
        at: opened.opened_at,
        kind,
        by: { engine: true as const },
      })
      const seen = async (
        window = { from: NOW - DAY, to: NOW + DAY },
        families: readonly WindowFamily[] = ['delivery'],
      ) =>
        (await engagement.serviceFacts('checkout-api', ['production'], window, families)).openBreaches.map(
          ({ status }) => status,
        )
      const acknowledged = {
        ...opened,
        status: 'acknowledged' as const,
        timeline: [...opened.timeline, entry('acknowledged')],
      }
      expect(await engagement.moveBreach(acknowledged, 1)).toBe('moved')
      expect(await engagement.moveBreach({ ...acknowledged, display: 'late' }, 1)).toBe('stale')
      expect(await seen()).toEqual(['acknowledged'])
      expect(await seen({ from: NOW - 90 * DAY, to: NOW - 60 * DAY })).toEqual(['acknowledged'])
      expect(await seen({ from: NOW, to: NOW })).toEqual(['acknowledged'])
      for (const families of [[], ['reviews'], ['commits', 'delivery']] as WindowFamily[][])
        expect(await seen(undefined, families)).toEqual(['acknowledged'])
      const resolved = {
        ...acknowledged,
        status: 'resolved' as const,
        timeline: [...acknowledged.timeline, entry('resolved')],
      }
      expect(await engagement.moveBreach(resolved, 2)).toBe('moved')
      expect(await seen()).toEqual([])
      expect(
        await engagement.moveBreach(
          { ...resolved, status: 'open', timeline: [...resolved.timeline, entry('reopened')] },
          3,
        ),
      ).toBe('moved')
      expect(await seen()).toEqual(['open'])
      expect((await engagement.breach('b1'))?.timeline).toHaveLength(4)
      expect(await engagement.breach('absent')).toBeNull()
      expect(await engagement.moveBreach({ ...resolved, id: 'absent' }, 1)).toBe('stale')
    })

    test('are listed by when they opened', async () => {
      const { engagement } = bench.open()
      for (const i of [3, 1, 2]) await engagement.openBreach(breach(`b${i}`, NOW + i * DAY), `identity ${i}`)
      const ids = async (page: object) =>
        (await engagement.breaches({ limit: 9, after: null, descending: false, ...page })).items.map(({ id }) => id)
      expect(await ids({})).toEqual(['b1', 'b2', 'b3'])
      expect(await ids({ descending: true, limit: 2 })).toEqual(['b3', 'b2'])
      expect(await ids({ from: NOW + 2 * DAY, to: NOW + 3 * DAY })).toEqual(['b2'])
    })
  })

  describe('smaller records', () => {
    test('trend points come oldest first, or the newest few', async () => {
      const { engagement } = bench.open()
      const point = (i: number): TrendPoint => ({
        at: NOW + i,
        commit_sha: 'a'.repeat(40),
        evaluation_id: `e${i}`,
        values: { coverage: { value: i, display: '', samples: 1 } },
      })
      for (const i of [2, 0, 1]) await engagement.addTrend('checkout-api', point(i))
      expect(await engagement.trend('checkout-api', { from: NOW, to: NOW + 2 })).toEqual([point(0), point(1)])
      expect(await engagement.latestTrend('checkout-api', 2)).toEqual([point(2), point(1)])
      expect(await engagement.latestTrend('payments', 2)).toEqual([])
    })

    test('exemptions are so many a month, and one for each change', async () => {
      const { engagement } = bench.open()
      const use = (change: string, max = 2) => engagement.useExemption('2026-11', change, max)
      expect(await use('pr-1')).toEqual({ granted: true, used: 1 })
      expect(await use('pr-1')).toEqual({ granted: true, used: 1 })
      expect(
        (await Promise.all(['pr-2', 'pr-3', 'pr-4'].map((change) => use(change)))).filter(({ granted }) => granted),
      ).toHaveLength(1)
      expect(await use('pr-9')).toEqual({ granted: false, used: 2 })
      expect(await use('pr-1', 0)).toEqual({ granted: true, used: 2 })
      expect(await engagement.useExemption('2026-12', 'pr-9', 0)).toEqual({ granted: false, used: 0 })
      expect(await engagement.useExemption('2026-12', 'pr-9', 1)).toEqual({ granted: true, used: 1 })
    })
  })
}
