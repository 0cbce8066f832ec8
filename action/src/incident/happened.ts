import type { IncidentAction } from '@plumbline/client/delivery'
import type { Instant } from '@plumbline/core'
import { at, textAt } from '../json.ts'
import { type Issue, instantAt, type Person, personAt } from './issue.ts'
import { isIncident, severityIn, severityOf } from './labels.ts'

/** What an event of GitHub's did to an incident. */
export type Happened =
  | {
      kind: 'action'
      action: IncidentAction
      at: Instant | null
      by: Person | null
      reason?: string
      /** The label that was just set is the first severity it has. */
      firstSeverity?: boolean
    }
  /** Nothing that counts; `why` is a sentence for a person. */
  | { kind: 'nothing'; why: string }

type Reader = (issue: Issue, payload: unknown) => Happened

const nothing = (why: string): Happened => ({ kind: 'nothing', why })

/** Whoever did it, when GitHub says it was done. */
const done = (action: IncidentAction, { updatedAt }: Issue, payload: unknown, reason?: string): Happened => ({
  kind: 'action',
  action,
  at: updatedAt,
  by: personAt(payload, 'sender'),
  ...(reason === undefined ? {} : { reason }),
})

/** It was reported when it was opened, also where somebody saw only later that it is an incident. */
const reported: Reader = (issue) => ({ kind: 'action', action: 'reported', at: issue.createdAt, by: issue.author })

const labeled: Reader = (issue, payload) => {
  const label = textAt(payload, 'label', 'name') ?? ''
  if (isIncident(label)) return reported(issue, payload)
  if (severityIn(label) === null) return nothing(`the label “${label}” says nothing about an incident`)
  const others = issue.labels.filter((one) => severityIn(one) !== null && severityIn(one) !== severityIn(label))
  return { ...done('severity_changed', issue, payload), firstSeverity: others.length === 0 }
}

const unlabeled: Reader = (issue, payload) => {
  const label = textAt(payload, 'label', 'name') ?? ''
  if (isIncident(label)) return done('cancelled', issue, payload, 'the label incident was taken off')
  if (severityIn(label) === null) return nothing(`the label “${label}” says nothing about an incident`)
  return severityOf(issue.labels) === null
    ? nothing('no label says a severity any more; the last one stands until another is set')
    : done('severity_changed', issue, payload)
}

/** Taking it on is an acknowledgement; giving it to somebody else is none of theirs. */
const assigned: Reader = (issue, payload) =>
  textAt(payload, 'assignee', 'login') === textAt(payload, 'sender', 'login')
    ? done('acknowledged', issue, payload)
    : nothing('somebody else was assigned; who takes it on assigns it to themselves')

const NOT_RESOLVED: Record<string, string> = {
  not_planned: 'closed as not planned',
  duplicate: 'closed as a duplicate',
}

const closed: Reader = (issue, payload) => {
  const reason = NOT_RESOLVED[issue.stateReason ?? '']
  const action = reason === undefined ? 'resolved' : 'cancelled'
  const at = issue.closedAt ?? issue.updatedAt
  return { kind: 'action', action, at, by: personAt(payload, 'sender'), ...(reason === undefined ? {} : { reason }) }
}

const commented: Reader = (issue, payload) => {
  const by = personAt(payload, 'comment', 'user')
  if (by === null || by.bot) return nothing('a bot’s comment is no answer')
  if (by.login === issue.author?.login) return nothing('whoever reported it does not answer it')
  return { kind: 'action', action: 'responded', at: instantAt(payload, 'comment', 'created_at'), by }
}

const READERS = new Map<string, Reader>([
  ['issues.opened', reported],
  ['issues.labeled', labeled],
  ['issues.unlabeled', unlabeled],
  ['issues.assigned', assigned],
  ['issues.closed', closed],
  ['issues.reopened', (issue, payload) => done('reopened', issue, payload)],
  ['issue_comment.created', commented],
])

/** What happened to the incident that an issue stands for. */
export const happenedTo = (issue: Issue, eventName: string, payload: unknown): Happened => {
  const action = at(payload, 'action')
  const name = `${eventName}.${typeof action === 'string' ? action : ''}`
  return READERS.get(name)?.(issue, payload) ?? nothing(`\`${name}\` changes nothing about an incident`)
}
