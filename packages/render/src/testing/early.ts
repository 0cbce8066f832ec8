import type { ObjectiveResult } from '@plumbline/core'
import { failRateMet, november, unmeasured, whole } from './objectives.ts'

/** Few events: how far the truth may lie, what is left, and where it is going. */
export const failRateGoing: ObjectiveResult = {
  ...failRateMet,
  interval: { low: 2.786, high: 30.1 },
  budget: {
    unit: 'count',
    allowed: 3,
    used: 2,
    remaining: 1,
    remaining_percent: 33.3,
    burn_rate: 0.66,
    in_words: '2 of 3 allowed failures used',
  },
  forecast: { breaches_at: '2026-11-30T09:00:00.000Z', in_words: 'at this pace it breaches in about 6 days' },
}

/** Met, but too fast lately. */
export const uptimeBurning: ObjectiveResult = whole({
  id: 'uptime',
  clause: '5.6',
  title: 'Checkout is up',
  indicator: 'availability',
  scope: 'window',
  status: 'at_risk',
  enforcement: 'warn',
  value: 99.95,
  display: '99.9 %',
  target: '≥ 99.9 %',
  target_bounds: { op: '>=', value: 99.9 },
  margin: '0.0 pp left',
  samples: 31,
  budget: {
    unit: 's',
    allowed: 2_592,
    used: 1_000,
    remaining: 1_592,
    remaining_percent: 61.4,
    burn_rate: 0.5,
    in_words: '16 min 40 s of 43 min 12 s allowed downtime used',
    burning: { long: 'PT1H', short: 'PT5M', factor: 14.4, long_rate: 50, short_rate: 120 },
  },
  window: november,
  evidence: { formula: 'down 16 min 40 s of 560 h observed' },
})

/** A target made of what was frozen at the end of a phase. */
export const restoreRelative: ObjectiveResult = whole({
  id: 'restore',
  clause: null,
  title: 'Restoring takes a third less',
  indicator: 'time-to-restore',
  unit: 's',
  scope: 'window',
  enforcement: 'warn',
  status: 'breached',
  not_blocking: 'warns_only',
  statistic: 'median',
  value: 21_600,
  display: '6 h',
  target: '≤ 5 h 59 min 48 s (improve 30 % from baseline 8 h 34 min)',
  target_bounds: { op: '<=', value: 21_588 },
  margin: '12 s over',
  samples: 3,
  baseline: {
    id: 'bl_0a1b2c',
    phase: 'baseline',
    from: '2026-09-01T04:00:00.000Z',
    until: '2026-10-01T04:00:00.000Z',
    value: 30_840,
    display: '8 h 34 min',
    samples: 12,
  },
  window: november,
  evidence: { formula: 'median of 3 incidents' },
})

/** The phase goes on: nothing is judged yet. */
export const reviewWaiting: ObjectiveResult = unmeasured({
  id: 'review-time',
  clause: null,
  title: 'Acme reviews sooner',
  indicator: 'code-review-turnaround',
  unit: 's',
  scope: 'window',
  enforcement: 'warn',
  no_data_reason: 'no_baseline',
  target: 'improve 30 % from baseline',
  target_bounds: { relative: 'improve 30% from baseline' },
  baseline_due: { phase: 'optimise', until: '2027-01-29T05:00:00.000Z' },
  window: november,
  evidence: { formula: 'phase optimise ends 29 Jan 2027; its figures become the baseline' },
})
