import type { Job } from '../job.ts'
import { textAt } from '../json.ts'
import type { Subject } from './events.ts'
import { type Happened, happenedTo } from './happened.ts'
import { type Issue, isPullRequest, readIssue } from './issue.ts'
import { isIncident, severityOf } from './labels.ts'

export type Told =
  | { kind: 'told'; subject: Subject; happened: Extract<Happened, { kind: 'action' }> }
  /** Nothing that counts; `why` is a sentence for a person. */
  | { kind: 'nothing'; why: string }
  | { kind: 'wrong'; text: string }

const HOW = 'run it `on: issues`, or give `incident-id`, `severity` and `action`'

/** Removing the label is told by an issue that no longer has it. */
const concernsIncident = ({ labels }: Issue, payload: unknown): boolean =>
  [...labels, textAt(payload, 'label', 'name') ?? ''].some(isIncident)

/** The input goes before what the event did. */
const happenedBy = ({ settings, runner }: Job, issue: Issue | null): Happened | null => {
  const { action } = settings
  if (action !== null)
    return { kind: 'action', action, at: issue?.updatedAt ?? null, by: { login: runner.actor, bot: false } }
  return issue === null ? null : happenedTo(issue, runner.eventName, runner.payload)
}

/** What the event and the inputs say of an incident. */
export const readTold = (job: Job): Told => {
  const { settings, runner } = job
  const wrong = (text: string): Told => ({ kind: 'wrong', text: `${text}: ${HOW}` })
  const issue = readIssue(runner.payload)
  const incidentId = settings.incidentId ?? (issue === null ? null : `${runner.repository}#${issue.number}`)
  if (incidentId === null && isPullRequest(runner.payload))
    return { kind: 'nothing', why: 'a pull request is no incident' }
  if (incidentId === null) return wrong(`the event \`${runner.eventName}\` tells of no issue`)
  const named = settings.incidentId !== null || settings.action !== null
  if (!named && issue !== null && !concernsIncident(issue, runner.payload))
    return { kind: 'nothing', why: 'the issue has no label `incident`' }

  const happened = happenedBy(job, issue)
  if (happened === null) return wrong('`action` is missing')
  if (happened.kind === 'nothing') return happened
  const severity = settings.severity ?? severityOf(issue?.labels ?? [])
  if (severity === null && issue === null) return wrong('`severity` is missing')

  const host = URL.canParse(runner.serverUrl) ? new URL(runner.serverUrl).host : 'github.com'
  const source = `${host}/${runner.repository}/issues`
  // This mode is refused without a server, and a server without a service.
  const [service, environment] = [settings.service ?? '', settings.environment]
  return { kind: 'told', happened, subject: { service, environment, source, incidentId, severity, issue } }
}
