import { describe, expect, test } from 'vitest'
import type { Phase } from '../agreement/terms.ts'
import type { Awaited } from '../baselines/resolve.ts'
import { at, objective, version } from '../testing/agreement.ts'
import { gate, only } from '../testing/gate.ts'
import { MONTH } from '../testing/window.ts'
import { awaitedWords } from './waiting.ts'

const UNTIL = at('2026-12-01')
const PHASE = { name: 'baseline', until: UNTIL }
const words = (own: Partial<Awaited>, now = UNTIL) =>
  awaitedWords({ kind: 'awaited', phase: PHASE, ahead: true, baseline: null, ...own }, 'UTC', now)
const frozen = (samples: number, needed?: number) =>
  ({ samples, ...(needed === undefined ? {} : { needed }) }) as Awaited['baseline']

describe('rule 14: a missing baseline says why', () => {
  test.each([
    { own: { phase: null }, now: UNTIL, is: 'no phase ends, so that no baseline is ever frozen' },
    { own: {}, now: UNTIL - 1, is: 'phase baseline ends 1 Dec 2026; its figures become the baseline' },
    { own: {}, now: UNTIL, is: 'phase baseline ended 1 Dec 2026; its figures are being frozen' },
    { own: { ahead: false }, now: UNTIL, is: 'phase baseline ended 1 Dec 2026' },
    {
      own: { baseline: frozen(4, 5) },
      now: UNTIL,
      is: 'phase baseline ended 1 Dec 2026 without a baseline: 4 of 5 samples needed',
    },
    {
      own: { baseline: frozen(5, 5) },
      now: UNTIL,
      is: 'phase baseline ended 1 Dec 2026 without a baseline: nothing was measured in it',
    },
    {
      own: { baseline: frozen(0) },
      now: UNTIL,
      is: 'phase baseline ended 1 Dec 2026 without a baseline: nothing was measured in it',
    },
  ])('$is', ({ own, now, is }) => expect(words(own, now)).toBe(is))
})

describe('an objective that waits for its baseline', () => {
  const RESTORE = objective({
    id: 'restore',
    indicator: 'time-to-restore',
    target: { kind: 'relative', change: { kind: 'same' }, text: '<=  baseline +10%' },
    window: MONTH,
    blockOn: ['deployment'],
    release: { kind: 'next_window' },
    onNoData: 'fail',
  })
  const result = (phases: Phase[], event: 'deployment' | 'push' = 'deployment') => {
    const evaluation = gate({
      versions: [version(1, '2026-11-01', { objectives: [RESTORE], phases })],
      now: '2026-11-20',
      request: { event },
    })
    return { verdict: evaluation.verdict, ...only(evaluation) }
  }
  test('is nobody’s fault while it takes only time', () => {
    const waiting = result([{ name: 'baseline', days: 30, enforce: 'as-agreed' }])
    expect(waiting).toMatchObject({
      verdict: 'pass',
      status: 'no_data',
      no_data_reason: 'no_baseline',
      blocking: false,
      target: '<= baseline +10 %',
      baseline_due: { phase: 'baseline', until: '2026-12-01T00:00:00.000Z' },
    })
    expect(waiting).not.toHaveProperty('baseline')
  })
  test('of which none will ever come blocks what was agreed to be blocked without data, and nothing else', () => {
    expect(result([])).toMatchObject({ verdict: 'fail', blocking: true })
    expect(result([])).not.toHaveProperty('baseline_due')
    expect(result([], 'push')).toMatchObject({ verdict: 'warn', blocking: false, not_blocking: 'not_on_this_event' })
  })
})
