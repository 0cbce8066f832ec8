import type { EventType } from '@plumbline/core'
import { sha } from './events.ts'

const TIME = '2026-12-02T12:00:00.000Z'
const PERIOD = { from: '2026-12-02T11:00:00.000Z', to: TIME }

const DATA: Record<EventType, object> = {
  deployment: { deployment_id: 'd-1', status: 'success', finished_at: TIME, commit_sha: sha(1) },
  incident: { incident_id: 'i-1', severity: 'sev1', action: 'started', at: TIME },
  coverage: { commit_sha: sha(1), lines: { covered: 9, total: 10 } },
  test_run: { commit_sha: sha(1), tests: 10, failures: 0, errors: 0, skipped: 0 },
  findings: { commit_sha: sha(1), tool: 'scanner', by_severity: { high: 1 } },
  pull_request: { number: 7, action: 'opened', at: TIME },
  availability: { ...PERIOD, state: 'up' },
  heartbeat: PERIOD,
  measurement: { ...PERIOD, indicator: 'reported:csat', value: 4, unit: 'points' },
  work_item: { item_id: 'w-1', kind: 'bug', action: 'created', at: TIME },
  sprint: { ...PERIOD, sprint_id: 's-1', committed: { items: 2, points: 3 }, completed: { items: 1, points: 1 } },
  cost: { ...PERIOD, amount_minor: 100, currency: 'USD' },
}

/** A good event of any type. */
export const eventOf = (type: EventType, id: string, more: object = {}): Record<string, unknown> => ({
  type,
  id,
  source: 'ci.test',
  time: TIME,
  service: 'checkout-api',
  data: DATA[type],
  ...more,
})
