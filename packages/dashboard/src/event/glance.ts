import type { Event, MoneylessCost } from '@plumbline/core'
import { clean, count } from '@plumbline/render'

const sha = (commit: string | undefined) => (commit === undefined ? '' : ` of ${clean(commit.slice(0, 7))}`)
const word = (name: string) => name.replaceAll('_', ' ')
const share = ({ covered, total }: { covered: number; total: number }) => `${covered} of ${total}`

/** What an event says, in a line: what it is about, and what it tells of it. */
export const glance = (event: Event | MoneylessCost): string => {
  switch (event.type) {
    case 'deployment': {
      const { deployment_id: id, status, commit_sha: commit, rolls_back: back, fixes_incident: fixed } = event.data
      const why =
        back === undefined
          ? fixed === undefined
            ? ''
            : `, fixes ${clean(fixed, 60)}`
          : `, rolls back ${clean(back, 60)}`
      return `Deployment ${clean(id, 60)}${sha(commit)}: ${status}${why}`
    }
    case 'incident': {
      const { incident_id: id, action, severity, caused_by_deployment: cause } = event.data
      return `Incident ${clean(id, 60)}: ${word(action)}, ${severity}${cause === undefined ? '' : `, caused by ${clean(cause, 60)}`}`
    }
    case 'coverage': {
      const { lines, patch, commit_sha: commit } = event.data
      return `Coverage${sha(commit)}: ${share(lines)} lines${patch ? `, ${share(patch)} added lines` : ''}`
    }
    case 'test_run': {
      const { tests, failures, errors, skipped, commit_sha: commit } = event.data
      return `Tests${sha(commit)}: ${count(failures + errors, 'failure')}, ${skipped} skipped, of ${tests}`
    }
    case 'findings': {
      const { tool, commit_sha: commit, by_severity: found } = event.data
      const all = Object.values(found).reduce<number>((sum, n) => sum + (n ?? 0), 0)
      return `Findings of ${clean(tool, 60)}${sha(commit)}: ${all}`
    }
    case 'pull_request':
      return `Pull request #${event.data.number}: ${word(event.data.action)}`
    case 'availability':
      return `Availability: ${event.data.state}`
    case 'heartbeat':
      return 'Heartbeat: the source was watching'
    case 'measurement':
      return `Measurement: ${clean(event.data.indicator, 80)} ${event.data.value} ${clean(event.data.unit, 20)}`
    case 'work_item':
      return `Work item ${clean(event.data.item_id, 60)}: ${word(event.data.action)}`
    case 'sprint':
      return `Sprint ${clean(event.data.sprint_id, 60)}`
    case 'cost':
      // Money is for keys that may see it; pages show none.
      return 'Cost'
    default:
      return event satisfies never
  }
}
