import { describe, expect, test } from 'vitest'
import { completed } from '../gate/defaults.ts'
import { readInputs } from '../inputs.ts'

const commit = (digit: string) => digit.repeat(40)
const head = commit('a')
const merge = commit('b')
const base = commit('c')

/** What GitLab sets in every job. */
const JOB = {
  CI: 'true',
  GITLAB_CI: 'true',
  CI_SERVER_HOST: 'gitlab.acme.example',
  CI_PROJECT_PATH: 'acme/checkout-api',
  CI_DEFAULT_BRANCH: 'main',
  CI_PIPELINE_ID: '1042',
  CI_JOB_ID: '77',
  CI_JOB_URL: 'https://gitlab.acme.example/acme/checkout-api/-/jobs/77',
  GITLAB_USER_LOGIN: 'mona',
  CI_COMMIT_SHA: head,
}
const MERGE_REQUEST = {
  ...JOB,
  CI_PIPELINE_SOURCE: 'merge_request_event',
  CI_MERGE_REQUEST_EVENT_TYPE: 'detached',
  CI_MERGE_REQUEST_IID: '7',
  CI_MERGE_REQUEST_TITLE: 'Add tax rates',
  CI_MERGE_REQUEST_LABELS: 'hotfix,backend',
  CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: 'feature',
  CI_MERGE_REQUEST_DIFF_BASE_SHA: base,
  CI_COMMIT_BEFORE_SHA: '0'.repeat(40),
}
const PUSH = { ...JOB, CI_PIPELINE_SOURCE: 'push', CI_COMMIT_BRANCH: 'main', CI_COMMIT_BEFORE_SHA: base }

const ci = (env: Record<string, string | undefined>) => readInputs(env).ci

describe('what GitLab CI says', () => {
  test('of a merge request', () => {
    expect(ci(MERGE_REQUEST)).toMatchObject({
      source: 'gitlab.acme.example/acme/checkout-api/-/pipelines',
      event: 'pull_request',
      commitSha: head,
      base,
      branch: 'feature',
      ref: null,
      pullRequest: { number: 7, title: 'Add tax rates', author: 'mona', labels: ['hotfix', 'backend'] },
    })
  })

  test('of a merged result: the commit somebody wrote, not the merge that was made for the test', () => {
    const env = {
      ...MERGE_REQUEST,
      CI_MERGE_REQUEST_EVENT_TYPE: 'merged_result',
      CI_COMMIT_SHA: merge,
      CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: head,
    }
    expect(ci(env)).toMatchObject({ event: 'pull_request', commitSha: head })
  })

  test('of a push, of the first one of a branch, of a tag and of a train', () => {
    expect(ci(PUSH)).toMatchObject({ event: 'push', ref: 'refs/heads/main', base, pullRequest: null })
    expect(ci({ ...PUSH, CI_COMMIT_BEFORE_SHA: '0'.repeat(40) })).toMatchObject({ base: null })
    expect(ci({ ...PUSH, CI_COMMIT_BRANCH: undefined, CI_COMMIT_TAG: 'v1.2.3' })).toMatchObject({
      event: 'manual',
      ref: 'refs/tags/v1.2.3',
      version: 'v1.2.3',
    })
    expect(ci({ ...MERGE_REQUEST, CI_MERGE_REQUEST_EVENT_TYPE: 'merge_train' })).toMatchObject({ event: 'merge_group' })
  })

  test.each(['web', 'schedule', 'api', 'something_of_2030', ''])(
    'a pipeline from “%s” is asked for by hand',
    (source) => {
      expect(ci({ ...PUSH, CI_PIPELINE_SOURCE: source })).toMatchObject({ event: 'manual' })
    },
  )

  test.each([
    ['success', 'success'],
    ['failed', 'failure'],
    ['canceled', 'cancelled'],
    ['running', null],
    ['', null],
  ])('of a job that is %s: %s', (status, means) => {
    expect(ci({ ...PUSH, CI_JOB_STATUS: status })?.jobStatus).toBe(means)
  })

  test('of a deployment: its environment, and an id that a retry of the job changes', () => {
    expect(ci({ ...PUSH, CI_ENVIRONMENT_NAME: 'production' })).toMatchObject({
      environment: 'production',
      deploymentId: '1042/77',
    })
  })

  test('elsewhere its variables say nothing', () => {
    expect(ci({ ...MERGE_REQUEST, GITLAB_CI: undefined })).toBe(null)
    expect(ci({ GITLAB_CI: 'true' })).toMatchObject({
      source: null,
      commitSha: null,
      pullRequest: null,
      deploymentId: null,
    })
  })

  test.each(['x', '0', '-1', '1e3', '99999999999'])(
    'a number of a merge request that is none (%s) is not there',
    (iid) => {
      expect(ci({ ...MERGE_REQUEST, CI_MERGE_REQUEST_IID: iid })?.pullRequest).toBe(null)
    },
  )
})

test('what is given goes before what GitLab CI says', () => {
  const given = {
    agreement: 'plumbline.yml',
    onApiError: 'warn',
    commit: merge,
    event: 'deployment',
    source: 'ci',
  } as const
  expect(completed(given, ci(MERGE_REQUEST))).toMatchObject({
    commit: merge,
    event: 'deployment',
    source: 'ci',
    base,
    pr: 7,
  })
  expect(completed({ agreement: 'plumbline.yml', onApiError: 'warn' }, null)).toEqual({
    agreement: 'plumbline.yml',
    onApiError: 'warn',
    event: 'pull_request',
    source: 'plumbline-cli',
  })
})
