import { GitHubError } from '../github/errors.ts'
import { githubOf } from '../github/job.ts'
import type { Job, Trouble } from '../job.ts'
import type { CommitStatus } from './state.ts'

const CAUSES: Partial<Record<GitHubError['kind'], string>> = {
  forbidden:
    'The token may not write it: the job needs `permissions: statuses: write`. Forks and Dependabot never get that',
  unauthorised: 'GitHub does not know the token: check `github-token`',
  not_found: 'GitHub does not know the commit, or the token may not see it: the job needs `statuses: write`',
  rate_limited: 'GitHub asks for fewer requests, and waiting would take longer than `timeout-seconds`',
  unavailable: 'GitHub did not answer in time',
  not_github: 'Something else than GitHub answered, perhaps a proxy',
}

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
): Promise<Trouble | null> => {
  const { settings, runner, change, log, mask } = job
  if (settings.commitStatus === null) return null
  const warn = (text: string): Trouble => ({
    level: 'warning',
    title: 'The commit status was not set',
    text: mask(text),
  })
  const github = githubOf(job)
  if (github === null) return warn('`github-token` is empty')
  const context = settings.commitStatus === true ? `plumbline/${service}` : settings.commitStatus
  try {
    await github.call('POST', `/repos/${runner.repository}/statuses/${change.commitSha}`, {
      ...status,
      description: mask(status.description),
      context,
      target_url: url ?? `${runner.serverUrl}/${runner.repository}/actions/runs/${runner.run.id}`,
    })
    log.info(`commit status: ${status.state} (${context})`)
    return null
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    return warn(
      `${CAUSES[error.kind] ?? 'GitHub refused it'} (${error.message}). The job’s own result tells the verdict`,
    )
  }
}
