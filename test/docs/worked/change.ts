import { BASE, event, HEAD, pullRequest, type Worked } from './worked.ts'

const AT = '2026-12-14T10:00:00Z'
const push = { event: 'push', commit_sha: HEAD, base_sha: BASE }

const coverage = (more: Record<string, unknown>) =>
  event(AT, 'coverage', { commit_sha: HEAD, lines: { covered: 780, total: 1000 }, ...more })
const tests = event(AT, 'test_run', { commit_sha: HEAD, tests: 412, failures: 2, errors: 1, skipped: 12 })

/** Objectives that are judged on one change. */
export const CHANGE: Record<string, Worked> = {
  coverage: { steps: [coverage({})], objective: { target: '>= 75%' }, gate: push },
  'coverage-branches': {
    steps: [coverage({ branches: { covered: 310, total: 500 } })],
    objective: { target: '>= 60%' },
    gate: push,
  },
  'coverage-functions': {
    steps: [coverage({ functions: { covered: 171, total: 190 } })],
    objective: { target: '>= 95%' },
    gate: push,
  },
  'patch-coverage': {
    steps: [coverage({ patch: { covered: 17, total: 24 } })],
    objective: { target: '>= 80%', min_lines: 5 },
    gate: push,
  },
  'coverage-change': {
    steps: [
      event('2026-12-14T09:00:00Z', 'coverage', { commit_sha: BASE, lines: { covered: 800, total: 1000 } }),
      event(AT, 'coverage', { commit_sha: HEAD, lines: { covered: 804, total: 1010 } }),
    ],
    objective: { target: '>= -0.5pp' },
    gate: push,
  },
  'uncovered-lines': { steps: [coverage({})], objective: { target: '<= 250' }, gate: push },
  'test-failures': { steps: [tests], objective: { target: '== 0' }, gate: push },
  'test-pass-rate': { steps: [tests], objective: { target: '>= 99%' }, gate: push },
  'skipped-tests': { steps: [tests], objective: { target: '<= 20' }, gate: push },
  'change-size': {
    steps: [pullRequest(318, AT, 'opened', { additions: 310, deletions: 45 })],
    objective: { target: '<= 400' },
    gate: {
      event: 'pull_request',
      commit_sha: HEAD,
      base_sha: BASE,
      pull_request: { number: 318, title: 'Round totals up', author: 'northwind' },
    },
  },
  findings: {
    steps: [
      event(AT, 'findings', {
        commit_sha: HEAD,
        tool: 'CodeQL',
        category: 'security',
        by_severity: { high: 1, low: 4 },
      }),
      event(AT, 'findings', { commit_sha: HEAD, tool: 'gitleaks', category: 'secrets', by_severity: {} }),
    ],
    objective: { target: '== 0', severity: ['critical', 'high'] },
    gate: push,
  },
}
