import { type Breach, DAY, type WindowFamily } from '@plumbline/core'
import { describe, expect, test } from 'vitest'
import type { TrendPoint } from '../../values.ts'
import { commitNow, putBreach } from '../decided.ts'
import type { Suite } from '../engines.ts'
import { breach, evaluation, exemptionGrant } from '../records.ts'
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
    test('open once for what makes them one', async () => {
      const { engagement } = bench.open()
      expect(await putBreach(engagement, breach('b1', NOW), 'same')).toBe('written')
      expect(await putBreach(engagement, breach('b2', NOW), 'same')).toBe('stale')
      expect(await putBreach(engagement, breach('b1', NOW), 'other')).toBe('stale')
      expect((await engagement.breachByIdentity('same'))?.id).toBe('b1')
      expect(await engagement.breachByIdentity('other')).toBeNull()
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
      const move = (next: Breach, readTimelineLength: number) =>
        commitNow(engagement, [{ kind: 'move_breach', breach: next, readTimelineLength }])
      await putBreach(engagement, opened, 'one')
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
      expect(await move(acknowledged, 1)).toBe('written')
      expect(await move({ ...acknowledged, display: 'late' }, 1)).toBe('stale')
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
      expect(await move(resolved, 2)).toBe('written')
      expect(await seen()).toEqual([])
      expect(await move({ ...resolved, status: 'open', timeline: [...resolved.timeline, entry('reopened')] }, 3)).toBe(
        'written',
      )
      expect(await seen()).toEqual(['open'])
      expect((await engagement.breach('b1'))?.timeline).toHaveLength(4)
      expect(await engagement.breach('absent')).toBeNull()
      expect(await move({ ...resolved, id: 'absent' }, 1)).toBe('stale')
    })

    test('are listed by when they opened', async () => {
      const { engagement } = bench.open()
      for (const i of [3, 1, 2]) await putBreach(engagement, breach(`b${i}`, NOW + i * DAY), `identity ${i}`)
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

    test('exemptions are a set of changes for each month', async () => {
      const { engagement } = bench.open()
      const use = (month: string, change: string) =>
        commitNow(engagement, [{ kind: 'use_exemption', grant: exemptionGrant(month, change) }])
      expect(await engagement.exemptions('2026-11')).toEqual([])
      expect(await use('2026-11', 'pr-1')).toBe('written')
      expect(await use('2026-11', 'pr-1')).toBe('stale')
      expect(await use('2026-11', 'pr-2')).toBe('written')
      expect(await use('2026-12', 'pr-3')).toBe('written')
      expect((await engagement.exemptions('2026-11')).toSorted()).toEqual(['pr-1', 'pr-2'])
    })

    test('a change uses one exemption, in whatever month, and what it used is kept', async () => {
      const { engagement } = bench.open()
      const use = (month: string) =>
        commitNow(engagement, [{ kind: 'use_exemption', grant: exemptionGrant(month, 'shop pr-1') }])
      expect(await engagement.exemptionOf('shop pr-1')).toBeNull()
      expect(await use('2026-11')).toBe('written')
      expect(await use('2026-12')).toBe('stale')
      expect(await engagement.exemptions('2026-12')).toEqual([])
      expect(await engagement.exemptionOf('shop pr-1')).toEqual(exemptionGrant('2026-11', 'shop pr-1'))
      expect(await engagement.exemptionOf('shop pr-11')).toBeNull()
    })
  })
}
