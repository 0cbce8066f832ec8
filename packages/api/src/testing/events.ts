import { DAY, formatInstant, HOUR, parseInstant } from '@plumbline/core'

const START = parseInstant('2026-12-02T12:00:00Z') ?? 0

/** A full commit SHA that stands for a number. */
export const sha = (number: number): string => number.toString(16).padStart(40, '0')

type Sent = Record<string, unknown>

/** A deployment of checkout-api, `day` days after 2 December 2026. */
export const deployment = (id: string, day: number, data: Sent = {}, more: Sent = {}): Sent => {
  const time = formatInstant(START + day * DAY)
  return {
    type: 'deployment',
    id: `event-${id}`,
    source: 'ci.test',
    time,
    service: 'checkout-api',
    ...more,
    data: {
      deployment_id: id,
      status: 'success',
      finished_at: time,
      commit_sha: sha(1000 + day),
      version: id,
      ...data,
    },
  }
}

/** An incident that names the deployment as its cause, an hour after it. */
export const incident = (id: string, day: number, cause: string): Sent => {
  const time = formatInstant(START + day * DAY + HOUR)
  return {
    type: 'incident',
    id: `event-${id}`,
    source: 'pager.test',
    time,
    service: 'checkout-api',
    data: { incident_id: id, severity: 'sev1', action: 'started', at: time, caused_by_deployment: cause },
  }
}

/** The end of an incident. */
export const resolvedAt = (id: string, at: string): Sent => ({
  type: 'incident',
  id: `event-${id}-end`,
  source: 'pager.test',
  time: at,
  service: 'checkout-api',
  data: { incident_id: id, severity: 'sev1', action: 'resolved', at },
})

export const coverage = (commit: string, patch: { covered: number; total: number }, more: Sent = {}): Sent => ({
  type: 'coverage',
  id: `coverage-${commit}`,
  source: 'ci.test',
  time: formatInstant(START),
  service: 'checkout-api',
  ...more,
  data: { commit_sha: commit, lines: { covered: 700, total: 1000 }, patch },
})
