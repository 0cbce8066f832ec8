import { type Instant, parseInstant } from '@plumbline/core'
import type { Change } from './context.ts'
import { createGitHub, type GitHub } from './github/api.ts'
import { GitHubError } from './github/errors.ts'
import type { Job } from './job.ts'
import { at, textAt } from './json.ts'
import type { Named } from './named.ts'
import { shaAt } from './sha.ts'

/** Of the time for everything: the verdict comes after it. */
const SHARE = 0.2

const BRANCH = 'refs/heads/'

type Merge = Named & { at: Instant }
type Pushed = { sha: string; branch: string; named: number | undefined }

/** A pull request as GitHub tells it, if this commit of the branch is its merge; else none. */
const mergeIn = (pull: unknown, { sha, branch }: Pushed): Merge[] => {
  const number = at(pull, 'number')
  const [author, merged] = [textAt(pull, 'user', 'login'), parseInstant(textAt(pull, 'merged_at') ?? '')]
  // An open one has a `merge_commit_sha` too, of the merge that GitHub tries out.
  const isMerge = textAt(pull, 'merge_commit_sha') === sha && textAt(pull, 'base', 'ref') === branch
  if (!isMerge || merged === null || author === undefined || typeof number !== 'number') return []
  const labels = at(pull, 'labels')
  return [
    {
      number,
      title: textAt(pull, 'title') ?? '',
      author,
      labels: (Array.isArray(labels) ? labels : []).flatMap((label) => textAt(label, 'name') ?? []),
      at: merged,
    },
  ]
}

/** GitHub may list a merge a moment late: the pull request that the commit names is asked whether it became it. */
const asNamed = async (github: GitHub, repository: string, pushed: Pushed): Promise<Merge[]> => {
  if (pushed.named === undefined) return []
  try {
    const { json } = await github.call('GET', `/repos/${repository}/pulls/${pushed.named}`)
    return mergeIn(json, pushed)
  } catch (error) {
    // A commit's message may end in the number of anything.
    if (error instanceof GitHubError && error.kind === 'not_found') return []
    throw error
  }
}

/** The pull request that a commit of a branch is the merge of, however it was merged: GitHub's word, and no commit's. */
const mergedAs = async (github: GitHub, repository: string, pushed: Pushed): Promise<Merge | null> => {
  const { json } = await github.call('GET', `/repos/${repository}/commits/${pushed.sha}/pulls?per_page=100`)
  const listed = (Array.isArray(json) ? json : []).flatMap((pull) => mergeIn(pull, pushed))
  const merges = listed.length > 0 ? listed : await asNamed(github, repository, pushed)
  return merges.length === 1 ? (merges[0] ?? null) : null
}

const isOnTopOf = async (github: GitHub, repository: string, sha: string, before: string): Promise<boolean> => {
  const { json } = await github.call('GET', `/repos/${repository}/git/commits/${sha}`)
  const parents = at(json, 'parents')
  return Array.isArray(parents) && shaAt(parents[0], 'sha') === before
}

const READING = 'Reading it takes `pull-requests: read` and `contents: read`'

/**
 * A push with the pull request that it merged, and nothing else, as GitHub says: what a pushed commit says of itself
 * its author wrote. Asked while the reports are read; what GitHub doesn't tell stays as it was, with the reason.
 */
export const withMerge = async ({ change, settings, runner, budget, send, mask }: Job): Promise<Change> => {
  const { ref, commitSha: sha, baseSha, pullRequest: claimed } = change
  if (!ref?.startsWith(BRANCH)) return change
  if (settings.token === null) return { ...change, merge: { why: `\`github-token\` is empty. ${READING}` } }
  const { repository, githubApiUrl: apiUrl } = runner
  const github = createGitHub({ apiUrl, token: settings.token, budget: budget.share(SHARE), send })
  try {
    const pushed = { sha, branch: ref.slice(BRANCH.length), named: claimed?.number }
    const found = await mergedAs(github, repository, pushed)
    if (found === null) return change
    const { at: merged, ...pullRequest } = found
    // What the branch was before only the push itself tells; a workflow that runs after it is not told.
    const before = runner.eventName === 'push' ? baseSha : undefined
    if (before === undefined || !(await isOnTopOf(github, repository, sha, before)))
      return {
        ...change,
        merge: {
          why: `its last commit is the merge of #${pullRequest.number}, but the push is not known to bring that one commit on top of what was there before`,
        },
      }
    return { ...change, pullRequest, merge: { at: merged } }
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    return { ...change, merge: { why: `${mask(error.message)}. ${READING}` } }
  }
}
