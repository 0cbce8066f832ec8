import { causeOf } from '../github/causes.ts'
import { GitHubError } from '../github/errors.ts'
import { githubOf } from '../github/job.ts'
import type { Job, Trouble } from '../job.ts'
import type { CommitStatus } from './state.ts'

const CAUSES = {
  forbidden: 'The token may not write it: the job needs `permissions: statuses: write`, which forks never get',
  not_found: 'GitHub does not know the commit, or the token may not see it: the job needs `statuses: write`',
}

export type StatusSet = {
  trouble: Trouble | null
  /** GitHub said that the token may not write. */
  refused: boolean
}

export const STATUS_NOT_ASKED: StatusSet = { trouble: null, refused: false }

/**
 * Sets the status of the commit that was judged, where one was asked for. What goes wrong is told, and changes no
 * verdict.
 * @param url page of the evaluation; null: the run's own is linked
 */
export const writeCommitStatus = async (
  job: Job,
  service: string,
  status: CommitStatus,
  url: string | null,
): Promise<StatusSet> => {
  const { settings, runner, change, log, mask } = job
  if (settings.commitStatus === null) return STATUS_NOT_ASKED
  const warn = (text: string, refused: boolean): StatusSet => ({
    trouble: { level: 'warning', title: 'The commit status was not set', text: mask(text) },
    refused,
  })
  const github = githubOf(job)
  if (github === null) return warn('`github-token` is empty', true)
  const context = settings.commitStatus === true ? `plumbline/${service}` : settings.commitStatus
  try {
    await github.call('POST', `/repos/${runner.repository}/statuses/${change.commitSha}`, {
      ...status,
      description: mask(status.description),
      context,
      target_url: url ?? `${runner.serverUrl}/${runner.repository}/actions/runs/${runner.run.id}`,
    })
    log.info(`commit status: ${status.state} (${context})`)
    return { trouble: null, refused: false }
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    return warn(`${causeOf(error, CAUSES)}. The job’s own result tells the verdict`, error.kind === 'forbidden')
  }
}
