import type { Event, EventOf, EventType } from './schema.ts'

type Told = Exclude<EventType, 'deployment' | 'pull_request' | 'measurement'>

const CLOCKS = ['time-to-detect', 'time-to-acknowledge', 'time-to-respond', 'time-to-resolve']

const BY_TYPE: Record<Told, readonly string[]> = {
  incident: [
    'change-fail-rate',
    'failed-deployment-recovery-time',
    'deployment-rework-rate',
    'time-to-restore',
    ...CLOCKS,
  ],
  coverage: [
    'coverage',
    'coverage-branches',
    'coverage-functions',
    'patch-coverage',
    'coverage-change',
    'uncovered-lines',
  ],
  test_run: ['test-failures', 'test-pass-rate', 'skipped-tests'],
  findings: ['findings'],
  availability: ['availability', 'error-budget-remaining', 'burn-rate'],
  heartbeat: ['time-to-restore', ...CLOCKS, 'failed-deployment-recovery-time', 'code-review-turnaround'],
  work_item: [],
  sprint: [],
  cost: [],
}

/** What was cancelled or never reached production ships nothing; its commits go out with the next success. */
const ofDeployment = ({ status, reached_production: reached = true, commits = [] }: EventOf<'deployment'>['data']) => {
  const leadTime = commits.length > 0 ? ['lead-time-for-changes'] : []
  if (status === 'cancelled' || !reached) return leadTime
  return [
    ...(status === 'success' ? ['deployment-frequency'] : []),
    ...leadTime,
    'change-fail-rate',
    'failed-deployment-recovery-time',
    'deployment-rework-rate',
    'gate-coverage',
  ]
}

const ofPullRequest = ({ action, additions, deletions, merge_commit_sha: merged }: EventOf<'pull_request'>['data']) => [
  ...(additions === undefined || deletions === undefined ? [] : ['change-size']),
  'code-review-turnaround',
  ...(action === 'merged' && merged !== undefined ? ['gate-coverage'] : []),
]

/**
 * Keys of the indicators that an event is kept for; none where it is kept for indicators that are not measured yet.
 * What the agreement decides (which environments are production, which severities count) is not known here.
 */
export const countedIn = (event: Event): string[] => {
  switch (event.type) {
    case 'deployment':
      return ofDeployment(event.data)
    case 'pull_request':
      return ofPullRequest(event.data)
    case 'measurement':
      // It says itself what it measures.
      return event.data.indicator.startsWith('reported:') ? [event.data.indicator] : []
    default:
      return [...BY_TYPE[event.type]]
  }
}
