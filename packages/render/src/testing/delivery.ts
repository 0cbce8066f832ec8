import type { Comparison } from '@plumbline/core'
import { at, november, objective, unmeasured, whole } from './objectives.ts'

/** Results of how software is delivered and run: durations, nothing that happened, and what parties report. */

const hours = (op: Comparison, count: number, target: string) => at(op, count * 3_600, target)

/** One incident has been restored, and one goes on past its target. */
export const restoreMissed = whole({
  id: 'time-to-restore',
  clause: '6.1',
  title: 'Production is restored within four hours',
  indicator: 'time-to-restore',
  unit: 's',
  scope: 'window',
  status: 'breached',
  enforcement: 'warn',
  not_blocking: 'warns_only',
  statistic: 'each',
  value: 20_101,
  display: '5 h 35 min 1 s',
  ...hours('<=', 4, '≤ 4 h'),
  margin: '1 h 35 min 1 s over',
  samples: 2,
  window: november,
  trend: [3_600, 5_400, 20_101].map((value, month) => ({ at: `2026-0${month + 7}-01T00:00:00.000Z`, value })),
  counter: [
    { indicator: 'reopened-incidents', title: 'Reopened incidents', display: '1' },
    { indicator: 'downgraded-incidents', title: 'Downgraded incidents', display: '0' },
  ],
  evidence: {
    formula: 'longest of 2 incidents, 1 of them still open and counted with its age',
    events: ['1010101010101010', '2020202020202020'],
    case: { events: ['2020202020202020'], value: 20_101 },
    open: [{ events: ['2020202020202020'], value: 20_101 }],
    not_counted: [{ event: '3030303030303030', reason: 'negative_span' }],
  },
})

export const leadTime = whole({
  id: 'lead-time',
  clause: null,
  title: 'Lead time for changes',
  indicator: 'lead-time-for-changes',
  unit: 's',
  scope: 'window',
  enforcement: 'warn',
  statistic: 'p90',
  value: 81_000,
  display: '22 h 30 min',
  ...hours('<=', 48, '≤ 48 h'),
  margin: '25 h 30 min left',
  samples: 41,
  window: november,
  counter: [{ indicator: 'change-fail-rate', title: 'Change fail rate', display: '16.7 %' }],
  evidence: {
    formula: 'p90 of 41 commits',
    events: ['1111111111111111', '2222222222222222'],
    case: { events: ['1111111111111111'], value: 81_000, commit: 'a1b2c3d4e5f6' },
    not_counted: [{ event: '4040404040404040', reason: 'first_deployment' }],
  },
})

/** Nothing failed, in a time that was watched. */
export const nothingFailed = whole({
  id: 'recovery',
  clause: null,
  title: 'Failed deployment recovery time',
  indicator: 'failed-deployment-recovery-time',
  unit: 's',
  scope: 'window',
  enforcement: 'warn',
  value: null,
  display: '0 cases',
  ...hours('<=', 1, '≤ 1 h'),
  margin: '',
  samples: 0,
  window: november,
  evidence: { formula: 'no failed deployments, in a time that was watched' },
})

export const uptimeUnreported = unmeasured({
  id: 'uptime',
  clause: '7.1',
  title: 'Availability',
  indicator: 'availability',
  scope: 'window',
  enforcement: 'warn',
  not_blocking: 'warns_only',
  no_data_reason: 'unreported',
  ...at('>=', 99.9, '≥ 99.9 %'),
  window: november,
  evidence: { formula: 'a source that the agreement names has reported nothing in this window' },
})

export const satisfaction = whole({
  id: 'csat',
  clause: null,
  title: 'Customer satisfaction',
  indicator: 'reported:csat',
  scope: 'window',
  enforcement: 'warn',
  statistic: 'mean',
  value: 82,
  ...at('>=', 80, '≥ 80 %'),
  owed_by: 'client',
  samples: 200,
  window: november,
  evidence: { formula: 'one report, by the client itself', events: ['5050505050505050'], reported_by: ['client'] },
})

export const gatesMissed = objective({
  id: 'gates',
  clause: null,
  title: 'Deployments gated before the merge',
  indicator: 'gate-coverage',
  scope: 'window',
  status: 'breached',
  enforcement: 'warn',
  not_blocking: 'warns_only',
  value: 95,
  display: '95.0 %',
  ...at('>=', 99, '≥ 99 %'),
  margin: '4.0 pp short',
  samples: 20,
  numerator: 19,
  denominator: 20,
  window: november,
  evidence: {
    formula: '19 of 20 deployments shipped only commits that were gated before the merge',
    events: ['1111111111111111'],
    more: 19,
    ungated: [
      { deployment: '1111111111111111', commit: 'c0ffee112233' },
      { deployment: '2222222222222222', commit: null },
    ],
  },
})
