import type { ReceivedEvent } from '@plumbline/client'

const short = (sha: string) => sha.slice(0, 7)

/** What an event says, in a few words for a table. */
export const told = (event: ReceivedEvent['event']): string => {
  switch (event.type) {
    case 'deployment': {
      const { deployment_id: id, status, version, commit_sha: sha } = event.data
      return `${id} ${status}, ${version ?? (sha === undefined ? '' : short(sha))}`
    }
    case 'incident':
      return `${event.data.incident_id} ${event.data.action}, ${event.data.severity}`
    case 'coverage':
      return `${short(event.data.commit_sha)} lines ${event.data.lines.covered} of ${event.data.lines.total}`
    case 'test_run': {
      const { commit_sha: sha, tests, failures, errors } = event.data
      return `${short(sha)} ${tests} tests, ${failures + errors} failed`
    }
    case 'findings': {
      const total = Object.values(event.data.by_severity).reduce<number>((sum, count) => sum + (count ?? 0), 0)
      return `${short(event.data.commit_sha)} ${total} from ${event.data.tool}`
    }
    case 'pull_request':
      return `#${event.data.number} ${event.data.action}`
    case 'availability':
      return `${event.data.state} until ${event.data.to}`
    case 'heartbeat':
      return `watched until ${event.data.to}`
    case 'measurement':
      return `${event.data.indicator} ${event.data.value} ${event.data.unit}`
    case 'work_item':
      return `${event.data.item_id} ${event.data.action}`
    case 'sprint':
      return event.data.sprint_id
    case 'cost':
      return 'amount_minor' in event.data
        ? `${event.data.amount_minor} ${event.data.currency} (minor units)`
        : 'an amount; seeing it takes finance:read'
    default:
      return event satisfies never
  }
}
