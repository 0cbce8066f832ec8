import type { Runner } from '../inputs.ts'
import { at, textAt } from '../json.ts'

/**
 * Whose run it is that by default may only read. `sure`: nothing can change that, so that nothing is tried. Of a private
 * repository the forks may be sent tokens that write, and a workflow's `permissions` can give Dependabot's one more.
 */
export type ReadOnly = { whose: 'fork' | 'dependabot'; sure: boolean }

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
 * Whose run it is, where its token may only read unless somebody has said otherwise, as the event tells it.
 * `pull_request_target` and `workflow_run` run the default branch's workflow, with the rights it asks for, and a run
 * that a person started on Dependabot's pull request is that person's.
 */
export const readOnlyOf = ({
  eventName,
  payload,
  repository,
  actor,
}: Pick<Runner, 'eventName' | 'payload' | 'repository' | 'actor'>): ReadOnly | null => {
  if (OF_PULL_REQUESTS.has(eventName) && fromFork(payload, repository))
    return { whose: 'fork', sure: at(payload, 'repository', 'private') === false }
  return actor === 'dependabot[bot]' && OF_DEPENDABOT.has(eventName) ? { whose: 'dependabot', sure: false } : null
}
