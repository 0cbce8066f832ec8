import type { Runner } from '../inputs.ts'
import { at, textAt } from '../json.ts'

/** Whose run it is that may only read. */
export type ReadOnly = 'fork' | 'dependabot'

/** Events whose workflow comes from the change itself, so that GitHub gives a fork's no rights. */
const OF_PULL_REQUESTS = new Set(['pull_request', 'pull_request_review', 'pull_request_review_comment'])

/** Those that GitHub treats like a fork's where Dependabot started them; a re-run by somebody else changes nothing. */
const OF_DEPENDABOT = new Set([...OF_PULL_REQUESTS, 'push', 'create', 'deployment', 'deployment_status'])

const fromFork = (payload: unknown, repository: string): boolean => {
  const head = at(payload, 'pull_request', 'head', 'repo')
  // The fork was deleted since.
  if (head === null) return true
  const [theirs, ours] = [at(head, 'id'), at(payload, 'pull_request', 'base', 'repo', 'id')]
  if (typeof theirs === 'number' && typeof ours === 'number') return theirs !== ours
  const name = textAt(head, 'full_name')
  return name !== undefined && name.toLowerCase() !== repository.toLowerCase()
}

/**
 * Whose run it is, where its token may only read: told by the event, so that nothing is tried that would be refused.
 * `pull_request_target` and `workflow_run` run the default branch's workflow, with the rights it asks for.
 */
export const readOnlyOf = ({
  eventName,
  payload,
  repository,
  actor,
}: Pick<Runner, 'eventName' | 'payload' | 'repository' | 'actor'>): ReadOnly | null => {
  if (OF_PULL_REQUESTS.has(eventName) && fromFork(payload, repository)) return 'fork'
  return actor === 'dependabot[bot]' && OF_DEPENDABOT.has(eventName) ? 'dependabot' : null
}
