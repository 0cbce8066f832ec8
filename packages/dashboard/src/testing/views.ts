import {
  agreement,
  breach,
  coverageChange,
  failingTests,
  failRateMet,
  failRateMissed,
  frequency,
  objective,
  patchMissed,
  unmeasured,
  whole,
} from '@plumbline/render/testing'
import type { StatusView } from '../view.ts'

const sha = 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334'

const merged = { ...patchMissed, blocking: true }
const noReport = unmeasured({
  no_data_reason: 'no_report',
  evidence: { formula: 'no coverage report for this commit' },
})
const tooFew = unmeasured({
  ...failRateMet,
  no_data_reason: 'too_few_samples',
  samples: 5,
  needed: 7,
  evidence: { formula: '5 deployments, also with the two months before' },
})
const fromClient = whole({
  id: 'review-time',
  clause: '7.1',
  title: 'Acme reviews within a working day',
  indicator: 'code-review-turnaround',
  scope: 'window',
  owed_by: 'client',
  value: 21_600,
  display: '6 h',
  target: '≤ 8 h',
  target_bounds: { op: '<=', value: 28_800 },
  margin: '2 h left',
  samples: 31,
  evidence: { formula: 'median of 31 first reviews' },
})

/** A page with something of each kind. */
export const view: StatusView = {
  engagement: 'acme-checkout',
  title: 'Acme and Northwind, checkout platform',
  example: true,
  agreement: { ...agreement, phase: { name: 'optimise', until: '2027-01-29T05:00:00.000Z' } },
  at: '2026-11-24T15:04:05.000Z',
  services: [
    {
      service: 'checkout-api',
      objectives: [failRateMissed, coverageChange, objective(), failingTests, frequency, fromClient],
      notes: [],
      not_judged: [{ id: 'uptime', indicator: 'availability', reason: 'indicator_not_available' }],
      last_merge: { evaluation_id: 'ev_1', commit_sha: sha, at: '2026-11-24T13:00:00.000Z' },
    },
    { service: 'storefront', objectives: [merged, tooFew, failingTests, frequency], notes: [], last_merge: null },
    { service: 'tax-rates', objectives: [noReport, failingTests, failRateMet], notes: [] },
  ],
  breaches: [
    breach(),
    breach({
      id: 'br_2',
      objective: 'patch-coverage',
      title: 'Tests cover the lines a change adds',
      service: 'storefront',
      scope: 'change',
      status: 'acknowledged',
      commit_sha: sha,
      pr: 417,
      display: '70.6 %',
      target: '≥ 80 %',
      opened_at: '2026-11-23T09:00:00.000Z',
    }),
  ],
  evaluations: [
    {
      id: 'ev_1',
      at: '2026-11-24T14:50:00.000Z',
      service: 'checkout-api',
      event: 'pull_request',
      commit_sha: sha,
      verdict: 'fail',
      pull_request: { number: 418, title: 'Tax rates', author: 'sam' },
    },
    {
      id: 'ev_2',
      at: '2026-11-24T13:00:00.000Z',
      service: 'checkout-api',
      event: 'push',
      commit_sha: sha,
      verdict: 'pass',
    },
    {
      id: 'ev_3',
      at: '2026-11-23T13:00:00.000Z',
      service: 'storefront',
      event: 'deployment',
      commit_sha: sha,
      verdict: 'warn',
    },
  ],
}

export const empty: StatusView = {
  ...view,
  agreement: null,
  services: [],
  breaches: [],
  evaluations: [],
  example: false,
}
