import { type Instant, parseInstant } from '@plumbline/core'
import type { Change } from './context.ts'
import { createGitHub, type GitHub } from './github/api.ts'
import { GitHubError } from './github/errors.ts'
import type { Job } from './job.ts'
import { at, textAt } from './json.ts'
import type { Named } from './named.ts'

/** Of the time for everything: the verdict comes after it. */
const SHARE = 0.2

const BRANCH = 'refs/heads/'

/**
 * The pull request that a commit of a branch is the merge of, however it was merged: its own word, and no commit's. An
 * open one has a `merge_commit_sha` too, of the merge that GitHub tries out.
 */
const mergedAs = async (
  github: GitHub,
  repository: string,
  { sha, branch }: { sha: string; branch: string },
): Promise<(Named & { at: Instant }) | null> => {
  const { json } = await github.call('GET', `/repos/${repository}/commits/${sha}/pulls?per_page=100`)
  const merges = (Array.isArray(json) ? json : []).flatMap((pull) => {
    const number = at(pull, 'number')
    const [author, merged] = [textAt(pull, 'user', 'login'), parseInstant(textAt(pull, 'merged_at') ?? '')]
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
  })
  return merges.length === 1 ? (merges[0] ?? null) : null
}

/**
 * A push with the pull request that it merged, as GitHub says: what a pushed commit says of itself its author wrote.
 * Asked while the reports are read; what GitHub doesn't tell stays as it was, with the reason.
 */
export const withMerge = async ({ change, settings, runner, budget, send, mask }: Job): Promise<Change> => {
  const { ref, commitSha: sha } = change
  if (!ref?.startsWith(BRANCH)) return change
  if (settings.token === null) return { ...change, merge: { why: '`github-token` is empty' } }
  const github = createGitHub({ apiUrl: runner.githubApiUrl, token: settings.token, budget: budget.share(SHARE), send })
  try {
    const found = await mergedAs(github, runner.repository, { sha, branch: ref.slice(BRANCH.length) })
    if (found === null) return change
    const { at: merged, ...pullRequest } = found
    return { ...change, pullRequest, merge: { at: merged } }
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    return { ...change, merge: { why: mask(error.message) } }
  }
}
