import type { GitHub } from '../github/api.ts'
import { at, textAt } from '../json.ts'
import { shaAt } from '../sha.ts'

/** A run of another workflow that has ended, as the event of it tells. None of this but names is in the hands of who wrote the change. */
export type FinishedRun = {
  id: number
  /** Counts from 1 how often it was run. */
  attempt: number
  headSha: string
  branch: string
  /** Its number, which is GitHub's; and its name, which whoever wrote the change may have given it. */
  workflow: { id: number; name: string }
  /** Of the repository the change comes from. */
  head: { id: number; owner: string; name: string }
  /** The change comes from another repository. */
  fork: boolean
}

/** The run that the event is about; or why it has no comment to write, and nothing is wrong with that. */
export const finishedRun = (payload: unknown): FinishedRun | { nothing: string } => {
  const run = at(payload, 'workflow_run')
  if (textAt(payload, 'action') !== 'completed') return { nothing: 'the run has not ended yet' }
  const event = textAt(run, 'event') ?? 'none'
  if (event !== 'pull_request' && event !== 'pull_request_review' && event !== 'pull_request_review_comment')
    return { nothing: `the run was for \`${event}\`, which has no comment to hand on` }
  const [id, attempt, headSha] = [at(run, 'id'), at(run, 'run_attempt') ?? 1, shaAt(run, 'head_sha')]
  const branch = textAt(run, 'head_branch')
  const head = at(run, 'head_repository')
  const [headId, owner, name] = [at(head, 'id'), textAt(head, 'owner', 'login'), textAt(head, 'full_name')]
  if (typeof headId !== 'number' || owner === undefined || name === undefined)
    return { nothing: 'the repository the change came from is gone' }
  if (typeof id !== 'number' || typeof attempt !== 'number' || headSha === undefined || branch === undefined)
    return { nothing: 'the event does not say of which commit the run was' }
  const fork = headId !== at(payload, 'repository', 'id')
  const [workflowId, workflowName] = [at(run, 'workflow_id'), textAt(run, 'name') ?? '']
  const workflow = { id: typeof workflowId === 'number' ? workflowId : 0, name: workflowName }
  return { id, attempt, headSha, branch, workflow, head: { id: headId, owner, name }, fork }
}

export type Found = { number: number } | { nothing: string }

/**
 * The open pull request whose head is the run's, looked for by where the change comes from: its number in what the run
 * left could be anyone's.
 */
export const pullRequestOf = async (
  github: GitHub,
  repository: string,
  { head, branch, headSha }: FinishedRun,
): Promise<Found> => {
  const query = new URLSearchParams({ state: 'open', head: `${head.owner}:${branch}`, per_page: '100' })
  const { json } = await github.call('GET', `/repos/${repository}/pulls?${query}`)
  // An owner may have two forks with one branch name.
  const theirs = (Array.isArray(json) ? json : []).filter(
    (pull) =>
      at(pull, 'head', 'repo', 'id') === head.id &&
      textAt(pull, 'head', 'ref') === branch &&
      textAt(pull, 'state') === 'open',
  )
  if (theirs.length === 0) return { nothing: 'there is no open pull request of the branch that the run was for' }
  const [pull, ...others] = theirs.filter((one) => textAt(one, 'head', 'sha') === headSha)
  const number = at(pull, 'number')
  if (typeof number !== 'number')
    return { nothing: `the pull request has moved on since the run, which was for ${headSha.slice(0, 12)}` }
  if (others.length > 0)
    return { nothing: 'several pull requests have this head, and nothing tells which one is meant' }
  return { number }
}
