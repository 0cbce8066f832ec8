import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createClient, type EngagementClient } from '@plumbline/client'
import { AGREEMENT, lcov, type TemporaryRepository, temporaryRepository } from '@plumbline/client/testing'
import type { EventOf } from '@plumbline/core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type Started, started } from '../testing/cli.ts'

/*
 * The example of docs/gitlab-ci.md, job by job as GitLab runs it: the lines of `script` in one bash that stops at the
 * first failure, those of `after_script` in another with CI_JOB_STATUS, both with the variables GitLab sets.
 */
type Job = { script: string[]; after_script?: string[]; environment?: string }
type Pipeline = Record<string, Job> & { variables: Record<string, string> }

const PAGE = readFileSync(new URL('../../../../docs/gitlab-ci.md', import.meta.url), 'utf8')
const pipeline: Pipeline = parse(/^```yaml\n([\s\S]*?)^```/m.exec(PAGE)?.[1] ?? '')
const PLUMBLINE = fileURLToPath(new URL('../../bin/plumbline.js', import.meta.url))

const root = mkdtempSync(join(tmpdir(), 'plumbline-gitlab-'))
let server: Started
let vendor: EngagementClient
let key = ''
let repo: TemporaryRepository

const program = (name: string, script: string) => {
  writeFileSync(join(root, 'bin', name), `#!/bin/sh\n${script}\n`)
  chmodSync(join(root, 'bin', name), 0o755)
}

beforeAll(async () => {
  server = started(['serve', '--port', '0', '--data', `${root}/data`])
  const url = await server.line
  const as = (credential: string | null) => createClient({ baseUrl: url, credential })
  const operator = as(readFileSync(`${root}/data/operator-key`, 'utf8').trim())
  const { claims } = await operator.createEngagement({ engagement: 'acme-checkout', title: 'Acme and Northwind' })
  const take = async (claim: string) => (await operator.takeClaim({ claim, name: 'Ada', role: 'Lead' })).key
  const client = as(await take(claims.client)).engagement('acme-checkout')
  vendor = as(await take(claims.vendor)).engagement('acme-checkout')
  const { version, hash } = await vendor.proposeAgreement(AGREEMENT, 'application/yaml')
  await client.acceptAgreement(version, { hash })
  key = (await vendor.createKey({ name: 'gitlab', scopes: ['events:write', 'gate:run', 'read'] })).key ?? ''
  mkdirSync(join(root, 'bin'))
  program('plumbline', `exec "${process.execPath}" "${PLUMBLINE}" "$@"`)
  // The project’s own tests, as far as anyone looks at them.
  program('npm', 'exit 0')
})
afterAll(async () => {
  server.signal('SIGTERM')
  await server.ran
  rmSync(root, { recursive: true, force: true })
})

let base = ''
let head = ''
let jobs = 0
beforeEach(() => {
  repo = temporaryRepository()
  base = repo.commit({
    'plumbline.yml': AGREEMENT,
    'src/a.ts': 'one\n',
    'deploy.sh': '#!/bin/sh\nexit $DEPLOY\n',
    '.gitignore': 'coverage/\njunit.xml\n.plumbline-deployment.json\n',
  })
  chmodSync(`${repo.path}/deploy.sh`, 0o755)
  repo.git('switch', '--quiet', '--create', 'feature')
  head = repo.commit({ 'src/a.ts': 'one\ntwo\nthree\n' })
  repo.write({ 'junit.xml': '<testsuite><testcase name="a"/></testsuite>' })
})
afterEach(() => repo.dispose())

const covered = (ran: number[], missed: number[]) =>
  repo.write({ 'coverage/lcov.info': lcov('src/a.ts', [1, ...ran], missed) })

const MERGE_REQUEST = {
  CI_PIPELINE_SOURCE: 'merge_request_event',
  CI_MERGE_REQUEST_EVENT_TYPE: 'detached',
  CI_MERGE_REQUEST_IID: '7',
  CI_MERGE_REQUEST_TITLE: 'Add lines',
  CI_MERGE_REQUEST_LABELS: 'backend',
}
const PUSH = { CI_PIPELINE_SOURCE: 'push', CI_COMMIT_BRANCH: 'main' }

const bash = (lines: string[], env: Record<string, string>) =>
  new Promise<{ code: number; text: string }>((resolve, reject) => {
    const script = ['set -eo pipefail', ...lines].join('\n')
    const shell = spawn('bash', ['-c', script], { cwd: repo.path, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let text = ''
    for (const stream of [shell.stdout, shell.stderr])
      stream.setEncoding('utf8').on('data', (more: string) => {
        text += more
      })
    shell.on('error', reject)
    shell.on('close', (code) => resolve({ code: code ?? 1, text }))
  })

/** Runs a job of the page, and answers how it ended and what it printed. */
const run = async (name: string, variables: Record<string, string>) => {
  const { script, after_script = [], environment } = pipeline[name] ?? { script: ['exit 99'] }
  jobs += 1
  const env = {
    PATH: `${root}/bin:${process.env.PATH ?? ''}`,
    HOME: root,
    GIT_CONFIG_NOSYSTEM: '1',
    CI: 'true',
    GITLAB_CI: 'true',
    CI_SERVER_HOST: 'gitlab.acme.example',
    CI_PROJECT_PATH: 'acme/checkout-api',
    CI_PROJECT_DIR: repo.path,
    CI_DEFAULT_BRANCH: 'main',
    CI_PIPELINE_ID: '1042',
    CI_JOB_ID: String(jobs),
    CI_JOB_URL: `https://gitlab.acme.example/acme/checkout-api/-/jobs/${jobs}`,
    CI_JOB_STATUS: 'running',
    CI_COMMIT_SHA: head,
    CI_COMMIT_BEFORE_SHA: base,
    CI_MERGE_REQUEST_DIFF_BASE_SHA: 'CI_MERGE_REQUEST_IID' in variables ? base : '',
    GITLAB_USER_LOGIN: 'mona',
    PLUMBLINE_API_KEY: key,
    ...pipeline.variables,
    ...(environment === undefined ? {} : { CI_ENVIRONMENT_NAME: environment }),
    PLUMBLINE_API_URL: await server.line,
    ...variables,
  }
  const main = await bash(script, env)
  const status = main.code === 0 ? 'success' : 'failed'
  const after = await bash(after_script, { ...env, CI_JOB_STATUS: variables.CANCELLED ? 'canceled' : status })
  return { code: main.code, text: main.text, after }
}

const deployments = async (): Promise<EventOf<'deployment'>[]> =>
  (await vendor.events({ type: 'deployment', limit: 100 })).data.flatMap(({ event }) =>
    event.type === 'deployment' && event.data.deployment_id === `1042/${jobs}` ? [event] : [],
  )

describe('the gate of the example', () => {
  test('judges a merge request at its head against its base, and fails the job', async () => {
    covered([2], [3])
    expect((await run('test', MERGE_REQUEST)).code).toBe(0)
    const { code, text } = await run('gate', MERGE_REQUEST)
    expect(code).toBe(1)
    expect(text).toMatch(/✗ breached +patch-coverage +50\.0 %/)
    const id = /evaluations\/(ev_[0-9a-f]+)/.exec(text)?.[1] ?? ''
    expect(await vendor.evaluation(id)).toMatchObject({ event: 'pull_request', commit_sha: head, verdict: 'fail' })
    const [told] = (await vendor.events({ type: 'pull_request' })).data
    expect(told?.event.data).toMatchObject({ number: 7, action: 'opened', additions: 2, deletions: 0 })
  })

  test('passes a push that meets the agreement', async () => {
    covered([2, 3], [])
    expect(await run('gate', PUSH)).toMatchObject({ code: 0, text: expect.stringMatching(/Agreement met/) })
  })

  test('judges a fork’s merge request, which has no key, by the file at the merge base', async () => {
    covered([2], [3])
    const { code, text } = await run('gate', { ...MERGE_REQUEST, PLUMBLINE_API_KEY: '' })
    expect(code).toBe(1)
    expect(text).toMatch(/✗ breached +patch-coverage/)
    expect(text).not.toContain('evaluations/')
  })
})

describe('the deployment of the example', () => {
  test('is recorded as it ended, by the job that made it', async () => {
    const { code, after } = await run('deploy', PUSH)
    expect([code, after.code]).toEqual([0, 0])
    expect(await deployments()).toMatchObject([
      {
        source: 'gitlab.acme.example/acme/checkout-api/-/pipelines',
        environment: 'production',
        data: {
          status: 'success',
          commit_sha: head,
          started_at: expect.any(String),
          url: `https://gitlab.acme.example/acme/checkout-api/-/jobs/${jobs}`,
        },
      },
    ])
  })

  test.each([
    { why: 'that fails', more: { DEPLOY: '3' }, status: 'failure', code: 3 },
    { why: 'that is cancelled', more: { DEPLOY: '143', CANCELLED: 'yes' }, status: 'cancelled', code: 143 },
  ])('$why is recorded so, and the job ends as the deployment did', async ({ more, status, code }) => {
    expect((await run('deploy', { ...PUSH, ...more })).code).toBe(code)
    expect((await deployments()).map(({ data }) => [data.status, data.reached_production])).toEqual([
      [status, undefined],
    ])
  })

  test('back to the one before is recorded as a rollback', async () => {
    expect((await run('rollback', PUSH)).code).toBe(0)
    expect((await deployments())[0]?.data).toMatchObject({ status: 'success', rolls_back: 'previous' })
  })
})
