import {
  type CheckedOut,
  checkedOut,
  type DiffElsewhere,
  type NoRepository,
  type Repository,
} from '@plumbline/client/change'
import { createGitHub, type GitHub } from '../github/api.ts'
import { COMPARING, causeOf } from '../github/causes.ts'
import { GitHubError } from '../github/errors.ts'
import type { Job } from '../job.ts'
import { at } from '../json.ts'
import { isSha, shaAt } from '../sha.ts'

const DIFF = 'application/vnd.github.diff'

/** Of the time for everything: the verdict and the comment come after it. */
const SHARE = 0.3

const because = (error: GitHubError): string =>
  error.status === 406
    ? 'the change is too large for GitHub’s API, which compares up to 300 files and 20,000 lines'
    : causeOf(error, COMPARING)

/** What the reports were made of: what is checked out, or, where nothing is, what the run would check out. */
export const measuredCommit = async (
  github: GitHub,
  { runner }: Job,
  hasClone: boolean,
): Promise<CheckedOut | null> => {
  if (hasClone) return checkedOut(runner.workspace)
  if (!isSha(runner.sha)) return null
  const { json } = await github.call('GET', `/repos/${runner.repository}/git/commits/${runner.sha}`)
  const parents = at(json, 'parents')
  return { sha: runner.sha, parents: Array.isArray(parents) ? parents.flatMap((one) => shaAt(one, 'sha') ?? []) : [] }
}

/** Where the change left its base: of a merge that GitHub made for the run, its first parent. */
const beginOf = async (
  github: GitHub,
  { change, runner }: Job,
  { sha, parents: [first, second] }: CheckedOut,
): Promise<string | null | { why: string }> => {
  if (first !== undefined && second === change.commitSha) return first
  if (sha !== change.commitSha)
    return { why: `what is checked out is ${sha.slice(0, 7)}, not the change’s ${change.commitSha.slice(0, 7)}` }
  if (change.baseSha === undefined) return null
  const { json } = await github.call('GET', `/repos/${runner.repository}/compare/${change.baseSha}...${sha}?per_page=1`)
  return shaAt(json, 'merge_base_commit', 'sha') ?? null
}

/**
 * The change as GitHub compares it, for a clone that is too shallow, or none. It is that of the commit on the disk, or
 * its line numbers would be those of other lines.
 */
export const diffFromGitHub = async (
  job: Job,
  repository: Repository | NoRepository,
): Promise<DiffElsewhere | null> => {
  const { runner, settings, budget, send } = job
  if (settings.token === null) return null
  const github = createGitHub({ apiUrl: runner.githubApiUrl, token: settings.token, budget: budget.share(SHARE), send })
  try {
    const measured = await measuredCommit(github, job, repository.kind === 'repository')
    if (measured === null) return null
    const begin = await beginOf(github, job, measured)
    if (begin === null) return null
    if (typeof begin === 'object') return { kind: 'none', why: begin.why }
    const text = await github.text(`/repos/${runner.repository}/compare/${begin}...${measured.sha}`, DIFF)
    return { kind: 'diff', text, baseSha: begin }
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    return { kind: 'none', why: because(error) }
  }
}
