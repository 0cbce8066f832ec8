import { MAX_AGREEMENT_BYTES, type NoRepository, type Repository } from '@plumbline/client/change'
import { createGitHub, type GitHub } from '../github/api.ts'
import { GitHubError } from '../github/errors.ts'
import type { Job } from '../job.ts'
import { measuredCommit } from '../measure/diff-from-github.ts'

/** The agreement file at the base, as GitHub has it. */
export type AgreementThere =
  | { kind: 'text'; text: string }
  | { kind: 'absent' }
  /** What is checked out is the very first commit of the default branch: there is no base. */
  | { kind: 'first' }
  | { kind: 'unknown'; why: string }

const RAW = 'application/vnd.github.raw+json'
const SHA_OF = 'application/vnd.github.sha'

/** Of the time for everything: the diff, the verdict and the comment come after it. */
const SHARE = 0.3

/**
 * What the change is compared with: of the merge that GitHub made for the run, its first parent; else the base that the
 * event names; else the default branch, or on it the commit before. Null: the very first commit.
 */
const baseOf = async (github: GitHub, job: Job, hasClone: boolean): Promise<string | null | { why: string }> => {
  const { baseSha, commitSha, ref, defaultBranch } = job.change
  if (!hasClone && baseSha !== undefined) return baseSha
  const measured = await measuredCommit(github, job, hasClone)
  const [first, second] = measured?.parents ?? []
  if (first !== undefined && second === commitSha) return first
  if (baseSha !== undefined) return baseSha
  if (defaultBranch === undefined) return { why: 'the event names neither a base nor the default branch' }
  if (ref !== `refs/heads/${defaultBranch}`) return defaultBranch
  return measured === null ? { why: 'the commit that is checked out can’t be read' } : (first ?? null)
}

const notFound = (error: unknown) => error instanceof GitHubError && error.kind === 'not_found'

/**
 * Asks GitHub for the agreement file where git can't tell it: in a clone without the base, or without a clone. A file
 * that GitHub doesn't find is absent only where it knows the commit: it says the same of what a token may not read.
 */
export const agreementFromGitHub = async (job: Job, repository: Repository | NoRepository): Promise<AgreementThere> => {
  const { runner, settings, budget, send } = job
  if (settings.token === null) return { kind: 'unknown', why: 'there is no token to ask GitHub with' }
  const github = createGitHub({ apiUrl: runner.githubApiUrl, token: settings.token, budget: budget.share(SHARE), send })
  try {
    const base = await baseOf(github, job, repository.kind === 'repository')
    if (base === null) return { kind: 'first' }
    if (typeof base === 'object') return { kind: 'unknown', why: base.why }
    const [ref, root] = [encodeURIComponent(base), `/repos/${runner.repository}`]
    const path = settings.agreement
      .replace(/^(?:\.\/)+/, '')
      .split('/')
      .map(encodeURIComponent)
      .join('/')
    try {
      return { kind: 'text', text: await github.text(`${root}/contents/${path}?ref=${ref}`, RAW, MAX_AGREEMENT_BYTES) }
    } catch (error) {
      if (!notFound(error)) throw error
    }
    await github.text(`${root}/commits/${ref}`, SHA_OF)
    return { kind: 'absent' }
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    return { kind: 'unknown', why: `GitHub did not tell it: ${error.message}` }
  }
}
