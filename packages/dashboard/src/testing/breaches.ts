import type { Event } from '@plumbline/core'
import { breach, failRateMissed } from '@plumbline/render/testing'
import type { BreachView } from '../breach/view.ts'
import type { BreachListRow, BreachListView } from '../breaches/view.ts'
import type { EventView } from '../event/view.ts'
import { view as status } from './views.ts'

const { engagement, title, example, agreement, at } = status
export const frame = {
  engagement,
  title,
  example,
  agreement,
  at,
  viewer: { party: 'client', name: 'Acme, operations' },
  sign_out: '/sign-out',
} as const

const CLIENT = { party: 'client', key: 'k1', name: 'Acme, operations' } as const
const VENDOR = { party: 'vendor', key: 'k2', name: 'Northwind, delivery' } as const

export const deployment: Event = {
  type: 'deployment',
  id: 'run-7',
  source: 'github.com/acme/checkout-api/actions',
  time: '2026-11-20T10:00:00.000Z',
  service: 'checkout-api',
  data: {
    deployment_id: 'd-7',
    status: 'failure',
    finished_at: '2026-11-20T10:00:00.000Z',
    commit_sha: 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334',
    url: 'https://ci.acme.example/run/7',
  },
}

/** A breach with something of each kind in its story. */
export const breachView: BreachView = {
  ...frame,
  breach: breach({
    status: 'acknowledged',
    acknowledged_at: '2026-11-21T11:00:00.000Z',
    opened_by: {
      ...failRateMissed,
      evidence: {
        ...failRateMissed.evidence,
        events: ['00000000000000a1', '00000000000000a2', '00000000000000a3'],
        failed: [{ deployment: '00000000000000a1', rule: 'status', by: ['00000000000000a1'] }],
      },
    },
    timeline: [
      {
        at: '2026-11-21T10:30:00.000Z',
        kind: 'opened',
        by: { engine: true },
        display: '16.7 %',
        evaluation_id: 'ev_1',
      },
      { at: '2026-11-21T11:00:00.000Z', kind: 'acknowledged', by: VENDOR, note: 'Seen.' },
      { at: '2026-11-21T12:00:00.000Z', kind: 'noted', by: CLIENT, note: 'First line\nsecond line' },
      {
        at: '2026-11-21T13:00:00.000Z',
        kind: 'root_cause',
        by: VENDOR,
        note: 'The pool ran dry.',
        cause: { category: 'capacity', attribution: 'third_party' },
      },
    ],
  }),
  indicator: { title: 'Change fail rate', formula: 'failed / deployments' },
  opened: new Map([['00000000000000a1', deployment]]),
  intervals: null,
  decisions: { dispute: null, waivers: [] },
  forms: {
    token: 'token',
    acknowledge: false,
    may: { dispute: false, answer: false, rule: false, withdraw: false, waiver: false, answerWaivers: [] },
    resolving: null,
    failed: null,
  },
}

const rowOf = (changes: Parameters<typeof breach>[0]): BreachListRow => {
  const { opened_by: _, timeline: __, ...row } = breach(changes)
  return row
}

export const listView: BreachListView = {
  ...frame,
  asked: {},
  period: {},
  mistakes: [],
  rows: [
    rowOf({}),
    rowOf({ id: 'br_2', status: 'resolved', resolved_at: '2026-11-22T10:30:00.000Z', severity: 'sev1' }),
    rowOf({ id: 'br_3', contractual: false, environment: 'canary', pr: 417, commit_sha: 'a'.repeat(40) }),
  ],
  older: 'cursor-of-older',
  newer: 'cursor-of-newer',
  counts: {
    breaches: 3,
    open: 2,
    resolved: 1,
    set_aside: 0,
    contractual: 2,
    contractual_open: 1,
    resolution: { samples: 1, mean: 86_400_000, median: 86_400_000 },
    stopped_at_the_gate: 12,
    truncated_before: null,
  },
  choices: {
    services: ['checkout-api', 'payments'],
    objectives: [{ id: 'change-fail-rate', title: 'Few deployments fail' }],
    indicators: ['change-fail-rate'],
    environments: ['production'],
    versions: [1, 2],
  },
}

export const eventView: EventView = {
  ...frame,
  reference: '00000000000000a1',
  event: deployment,
  received_at: '2026-11-20T10:00:05.000Z',
  received_from: { party: 'vendor', key_id: 'k2' },
  counted_in: ['change-fail-rate'],
  hidden: false,
}
