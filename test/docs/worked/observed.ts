import { BASE, commit, deployment, event, HEAD, pullRequest, type Worked, watched } from './worked.ts'

const MONTH = { window: 'calendar month' }

const state = (from: string, to: string, name: string) => event(to, 'availability', { from, to, state: name })

const gated = (at: string, word: string) => ({
  at,
  gate: { event: 'merge_group', commit_sha: commit(word), base_sha: BASE },
})

const merged = (at: string, sha: string) => ({
  at,
  gate: { event: 'push', ref: 'refs/heads/main', commit_sha: sha, base_sha: BASE, run: at },
})

/** Objectives about what something saw, what the gate did, and what a party reports. */
export const OBSERVED: Record<string, Worked> = {
  availability: {
    steps: [
      state('2026-12-01T00:00:00Z', '2026-12-09T20:00:00Z', 'up'),
      state('2026-12-09T20:00:00Z', '2026-12-09T20:30:00Z', 'down'),
      state('2026-12-09T20:30:00Z', '2026-12-15T09:00:00Z', 'up'),
    ],
    objective: { ...MONTH, target: '>= 99.9%' },
  },
  'error-budget-remaining': {
    steps: [
      state('2026-12-01T00:00:00Z', '2026-12-09T20:00:00Z', 'up'),
      state('2026-12-09T20:00:00Z', '2026-12-09T20:10:00Z', 'down'),
      state('2026-12-09T20:10:00Z', '2026-12-15T09:00:00Z', 'up'),
    ],
    also: { uptime: { indicator: 'availability', ...MONTH, target: '>= 99.9%', enforcement: 'warn' } },
    objective: { ...MONTH, target: '>= 25%' },
  },
  'burn-rate': {
    steps: [
      state('2026-12-01T00:00:00Z', '2026-12-09T20:00:00Z', 'up'),
      state('2026-12-09T20:00:00Z', '2026-12-09T20:10:00Z', 'down'),
      state('2026-12-09T20:10:00Z', '2026-12-15T09:00:00Z', 'up'),
    ],
    also: { uptime: { indicator: 'availability', ...MONTH, target: '>= 99.9%', enforcement: 'warn' } },
    objective: { ...MONTH, target: '<= 2x' },
  },
  'gate-coverage': {
    steps: [
      gated('2026-12-02T08:00:00Z', 'one'),
      pullRequest(318, '2026-12-02T09:00:00Z', 'merged', { merge_commit_sha: commit('one') }),
      deployment('1041', '2026-12-02T10:00:00Z', { commit_sha: commit('one') }),
      pullRequest(319, '2026-12-03T09:00:00Z', 'merged', { merge_commit_sha: commit('two') }),
      deployment('1042', '2026-12-03T10:00:00Z', { commit_sha: commit('two') }),
    ],
    objective: { ...MONTH, target: '>= 50%' },
  },
  'bypassed-gates': {
    steps: [
      event('2026-12-02T08:00:00Z', 'coverage', { commit_sha: HEAD, lines: { covered: 700, total: 1000 } }),
      merged('2026-12-02T08:01:00Z', HEAD),
      merged('2026-12-02T08:02:00Z', HEAD),
    ],
    also: { 'lines-covered': { indicator: 'coverage', target: '>= 75%', enforcement: 'block' } },
    objective: { ...MONTH, target: '== 0' },
  },
  'code-review-turnaround': {
    steps: [
      pullRequest(318, '2026-12-02T09:00:00Z', 'ready_for_review'),
      pullRequest(318, '2026-12-02T13:00:00Z', 'reviewed', { reviewer_party: 'client' }),
      pullRequest(319, '2026-12-03T09:00:00Z', 'ready_for_review'),
      pullRequest(319, '2026-12-03T11:00:00Z', 'approved', { reviewer_party: 'client' }),
      pullRequest(320, '2026-12-04T09:00:00Z', 'ready_for_review'),
      pullRequest(320, '2026-12-05T09:00:00Z', 'reviewed', { reviewer_party: 'client' }),
      watched('2026-12-01T00:00:00Z', '2026-12-15T09:00:00Z'),
    ],
    objective: { ...MONTH, target: '<= 8h', owed_by: 'client' },
  },
  'reported:csat': {
    steps: [
      event('2026-12-08T08:00:00Z', 'measurement', {
        ...{ indicator: 'reported:csat', value: 90, unit: '%', samples: 100 },
        ...{ from: '2026-12-01T00:00:00Z', to: '2026-12-08T00:00:00Z' },
      }),
      event('2026-12-15T08:00:00Z', 'measurement', {
        ...{ indicator: 'reported:csat', value: 80, unit: '%', samples: 300 },
        ...{ from: '2026-12-08T00:00:00Z', to: '2026-12-15T00:00:00Z' },
      }),
    ],
    objective: { ...MONTH, target: '>= 85%' },
  },
}
