import type { Event, MoneylessCost } from '@plumbline/core'

/** What an event is about, by the name that people know; null for what has none. */
export const eventSubject = (event: Event | MoneylessCost): string | null => {
  switch (event.type) {
    case 'deployment':
      return event.data.deployment_id
    case 'incident':
      return event.data.incident_id
    case 'pull_request':
      return `#${event.data.number}`
    case 'work_item':
      return event.data.item_id
    case 'sprint':
      return event.data.sprint_id
    case 'coverage':
    case 'test_run':
    case 'findings':
    case 'availability':
    case 'heartbeat':
    case 'measurement':
    case 'cost':
      return null
    default:
      return event satisfies never
  }
}
