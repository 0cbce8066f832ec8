import { setTimeout as wait } from 'node:timers/promises'
import { commentMarker } from '@plumbline/render'
import { causeOf } from '../github/causes.ts'
import { GitHubError } from '../github/errors.ts'
import { githubOf } from '../github/job.ts'
import type { Job, Trouble } from '../job.ts'
import { lookEarly } from './early.ts'
import { isOneOfSeveral } from './gate-name.ts'
import { type Comment, lookUp, type Place } from './ours.ts'
import { worthAwaiting, worthWriting } from './policy.ts'
import { type Published, publishComment } from './publish.ts'
import type { Saying } from './saying.ts'
import { ofAnyRun } from './state-line.ts'

/** When it was asked, and under which name: differs each time, and alone is no reason to write again. */
const ASKED = /^\[?Evaluation .*$/gm

const comparable = (text: string): string => ofAnyRun(text).replace(ASKED, '')

const CAUSES = {
  forbidden:
    'The token may only read: this is so for pull requests from forks and by Dependabot, and where the workflow does not grant `pull-requests: write`',
  not_found: 'The token can’t see the pull request: it needs `pull-requests: write`',
}

/** Longer than it takes to look a comment up and write it; of several that wait, each another while. */
const SETTLED_MS = 1_500

/** What a commit's message names was merged, or isn't even a pull request: nobody waits for a word there. */
const placeOf = ({ change, runner, settings }: Job): Place | null =>
  change.event !== 'pull_request' || change.pullRequest === undefined || settings.comment === 'never'
    ? null
    : { repository: runner.repository, pullRequest: change.pullRequest.number }

/**
 * Begins to look for the comment that is going to be written; undefined where none is, and where it is known by now that
 * others write their parts of it too: what they have written until then counts.
 */
export const lookForComment = (job: Job): (() => Promise<Comment[]>) | undefined => {
  const [place, github] = [placeOf(job), githubOf(job)]
  const judgesAlone = job.settings.api === null || job.auth === null
  if (place === null || github === null || (judgesAlone && isOneOfSeveral(job))) return undefined
  return lookEarly(() => lookUp(github, place))
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

export type Written = {
  id: number | null
  trouble: Trouble | null
  /** GitHub said that the token may not write. */
  refused: boolean
}

/**
 * Writes the pull request's comment where it is wanted. What goes wrong is told, and changes no verdict.
 * @param found from `lookForComment`
 * @param most comments of ours on the pull request from which on none is added; without it there is no such bound
 */
export const writeComment = async (
  job: Job,
  saying: Saying,
  found?: () => Promise<Comment[]>,
  most?: number,
): Promise<Written> => {
  const { settings, log, mask, budget } = job
  const { commitSha, verdictWith } = saying
  const [place, github] = [placeOf(job), githubOf(job)]
  if (place === null) return { id: null, trouble: null, refused: false }
  const warn = (text: string, refused = false): Written => ({
    id: null,
    trouble: { level: 'warning', title: 'The comment was not written', text: mask(text) },
    refused,
  })
  if (github === null) return warn('`github-token` is empty; the verdict stands in the job summary')
  try {
    const wanted = {
      marker: commentMarker(saying.service),
      body: saying.bodyWith,
      comparable,
      laterRun: saying.laterRun,
      shared: saying.shared,
      ...(most === undefined ? {} : { most }),
      worthWriting: (standing: string | null) => {
        const verdict = verdictWith(standing)
        return verdictWith(null) === 'awaited'
          ? worthAwaiting(settings.comment, standing, commitSha)
          : worthWriting(settings.comment, verdict === 'awaited' ? 'warn' : verdict, standing, commitSha)
      },
    }
    // In a server's outage it turns out late that others write too.
    const early = verdictWith(null) === 'awaited' || saying.shared([]) ? undefined : found
    const settle = () => wait(Math.min(SETTLED_MS * (1 + Math.random()), budget.leftMs() / 4))
    const published = await publishComment(github, place, wanted, early, settle)
    log.info(`comment: ${sayOf(published)}`)
    return published.kind === 'too_many'
      ? warn(
          `${most} comments of ours stand on this pull request, and more are not written under names that a run hands on`,
        )
      : { id: published.id, trouble: null, refused: false }
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    return warn(
      `${causeOf(error, CAUSES)}. The verdict is not changed by this; it stands in the job summary`,
      error.kind === 'forbidden',
    )
  }
}
