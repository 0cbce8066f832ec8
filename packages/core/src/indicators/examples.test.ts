import { expect, test } from 'vitest'
import { plainUnit } from '../evaluation/counters.ts'
import { displayPlain } from '../evaluation/display.ts'
import { nameRef, subjectRef } from '../events/identity.ts'
import type { ChangeFact, WindowFact } from '../facts/facts.ts'
import { ratio } from '../number/ratio.ts'
import { deployment, gated, incident, measurement, observed, outage, review, shipped } from '../testing/facts.ts'
import { coverage, found, size, testRun } from '../testing/gate.ts'
import { measure } from '../testing/measure.ts'
import type { Asks } from './asks.ts'
import { indicator, indicatorCatalogue } from './catalogue.ts'
import { isChangeIndicator, type Measurement } from './indicator.ts'

/*
 * What the catalogue says as an example is worked out here by the engine: an example that nobody computes is wrong one day.
 */

const read = (key: string, measurement: Measurement): string => {
  const info = indicator(key)?.info ?? expect.fail(key)
  return measurement.kind === 'measured' ? displayPlain(measurement.value, plainUnit(info.unit)) : measurement.kind
}

const ofChange = (key: string, head: ChangeFact[], base?: ChangeFact[]): string => {
  const one = indicator(key)
  if (!one || !isChangeIndicator(one)) return expect.fail(key)
  const before = base ? { facts: base, baseline: { kind: 'base', commit_sha: 'b' } as const } : null
  return read(
    key,
    one.measure({ head, base: before, uncovered: undefined, minLines: 1, severities: null, category: null }),
  )
}

const ofWindow = (key: string, facts: WindowFact[], asks: Partial<Asks> = {}): string =>
  read(key, measure(key, facts, { asks }))

const day = (n: number, time = '10:00:00') => `2026-11-${String(n).padStart(2, '0')}T${time}Z`
const deployments = (count: number, perDay = 1) =>
  Array.from({ length: count }, (_, i) =>
    deployment(`d${i}`, `2026-11-${String(1 + Math.floor(i / perDay)).padStart(2, '0')}T0${i % perDay}:00:00Z`),
  )
const naming = (count: number) =>
  [0, 1, 1, 2]
    .slice(0, count + 1)
    .map((i, n) => incident(`i${n}`, day(28), { cause: subjectRef(`d${i}`), severity: 4 }))
const waited = (...hours: number[]) =>
  shipped(
    'd',
    day(20),
    hours.map((wait, i) => [`${i}`, new Date(Date.parse(day(20)) - wait * 3_600_000).toISOString()]),
  )
const lasted = (...minutes: number[]) =>
  minutes.flatMap((length, i) =>
    outage(`${i}`, day(i + 1), new Date(Date.parse(day(i + 1)) + length * 60_000).toISOString()),
  )
const detected = incident('i', day(10, '10:00:00'), { action: 'detected' })
const merged = { on: 'push', merged: true, verdict: 'fail', blockedBy: [nameRef('coverage')] } satisfies Partial<
  Parameters<typeof gated>[2]
>

const WORKED: Record<string, () => string[]> = {
  coverage: () => [ofChange('coverage', [coverage(780, 1_000)])],
  'coverage-branches': () => [
    ofChange('coverage-branches', [coverage(1, 1, { branches: { covered: 780, total: 1_000 } })]),
  ],
  'coverage-functions': () => [
    ofChange('coverage-functions', [coverage(1, 1, { functions: { covered: 780, total: 1_000 } })]),
  ],
  'patch-coverage': () => [ofChange('patch-coverage', [coverage(1, 1, { patch: { covered: 71, total: 100 } })])],
  'coverage-change': () => [
    ofChange('coverage-change', [coverage(796, 1_000)], [coverage(800, 1_000)]),
    ofChange('coverage-change', [coverage(390, 490)], [coverage(400, 500)]),
  ],
  'uncovered-lines': () => [ofChange('uncovered-lines', [coverage(780, 1_000)])],
  'test-failures': () => [ofChange('test-failures', [testRun(412, { failures: 2, errors: 1 })])],
  'test-pass-rate': () => [ofChange('test-pass-rate', [testRun(412, { failures: 4, skipped: 12 })])],
  'skipped-tests': () => [ofChange('skipped-tests', [testRun(412, { skipped: 12 })])],
  'change-size': () => [ofChange('change-size', [size(320, 45)])],
  findings: () => [ofChange('findings', [found({ critical: 1, high: 2 }), found({ info: 4 }, { tool: 'other' })])],
  'deployment-frequency': () => [
    ofWindow('deployment-frequency', deployments(42, 2)),
    ofWindow('deployment-frequency', [deployment('long ago', '2026-10-01T10:00:00Z')]),
  ],
  'lead-time-for-changes': () => [
    `median ${ofWindow('lead-time-for-changes', waited(1, 2, 5, 30))}`,
    `p95 ${ofWindow('lead-time-for-changes', waited(1, 2, 5, 30), { statistic: 'p95' })}`,
  ],
  'change-fail-rate': () => [ofWindow('change-fail-rate', [...deployments(20), ...naming(3)])],
  'failed-deployment-recovery-time': () => [
    ofWindow('failed-deployment-recovery-time', [
      deployment('bad', day(10, '10:00:00')),
      ...outage('x', day(10, '10:05:00'), day(10, '11:00:00'), { cause: subjectRef('bad') }),
      deployment('back', day(10, '10:25:00'), { rollsBack: subjectRef('bad') }),
    ]),
  ],
  'deployment-rework-rate': () => [
    ofWindow('deployment-rework-rate', [
      ...deployments(37, 2),
      ...['d1', 'd2'].map((id, i) =>
        deployment(`back${i}`, day(25 + i), { rollsBack: subjectRef(id), planned: false }),
      ),
      deployment('fix', day(28), { fixesIncident: subjectRef('x'), planned: false }),
    ]),
  ],
  'time-to-restore': () => [
    `median ${ofWindow('time-to-restore', lasted(20, 45, 360))}`,
    `each ${ofWindow('time-to-restore', lasted(20, 45, 360), { statistic: 'each' })}`,
  ],
  'time-to-detect': () => [
    ofWindow('time-to-detect', [
      incident('i', day(10, '10:00:00')),
      incident('i', day(10, '10:12:00'), { action: 'detected' }),
    ]),
  ],
  'time-to-acknowledge': () => [
    ofWindow('time-to-acknowledge', [
      detected,
      incident('i', day(10, '10:01:00'), { action: 'acknowledged', bot: true }),
      incident('i', day(10, '10:09:00'), { action: 'acknowledged' }),
    ]),
  ],
  'time-to-respond': () => [
    ofWindow('time-to-respond', [
      detected,
      incident('i', day(10, '10:05:00'), { action: 'acknowledged' }),
      incident('i', day(10, '10:25:00'), { action: 'responded' }),
    ]),
  ],
  'time-to-resolve': () => [
    ofWindow('time-to-resolve', [
      detected,
      incident('i', day(10, '10:30:00'), { action: 'paused' }),
      incident('i', day(10, '12:00:00'), { action: 'resumed' }),
      incident('i', day(10, '13:00:00'), { action: 'resolved' }),
    ]),
  ],
  availability: () => [
    ofWindow('availability', [
      observed('up', '2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z'),
      observed('down', day(3, '10:00:00'), day(3, '10:43:12')),
    ]),
  ],
  'error-budget-remaining': () => [
    ofWindow(
      'error-budget-remaining',
      [
        observed('up', '2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z'),
        observed('down', day(3, '10:00:00'), day(3, '10:10:48')),
      ],
      { allowedShare: ratio(1, 1_000) },
    ),
  ],
  'burn-rate': () => [
    ofWindow(
      'burn-rate',
      [
        observed('up', '2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z'),
        observed('down', day(3, '10:00:00'), day(3, '11:26:24')),
      ],
      { allowedShare: ratio(1, 1_000) },
    ),
  ],
  'gate-coverage': () => [
    ofWindow(
      'gate-coverage',
      Array.from({ length: 20 }, (_, i) => [
        ...(i === 0 ? [] : [gated(`c${i}`, day(1, '08:00:00'))]),
        ...shipped(`d${i}`, day(i + 2), [[`c${i}`, day(1, '07:00:00')]]),
      ]).flat(),
    ),
  ],
  'bypassed-gates': () => [
    ofWindow('bypassed-gates', [gated('a', day(2), merged), gated('a', day(3), merged), gated('b', day(4), merged)]),
  ],
  'code-review-turnaround': () => [
    ofWindow(
      'code-review-turnaround',
      [
        review(1, 'ready_for_review', day(9, '10:00:00')),
        review(1, 'reviewed', day(9, '10:01:00'), { bot: true }),
        review(1, 'reviewed', day(9, '16:30:00'), { reviewer: 'client' }),
      ],
      { owedBy: 'client' },
    ),
  ],
  'reported:<name>': () => [
    ofWindow(
      'reported:anything',
      [
        measurement('reported:anything', 40, day(3), { samples: 100, unit: 'points' }),
        measurement('reported:anything', 60, day(4), { samples: 300, unit: 'points' }),
      ],
      { unit: 'points' },
    ),
  ],
}

/** What the parties themselves have worked out is no sum of ours. */
const isPreset = (key: string) => key.startsWith('reported:') && key !== 'reported:<name>'

test.each(indicatorCatalogue.filter(({ key }) => !isPreset(key)).map((info) => [info.key, info] as const))(
  'the example of %s is what the engine makes of it',
  (key, { example }) => {
    const worked = WORKED[key]?.() ?? []
    expect(worked).not.toEqual([])
    expect(worked.filter((text) => !example.includes(text))).toEqual([])
  },
)
