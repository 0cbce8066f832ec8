import { createHash } from 'node:crypto'
import { type IncidentReport, type IncidentSeverity, incidentEvent, tidied, tidyUrl } from '@plumbline/client/delivery'
import type { EventOf, Instant } from '@plumbline/core'
import type { Happened } from './happened.ts'
import type { Issue, Person } from './issue.ts'

export type IncidentEvent = EventOf<'incident'>

/** What the events of one incident have in common. */
export type Subject = {
  service: string
  environment: string | null
  source: string
  incidentId: string
  /** Null where nobody has said one: it counts as the strictest until somebody does. */
  severity: IncidentSeverity | null
  issue: Issue | null
}

/** What an incident counts as while nobody has said its severity. */
export const STRICTEST: IncidentSeverity = 'sev1'

const dataOf = (
  { incidentId, severity, issue }: Subject,
  by: Person | null,
): Omit<IncidentReport['data'], 'action'> => {
  const [title, url, actor] = [tidied(issue?.title, 300), tidyUrl(issue?.url), tidied(by?.login, 100)]
  return {
    incident_id: incidentId,
    severity: severity ?? STRICTEST,
    ...(title === null ? {} : { title }),
    ...(url === null ? {} : { url }),
    ...(actor === null ? {} : { actor }),
    ...(by?.bot ? { actor_kind: 'bot' as const } : {}),
  }
}

const fixedId = (name: string, { service, environment, incidentId }: Subject): string =>
  `${name}-${createHash('sha256')
    .update([service, environment ?? '', incidentId].join('\0'))
    .digest('hex')
    .slice(0, 32)}`

/** Sent along with every action: it is the same event each time, so that none is lost with one run. */
const reportId = (subject: Subject) => fixedId('reported', subject)
/** The first severity that was set, for a report that was sent without one. */
const firstSeverityId = (subject: Subject) => fixedId('reported-as', subject)

/** The first of these that arrives is kept; told again in other words it says nothing new. */
export const isReport = (id: string | null, subject: Subject): boolean =>
  id === reportId(subject) || id === firstSeverityId(subject)

/**
 * That the incident was reported, when its issue was opened. Until a severity is said it counts as the strictest; the
 * first that is said corrects that. No later one can, because its event has the same id: lowering a severity takes the
 * other party's word.
 */
const reports = (subject: Subject, firstSeverity: boolean): IncidentEvent[] => {
  const { service, environment, source, issue } = subject
  if (issue === null || issue.createdAt === null) return []
  const data = { ...dataOf(subject, issue.author), action: 'reported' as const }
  const said = { service, environment, source, at: issue.createdAt, data }
  const first = incidentEvent({ ...said, id: reportId(subject) })
  return firstSeverity ? [first, incidentEvent({ ...said, id: firstSeverityId(subject), corrects: first.id })] : [first]
}

/** The events that tell the server what happened, in order. */
export const eventsOf = (
  subject: Subject,
  happened: Extract<Happened, { kind: 'action' }>,
  now: Instant,
): IncidentEvent[] => {
  const { service, environment, source } = subject
  const { action, by, reason, firstSeverity = false } = happened
  const first = reports(subject, firstSeverity)
  if (action === 'reported' && first.length > 0) return first
  const data = { ...dataOf(subject, by), action, ...(reason === undefined ? {} : { reason }) }
  return [...first, incidentEvent({ service, environment, source, at: happened.at ?? now, data })]
}
