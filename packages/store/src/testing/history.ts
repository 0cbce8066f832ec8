import { createHash } from 'node:crypto'
import {
  type Admitted,
  admit,
  DAY,
  Event,
  formatInstant,
  HOUR,
  type Instant,
  MINUTE,
  type Party,
} from '@plumbline/core'

/** Numbers from 0 to 1 that are the same in every run. */
export const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export const SOURCE = 'github.com/acme/checkout-api/actions'
const PAGER = 'pagerduty.com/acme'

export const sha = (text: string) => createHash('sha1').update(text).digest('hex')

/** As the API would admit it: validated, then admitted for its sender's party. */
export const admitted = (event: object, party: Party = 'vendor'): Admitted => admit(Event.parse(event), party)

/** One deployment, so many days before `now`. */
export const deployed = (now: Instant, id: string, day: number, corrects?: string): Admitted =>
  admitted({
    type: 'deployment',
    id,
    source: SOURCE,
    time: formatInstant(now - day * DAY),
    service: 'checkout-api',
    ...(corrects ? { corrects } : {}),
    data: { deployment_id: id, status: 'success', finished_at: formatInstant(now - day * DAY), commit_sha: sha(id) },
  })

export type Shape = {
  service: string
  deployments: number
  incidentActions: number
  changeEvents: number
  /** Commits that each deployment names; 0: none, and the deployment is told by one fact. */
  commits: number
  /** Actions on pull requests, four on each. */
  pullRequestActions: number
  /** Availability, heartbeats, measurements and findings, in turn. */
  observations: number
}

/** The day the write budget is about. */
export const DAY_OF_50: Shape = {
  service: 'checkout-api',
  deployments: 10,
  incidentActions: 5,
  changeEvents: 35,
  commits: 0,
  pullRequestActions: 0,
  observations: 0,
}

/** A day on which everything is sent that there is. */
export const FULL_DAY: Shape = { ...DAY_OF_50, commits: 3, pullRequestActions: 40, observations: 12 }

const ACTIONS = ['started', 'acknowledged', 'responded', 'mitigated', 'resolved'] as const

const deployment = (shape: Shape, name: string, at: Instant, random: () => number) => ({
  type: 'deployment',
  id: `gh-${name}-1`,
  source: SOURCE,
  time: formatInstant(at),
  service: shape.service,
  environment: 'production',
  data: {
    deployment_id: `deploy-${name}`,
    status: random() < 0.1 ? 'failure' : 'success',
    started_at: formatInstant(at - 4 * MINUTE),
    finished_at: formatInstant(at),
    commit_sha: sha(name),
    ...(shape.commits > 0
      ? {
          commits: Array.from({ length: shape.commits }, (_, i) => ({
            sha: sha(`${name} ${i}`),
            committed_at: formatInstant(at - (i + 1) * HOUR),
          })),
        }
      : {}),
    url: `https://github.com/acme/checkout-api/actions/runs/${Math.floor(random() * 1e10)}`,
    ...(random() < 0.05 ? { rolls_back: `deploy-${name}-before` } : {}),
  },
})

const incident = (shape: Shape, name: string, action: (typeof ACTIONS)[number], at: Instant) => ({
  type: 'incident',
  id: `pd-${name}-${action}`,
  source: PAGER,
  time: formatInstant(at),
  service: shape.service,
  data: {
    incident_id: `INC-${name}`,
    severity: 'sev2',
    action,
    at: formatInstant(at),
    title: 'Orders are not confirmed',
    ...(action === 'resolved' ? { caused_by_deployment: `deploy-${name}` } : {}),
  },
})

const coverage = (shape: Shape, name: string, flag: string, at: Instant, random: () => number) => ({
  type: 'coverage',
  id: `gh-${name}-coverage-${flag}`,
  source: SOURCE,
  time: formatInstant(at),
  service: shape.service,
  data: {
    commit_sha: sha(name),
    branch: 'main',
    flag,
    lines: { covered: 8_000 + Math.floor(random() * 900), total: 9_000 },
    branches: { covered: 900, total: 1_200 },
    patch: { covered: 40, total: 50, uncovered: [{ path: 'src/orders/confirm.ts', lines: [12, 13, 14, 40] }] },
  },
})

const testRun = (shape: Shape, name: string, flag: string, at: Instant) => ({
  type: 'test_run',
  id: `gh-${name}-tests-${flag}`,
  source: SOURCE,
  time: formatInstant(at),
  service: shape.service,
  data: { commit_sha: sha(name), flag, tests: 812, failures: 0, errors: 0, skipped: 3, duration_ms: 81_233 },
})

const REVIEW_ACTIONS = ['opened', 'reviewed', 'approved', 'merged'] as const

const pullRequest = (shape: Shape, name: string, i: number, at: Instant) => {
  const action = REVIEW_ACTIONS[i % REVIEW_ACTIONS.length] ?? 'opened'
  const number = 1 + Math.floor(i / REVIEW_ACTIONS.length)
  return {
    type: 'pull_request',
    id: `pr-${name}-${number}-${action}`,
    source: 'github.com/acme/checkout-api',
    time: formatInstant(at),
    service: shape.service,
    data: {
      number,
      action,
      at: formatInstant(at),
      additions: 120,
      deletions: 14,
      ...(action === 'merged' ? { merge_commit_sha: sha(`${name} ${number}`) } : { reviewer_party: 'client' }),
    },
  }
}

const OBSERVED = ['availability', 'heartbeat', 'measurement', 'findings'] as const

const observed = (shape: Shape, name: string, i: number, at: Instant) => {
  const type = OBSERVED[i % OBSERVED.length] ?? 'heartbeat'
  const span = { from: formatInstant(at - HOUR), to: formatInstant(at) }
  const data = {
    availability: { ...span, state: 'up' },
    heartbeat: span,
    measurement: { ...span, indicator: 'reported:csat', value: 4.5, unit: 'points', samples: 30 },
    findings: { commit_sha: sha(`${name} ${i}`), tool: 'semgrep', by_severity: { high: 1, low: 4 } },
  }[type]
  return {
    type,
    id: `${type}-${name}-${i}`,
    source: 'probe.acme.example',
    time: formatInstant(at),
    service: shape.service,
    data,
  }
}

/** One day of a service, in order of time. Two flags of coverage and tests for each commit, so four events each. */
export const dayOf = (shape: Shape, day: Instant, random: () => number): Admitted[] => {
  const name = (i: number) => `${formatInstant(day).slice(0, 10)}-${i}`
  const times = (count: number) =>
    Array.from({ length: count }, () => day + Math.floor(random() * DAY)).sort((a, b) => a - b)
  const events: object[] = [
    ...times(shape.deployments).map((at, i) => deployment(shape, name(i), at, random)),
    ...times(shape.incidentActions).map((at, i) =>
      incident(shape, name(Math.floor(i / ACTIONS.length)), ACTIONS[i % ACTIONS.length] ?? 'started', at),
    ),
    ...times(shape.changeEvents).map((at, i) => {
      const flag = i % 4 < 2 ? 'unit' : 'integration'
      const commit = `${name(Math.floor(i / 4))}-commit`
      return i % 2 === 0 ? coverage(shape, commit, flag, at, random) : testRun(shape, commit, flag, at)
    }),
    ...times(shape.pullRequestActions).map((at, i) => pullRequest(shape, name(0), i, at)),
    ...times(shape.observations).map((at, i) => observed(shape, name(0), i, at)),
  ]
  return events.map((event) => admitted(event)).sort((a, b) => (a.event.time < b.event.time ? -1 : 1))
}

/** So many whole days that end with the day before `end`. */
export const daysOf = (shape: Shape, end: Instant, days: number, seed = 1): Admitted[] => {
  const random = seeded(seed)
  return Array.from({ length: days }, (_, i) => dayOf(shape, end - (days - i) * DAY, random)).flat()
}
