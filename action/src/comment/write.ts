import type { Evaluation } from '@plumbline/core'
import { comment, commentMarker } from '@plumbline/render'
import { createGitHub } from '../github/api.ts'
import { GitHubError } from '../github/errors.ts'
import type { Job, Trouble } from '../job.ts'
import { stateLine, worthWriting } from './policy.ts'
import { publishComment } from './publish.ts'

/** When it was asked, and under which name: differs each time, and alone is no reason to write again. */
const ASKED = /^\[?Evaluation .*$/m

/** The comment's text, with the hidden line that the next run reads. */
export const commentBody = (evaluation: Evaluation, detail: 'change' | 'full'): string => {
  const marker = commentMarker(evaluation.service)
  const text = comment(evaluation, { detail }).trimEnd()
  return `${text.slice(0, text.lastIndexOf(marker))}${stateLine(evaluation.verdict, evaluation.commit_sha)}\n${marker}\n`
}

const CAUSES: Partial<Record<GitHubError['kind'], string>> = {
  forbidden:
    'The token may only read: this is so for pull requests from forks and by Dependabot, and where the workflow does not grant `pull-requests: write`',
  unauthorised: 'GitHub does not know the token: check `github-token`',
  not_found: 'The token can’t see the pull request: it needs `pull-requests: write`',
  rate_limited: 'GitHub asks for fewer requests, and waiting would take longer than `timeout-seconds`',
  unavailable: 'GitHub did not answer in time',
}

export type Written = { id: number | null; trouble: Trouble | null }

/** Writes the pull request's comment where it is wanted. What goes wrong is told, and changes no verdict. */
export const writeComment = async (job: Job, evaluation: Evaluation, body: string): Promise<Written> => {
  const { settings, change, runner, budget, send, log, mask } = job
  const none = { id: null, trouble: null }
  // What a commit's message names was merged, or isn't even a pull request: nobody waits for a word there.
  if (change.event !== 'pull_request' || change.pullRequest === undefined || settings.comment === 'never') return none
  const warn = (text: string): Written => ({
    id: null,
    trouble: { level: 'warning', title: 'The comment was not written', text: mask(text) },
  })
  if (settings.token === null) return warn('`github-token` is empty; the verdict stands in the job summary')
  try {
    const github = createGitHub({ apiUrl: runner.githubApiUrl, token: settings.token, budget, send })
    const published = await publishComment(
      github,
      { repository: runner.repository, pullRequest: change.pullRequest.number },
      {
        marker: commentMarker(evaluation.service),
        body,
        comparable: (text) => text.replace(ASKED, ''),
        worthWriting: (standing) => worthWriting(settings.comment, evaluation.verdict, standing),
      },
    )
    log.info(`comment: ${published.kind.replace('_', ' ')}${published.id === null ? '' : ` (${published.id})`}`)
    return { id: published.id, trouble: null }
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    return warn(
      `${CAUSES[error.kind] ?? 'GitHub refused it'} (${error.message}). The verdict is not changed by this; it stands in the job summary`,
    )
  }
}
