import { type Instant, parseInstant } from '@plumbline/core'
import { at, isObject, textAt } from '../json.ts'

export type Person = { login: string; bot: boolean }

/** An issue as an event's payload tells it; whatever is missing there is null here. */
export type Issue = {
  number: number
  title: string | null
  url: string | null
  labels: string[]
  author: Person | null
  createdAt: Instant | null
  /** When what the event tells was done. */
  updatedAt: Instant | null
  closedAt: Instant | null
  /** Why it was closed: `completed`, `not_planned`, `duplicate`. */
  stateReason: string | null
}

export const instantAt = (value: unknown, ...path: string[]): Instant | null =>
  parseInstant(textAt(value, ...path) ?? '')

export const personAt = (value: unknown, ...path: string[]): Person | null => {
  const login = textAt(value, ...path, 'login')
  return login === undefined ? null : { login, bot: at(value, ...path, 'type') === 'Bot' }
}

/** A pull request's comments come as an issue's. */
export const isPullRequest = (payload: unknown): boolean => isObject(at(payload, 'issue', 'pull_request'))

/** Null where the event is about no issue. */
export const readIssue = (payload: unknown): Issue | null => {
  const issue = at(payload, 'issue')
  const number = at(issue, 'number')
  if (typeof number !== 'number' || isPullRequest(payload)) return null
  const labels = at(issue, 'labels')
  return {
    number,
    title: textAt(issue, 'title') ?? null,
    url: textAt(issue, 'html_url') ?? null,
    labels: (Array.isArray(labels) ? labels : []).flatMap((label) => textAt(label, 'name') ?? []),
    author: personAt(issue, 'user'),
    createdAt: instantAt(issue, 'created_at'),
    updatedAt: instantAt(issue, 'updated_at'),
    closedAt: instantAt(issue, 'closed_at'),
    stateReason: textAt(issue, 'state_reason') ?? null,
  }
}
