import type { DeploymentStatus } from '@plumbline/client/delivery'
import type { GateEvent } from '@plumbline/core'
import type { Ci } from './ci.ts'

type Variable = (name: string) => string | null

const STATUSES = new Map<string | null, DeploymentStatus>([
  ['success', 'success'],
  ['failed', 'failure'],
  ['canceled', 'cancelled'],
])

const eventOf = (of: Variable): GateEvent => {
  const source = of('CI_PIPELINE_SOURCE')
  if (source === 'merge_request_event')
    return of('CI_MERGE_REQUEST_EVENT_TYPE') === 'merge_train' ? 'merge_group' : 'pull_request'
  return source === 'push' && of('CI_COMMIT_BRANCH') !== null ? 'push' : 'manual'
}

const pullRequestOf = (of: Variable): Ci['pullRequest'] => {
  const number = of('CI_MERGE_REQUEST_IID')
  if (number === null || !/^[1-9]\d{0,8}$/.test(number)) return null
  return {
    number: Number(number),
    title: of('CI_MERGE_REQUEST_TITLE'),
    author: of('GITLAB_USER_LOGIN'),
    labels: (of('CI_MERGE_REQUEST_LABELS') ?? '').split(',').filter((label) => label.trim() !== ''),
  }
}

const refOf = (of: Variable): string | null => {
  const [tag, branch] = [of('CI_COMMIT_TAG'), of('CI_COMMIT_BRANCH')]
  return tag !== null ? `refs/tags/${tag}` : branch !== null ? `refs/heads/${branch}` : null
}

/** 40 zeros stand for "no commit": the branch is new. */
const commit = (sha: string | null): string | null => (sha === null || /^0+$/.test(sha) ? null : sha)

const joined = (of: Variable, ...names: string[]): string | null => {
  const parts = names.map(of)
  return parts.every((part) => part !== null) ? parts.join('/') : null
}

/** What GitLab CI says, by its predefined variables. Null where it is not GitLab CI that runs this. */
export const gitlabOf = (of: Variable): Ci | null => {
  if (of('GITLAB_CI') === null) return null
  const place = joined(of, 'CI_SERVER_HOST', 'CI_PROJECT_PATH')
  const base = commit(of('CI_MERGE_REQUEST_DIFF_BASE_SHA')) ?? commit(of('CI_COMMIT_BEFORE_SHA'))
  return {
    source: place === null ? null : `${place}/-/pipelines`,
    event: eventOf(of),
    // Set only where the job works on the merged result, which nobody wrote.
    commitSha: commit(of('CI_MERGE_REQUEST_SOURCE_BRANCH_SHA')) ?? commit(of('CI_COMMIT_SHA')),
    base,
    ref: refOf(of),
    branch: of('CI_MERGE_REQUEST_SOURCE_BRANCH_NAME') ?? of('CI_COMMIT_BRANCH'),
    defaultBranch: of('CI_DEFAULT_BRANCH'),
    pullRequest: pullRequestOf(of),
    environment: of('CI_ENVIRONMENT_NAME'),
    version: of('CI_COMMIT_TAG'),
    deploymentId: joined(of, 'CI_PIPELINE_ID', 'CI_JOB_ID'),
    jobStatus: STATUSES.get(of('CI_JOB_STATUS')) ?? null,
    folder: of('CI_PROJECT_DIR'),
    url: of('CI_JOB_URL'),
    actor: of('GITLAB_USER_LOGIN'),
  }
}
