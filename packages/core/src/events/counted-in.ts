import type { Event, EventType } from './schema.ts'

/** A measurement says itself what it measures. */
const BY_TYPE: Record<Exclude<EventType, 'measurement'>, readonly string[]> = {
  deployment: [
    'deployment-frequency',
    'lead-time-for-changes',
    'change-fail-rate',
    'failed-deployment-recovery-time',
    'deployment-rework-rate',
    'gate-coverage',
  ],
  incident: ['change-fail-rate', 'failed-deployment-recovery-time', 'deployment-rework-rate', 'time-to-restore'],
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
  pull_request: ['change-size', 'code-review-turnaround', 'gate-coverage'],
  availability: ['availability'],
  heartbeat: ['time-to-restore', 'failed-deployment-recovery-time', 'code-review-turnaround'],
  work_item: [],
  sprint: [],
  cost: [],
}

/** Keys of the indicators that read an event; none where it is kept for indicators that are not measured yet. */
export const countedIn = (event: Event): string[] => {
  if (event.type !== 'measurement') return [...BY_TYPE[event.type]]
  const { indicator } = event.data
  return indicator.startsWith('reported:') ? [indicator] : []
}
