import type { GateEvent } from '@plumbline/core'
import { at, isObject, textAt } from '../json.ts'
import { shaAt } from '../sha.ts'
import type { Reader } from './read.ts'

/** What another run was for, in our words. A push to the default branch is a merge, also where that is a pull request's head. */
const eventOf = (
  started: string | undefined,
  { merging, ours, named }: Record<'merging' | 'ours' | 'named', boolean>,
): GateEvent => {
  if (started === 'merge_group') return 'merge_group'
  if (started === 'push' && merging) return 'push'
  if (named) return 'pull_request'
  return started === 'push' && ours ? 'push' : 'manual'
}

/**
 * A workflow after another: what is judged is what that one ran on, never the tip of the default branch, which
 * GITHUB_SHA names here. GitHub lists the pull requests of the branch, so that the one whose head is the run's is meant;
 * for a fork's run it lists none.
 */
export const workflowRun: Reader = (payload) => {
  const run = at(payload, 'workflow_run')
  const commitSha = shaAt(run, 'head_sha')
  const branch = textAt(run, 'head_branch')
  const listed = at(run, 'pull_requests')
  const pulls = (Array.isArray(listed) ? listed : []).filter(
    (pull) => isObject(pull) && commitSha !== undefined && shaAt(pull, 'head', 'sha') === commitSha,
  )
  // Two of one head have different bases, and nothing tells which of them the run was for.
  const pull = pulls.length === 1 ? pulls[0] : undefined
  const number = at(pull, 'number')
  const baseSha = shaAt(pull, 'base', 'sha')
  const named = typeof number === 'number'
  const ours = textAt(run, 'head_repository', 'full_name') === (textAt(payload, 'repository', 'full_name') ?? '')
  const merging = ours && branch === (textAt(payload, 'repository', 'default_branch') ?? '')
  const event = eventOf(textAt(run, 'event'), { merging, ours, named })
  return {
    event,
    commitSha,
    ...(branch ? { ref: event === 'pull_request' ? branch : `refs/heads/${branch}`, branch } : {}),
    ...(baseSha ? { baseSha } : {}),
    ...(named && event === 'pull_request' ? { pullRequest: { number, title: '', author: '', labels: [] } } : {}),
  }
}
