import type { Evaluation } from '@plumbline/core'
import { comment, commentMarker } from '@plumbline/render'
import { GitHubError } from '../github/errors.ts'
import { githubOf } from '../github/job.ts'
import type { Job, Trouble } from '../job.ts'
import { lookEarly } from './early.ts'
import { type Comment, lookUp, type Place } from './ours.ts'
import { worthAwaiting, worthWriting } from './policy.ts'
import { type Published, publishComment } from './publish.ts'
import { asOfRun, laterRun, runOrder, stateLine } from './state-line.ts'

/** When it was asked, and under which name: differs each time, and alone is no reason to write again. */
const ASKED = /^\[?Evaluation .*$/m

/** More uploads of the commit are expected, and their gate says more than this one. */
const isAwaited = ({ uploads, verdict }: Evaluation): boolean => uploads?.state === 'awaited' && verdict !== 'fail'

/** The comment's text, with the hidden line that the next run reads; which run it is of is told where it is written. */
export const commentBody = (evaluation: Evaluation, detail: 'change' | 'full'): string => {
  const marker = commentMarker(evaluation.service)
  const text = comment(evaluation, { detail }).trimEnd()
  const state = stateLine({
    verdict: isAwaited(evaluation) ? 'awaited' : evaluation.verdict,
    commitSha: evaluation.commit_sha,
    run: null,
  })
  return `${text.slice(0, text.lastIndexOf(marker))}${state}\n${marker}\n`
}

const CAUSES: Partial<Record<GitHubError['kind'], string>> = {
  forbidden:
    'The token may only read: this is so for pull requests from forks and by Dependabot, and where the workflow does not grant `pull-requests: write`',
  unauthorised: 'GitHub does not know the token: check `github-token`',
  not_found: 'The token can’t see the pull request: it needs `pull-requests: write`',
  rate_limited: 'GitHub asks for fewer requests, and waiting would take longer than `timeout-seconds`',
  unavailable: 'GitHub did not answer in time',
  locked: 'The conversation is locked',
  not_github: 'Something else than GitHub answered, perhaps a proxy',
}

/** What a commit's message names was merged, or isn't even a pull request: nobody waits for a word there. */
const placeOf = ({ change, runner, settings }: Job): Place | null =>
  change.event !== 'pull_request' || change.pullRequest === undefined || settings.comment === 'never'
    ? null
    : { repository: runner.repository, pullRequest: change.pullRequest.number }

/** Begins to look for the comment that is going to be written; undefined where none is. */
export const lookForComment = (job: Job): (() => Promise<Comment[]>) | undefined => {
  const [place, github] = [placeOf(job), githubOf(job)]
  return place === null || github === null ? undefined : lookEarly(() => lookUp(github, place))
}

const sayOf = (published: Published): string => {
  switch (published.kind) {
    case 'created':
    case 'updated':
    case 'unchanged':
      return `${published.kind} (${published.id})`
    case 'not_wanted':
      return `not wanted${published.id === null ? '' : ` (${published.id})`}`
    case 'outdated':
      return `left as it is (${published.id}): it is of the later run ${published.by.id}.${published.by.attempt}, which knows more of this change`
    case 'too_many':
      return 'not created'
    default:
      return published satisfies never
  }
}

export type Written = { id: number | null; trouble: Trouble | null }

/**
 * Writes the pull request's comment where it is wanted. What goes wrong is told, and changes no verdict.
 * @param found from `lookForComment`
 * @param most comments of ours on the pull request from which on none is added; without it there is no such bound
 */
export const writeComment = async (
  job: Job,
  evaluation: Evaluation,
  body: string,
  found?: () => Promise<Comment[]>,
  most?: number,
): Promise<Written> => {
  const { settings, runner, log, mask } = job
  const run = runOrder(runner.run.id, runner.run.attempt)
  const [place, github] = [placeOf(job), githubOf(job)]
  if (place === null) return { id: null, trouble: null }
  const warn = (text: string): Written => ({
    id: null,
    trouble: { level: 'warning', title: 'The comment was not written', text: mask(text) },
  })
  if (github === null) return warn('`github-token` is empty; the verdict stands in the job summary')
  try {
    const awaited = isAwaited(evaluation)
    const wanted = {
      marker: commentMarker(evaluation.service),
      body: asOfRun(body, run),
      comparable: (text: string) => asOfRun(text, null).replace(ASKED, ''),
      laterRun: (standing: string) => laterRun(standing, run),
      ...(most === undefined ? {} : { most }),
      worthWriting: (standing: string | null) =>
        awaited
          ? worthAwaiting(settings.comment, standing, evaluation.commit_sha)
          : worthWriting(settings.comment, evaluation.verdict, standing, evaluation.commit_sha),
    }
    const published = await publishComment(github, place, wanted, awaited ? undefined : found)
    log.info(`comment: ${sayOf(published)}`)
    return published.kind === 'too_many'
      ? warn(
          `${most} comments of ours stand on this pull request, and more are not written under names that a run hands on`,
        )
      : { id: published.id, trouble: null }
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    return warn(
      `${CAUSES[error.kind] ?? 'GitHub refused it'} (${error.message}). The verdict is not changed by this; it stands in the job summary`,
    )
  }
}
