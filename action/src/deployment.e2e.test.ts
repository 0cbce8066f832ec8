import type { EventOf } from '@plumbline/core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type FakeGitHub, startFakeGitHub } from './testing/fake-github.ts'
import { startOutage } from './testing/fake-outage.ts'
import { type Installation, openInstallation } from './testing/installation.ts'
import { AGREEMENT, junit, makeRepository, type Repository } from './testing/repository.ts'
import { type Job, type Ran, runAction } from './testing/run-action.ts'

/** A commit whose tests fail may not be deployed; nothing else is asked. */
const BLOCKING = AGREEMENT.replace(/objectives:[\s\S]*/, '').concat(`objectives:
  test-failures:
    indicator: test-failures
    target: "== 0"
    block_on: [push, deployment]
    enforcement: block
`)

let server: Installation
let key = ''
beforeAll(async () => {
  server = await openInstallation(BLOCKING)
  key = await server.key('gate:run', 'events:write', 'read')
})
afterAll(() => server.close())

let github: FakeGitHub
let repository: Repository
let runs = 100
beforeEach(async () => {
  github = await startFakeGitHub()
  repository = makeRepository()
  runs += 1
})
afterEach(async () => {
  repository.remove()
  await github.close()
})

const step = ({ inputs, env, ...job }: Partial<Job> = {}): Promise<Ran> =>
  runAction({
    repository,
    github,
    eventName: 'push',
    payload: { ref: 'refs/heads/main', before: repository.base, after: repository.head },
    ...job,
    env: { GITHUB_RUN_ID: String(runs), GITHUB_JOB: 'deploy', GITHUB_REF: 'refs/heads/main', ...env },
    inputs: {
      mode: 'deployment',
      'api-url': server.url,
      'api-key': key,
      engagement: 'acme-shop',
      service: 'shop-api',
      ...inputs,
    },
  })

/** Deployments of this run that the server has, newest first. */
const recorded = async (): Promise<EventOf<'deployment'>[]> =>
  (await server.vendor.events({ type: 'deployment', limit: 100 })).data.flatMap(({ event }) =>
    event.type === 'deployment' && event.data.deployment_id.startsWith(`${runs}.`) ? [event] : [],
  )

/** The two steps around a deployment; the job's status between them is what the first left, unless one is given. */
const deploy = async ({ inputs = {}, status, ...job }: Partial<Job> & { status?: string } = {}) => {
  const before = await step({ ...job, inputs })
  const after = await step({
    ...job,
    env: { ...job.env, ...before.left },
    inputs: { ...inputs, status: status ?? (before.code === 0 ? 'success' : 'failure') },
  })
  return { before, after }
}

/** The tests of the checked-out commit, as an earlier job reported them. */
const measured = async (failures: number) => {
  repository.write('reports/junit.xml', junit(5, failures))
  const { code } = await step({ inputs: { mode: 'report', tests: 'reports/junit.xml' } })
  expect(code).toBe(0)
}

describe('a deployment', () => {
  test('begins with the gate’s leave and is recorded as it ended, with its times, commit and run', async () => {
    await measured(0)
    const { before, after } = await deploy({
      env: { GITHUB_REF: 'refs/tags/v1.2.3' },
      payload: {},
      eventName: 'workflow_dispatch',
      inputs: { environment: 'production' },
    })
    expect([before.code, before.outputs.verdict, before.outputs['api-status']]).toEqual([0, 'pass', 'ok'])
    expect([after.code, after.outputs['api-status']]).toEqual([0, 'ok'])
    const [event, ...more] = await recorded()
    expect(more).toEqual([])
    expect(event).toMatchObject({
      source: 'github.com/acme/shop/actions',
      service: 'shop-api',
      environment: 'production',
      data: {
        deployment_id: `${runs}.1/deploy`,
        status: 'success',
        commit_sha: repository.head,
        version: 'v1.2.3',
        url: `https://github.com/acme/shop/actions/runs/${runs}/attempts/1`,
      },
    })
    const { started_at = '', finished_at = '', reached_production } = event?.data ?? {}
    expect(Date.parse(finished_at)).toBeGreaterThan(Date.parse(started_at))
    expect(reached_production).toBeUndefined()
    expect(after.summary).toContain(`\`${runs}.1/deploy\``)
  })

  test.each(['failure', 'cancelled'])('that ends with %s is recorded so', async (status) => {
    await deploy({ status })
    expect((await recorded()).map(({ data }) => [data.status, data.reached_production])).toEqual([[status, undefined]])
  })

  test('run again is another one: each attempt has its id', async () => {
    await deploy({ status: 'failure' })
    await deploy({ env: { GITHUB_RUN_ATTEMPT: '2' } })
    expect((await recorded()).map(({ data }) => data.deployment_id)).toEqual([`${runs}.2/deploy`, `${runs}.1/deploy`])
  })

  test('brings the commits since the last success there, merges marked, from the compare API', async () => {
    await deploy({ inputs: { environment: 'eu' } })
    const last = repository.head
    const [merged, head] = [repository.commit('merged'), repository.commit('head')]
    github.commits = [
      { sha: last, at: '2026-11-01T00:00:00Z' },
      { sha: merged, at: '2026-11-02T00:00:00Z', merge: true },
      { sha: head, at: '2026-11-03T00:00:00Z' },
    ]
    const { after } = await deploy({
      inputs: { environment: 'eu' },
      env: { GITHUB_RUN_ATTEMPT: '2' },
      payload: { ref: 'refs/heads/main', before: last, after: head },
    })
    expect((await recorded())[0]?.data).toMatchObject({
      commit_sha: head,
      commits: [
        { sha: merged, committed_at: '2026-11-02T00:00:00Z', merge: true },
        { sha: head, committed_at: '2026-11-03T00:00:00Z' },
      ],
    })
    expect(after.summary).toContain('2 commits')
    expect(github.requests).toEqual([`GET /repos/acme/shop/compare/${last}...${head}`])
  })

  test('is recorded without its commits where the key may not read which was the last, and that is said', async () => {
    const { after } = await deploy({ inputs: { 'api-key': await server.key('gate:run', 'events:write') } })
    expect(after.code).toBe(0)
    expect(after.summary).toMatch(/Without the commits it brought: .*needs the scope/)
    expect((await recorded())[0]?.data).not.toHaveProperty('commits')
  })

  test('is of what is checked out, where that is this repository: a rollback checks out an older commit', async () => {
    repository.git('remote', 'add', 'origin', 'https://github.com/acme/shop.git')
    repository.git('switch', '--quiet', '--detach', repository.base)
    await deploy()
    expect((await recorded())[0]?.data.commit_sha).toBe(repository.base)
    repository.git('remote', 'set-url', 'origin', 'https://github.com/acme/infra.git')
    await deploy({ env: { GITHUB_RUN_ATTEMPT: '2' } })
    expect((await recorded())[0]?.data.commit_sha).toBe(repository.head)
  })

  test('of two in one job has a number, so that the second can undo the first', async () => {
    const first = await deploy({ status: 'failure' })
    const left = { ...first.before.left, ...first.after.left }
    const second = await step({ env: left, inputs: { 'rolls-back': `${runs}.1/deploy` } })
    await step({ env: { ...left, ...second.left }, inputs: { 'rolls-back': `${runs}.1/deploy`, status: 'success' } })
    // The second is a question of its own, and not the first one’s answer again.
    expect(second.outputs['evaluation-id']).not.toBe(first.before.outputs['evaluation-id'])
    expect((await recorded()).map(({ data }) => [data.deployment_id, data.rolls_back])).toEqual([
      [`${runs}.1/deploy/2`, `${runs}.1/deploy`],
      [`${runs}.1/deploy`, undefined],
    ])
  })
})

describe('the gate before it', () => {
  test('stops what the agreement says it stops; what was stopped was never deployed and is not recorded', async () => {
    await measured(2)
    const { before, after } = await deploy()
    expect([before.code, before.outputs.verdict]).toEqual([1, 'fail'])
    expect(before.log).toMatch(/^::error title=Agreement not met%3A [^:]*::.*\. The deployment was stopped\.$/m)
    expect(after.code).toBe(0)
    expect(after.summary).toContain('Nothing was deployed')
    expect(await recorded()).toEqual([])
  })

  test.each([{ 'rolls-back': '99.1/deploy' }, { 'fixes-incident': 'acme/shop#12' }])(
    'never stops %o, and it is recorded as that',
    async (inputs) => {
      await measured(2)
      const before = await step({ inputs: { ...inputs, 'fail-on': 'warning' } })
      // The step after it knows what the step before it was told.
      const after = await step({ env: before.left, inputs: { status: 'success' } })
      expect([before.code, after.code]).toEqual([0, 0])
      expect((await recorded())[0]?.data).toMatchObject(
        'rolls-back' in inputs ? { rolls_back: '99.1/deploy' } : { fixes_incident: 'acme/shop#12' },
      )
    },
  )

  test('`fail-on: warning` stops a deployment that nobody measured', async () => {
    repository.commit('never measured')
    const head = repository.git('rev-parse', 'HEAD')
    const payload = { ref: 'refs/heads/main', before: repository.head, after: head }
    const { before } = await deploy({ payload, inputs: { 'fail-on': 'warning' } })
    expect([before.code, before.outputs.verdict]).toEqual([1, 'warn'])
  })

  test('a job that fails before it began deploying is recorded as failed before production', async () => {
    const after = await step({ inputs: { status: 'failure' } })
    expect(after.code).toBe(0)
    expect(after.log).toContain('::warning title=Recorded as failed before production::')
    expect((await recorded()).map(({ data }) => [data.status, data.reached_production])).toEqual([['failure', false]])
  })

  test('a second step without `status` is told that it is missing: an empty expression would lose the deployment', async () => {
    const before = await step()
    const after = await step({ env: before.left, inputs: { status: '' } })
    expect(after.code).toBe(1)
    expect(after.log).toContain('This deployment has begun already')
  })

  test('a third step records nothing twice', async () => {
    const { before, after } = await deploy()
    const again = await step({ env: { ...before.left, ...after.left }, inputs: { status: 'success' } })
    expect(again.log).toContain('recorded already')
    expect(await recorded()).toHaveLength(1)
  })
})

describe('a server that can’t be asked', () => {
  const nobody = async () => {
    const gone = await startOutage('hang')
    await gone.close()
    return gone.url
  }
  const unasked = async (inputs: Record<string, string> = {}) =>
    deploy({ inputs: { 'api-url': await nobody(), 'timeout-seconds': '5', ...inputs } })

  test('stops no deployment, unless asked to; its event is told in full, so that it can be sent later', async () => {
    const { before, after } = await unasked()
    expect([before.code, before.outputs['api-status'], after.code]).toEqual([0, 'unavailable', 0])
    expect(before.summary).toContain('judged by nobody')
    const [, event = ''] = /```json\n(.*)\n```/.exec(after.summary) ?? []
    expect(JSON.parse(event)).toMatchObject({ type: 'deployment', data: { deployment_id: `${runs}.1/deploy` } })
    const { results } = await server.vendor.postEvents([JSON.parse(event)])
    expect(results).toMatchObject([{ status: 'recorded' }])
  })

  test('`on-api-error: fail` stops a deployment', async () => {
    const { before, after } = await unasked({ 'on-api-error': 'fail' })
    expect(before.code).toBe(1)
    expect(after.summary).toContain('Nothing was deployed')
  })

  test.each([
    { why: 'an outage', inputs: { 'on-api-error': 'fail' } },
    { why: 'a wrong engagement', inputs: { engagement: 'acme-shopp' } },
    { why: 'a wrong input', inputs: { 'timeout-seconds': '1m' } },
    { why: 'no key', inputs: { 'api-key': '', 'on-api-error': 'fail' } },
  ])('never a rollback: $why', async ({ why, inputs }) => {
    const url = why === 'an outage' ? await nobody() : server.url
    const before = await step({
      inputs: { 'api-url': url, 'rolls-back': '99.1/deploy', 'timeout-seconds': '5', ...inputs },
    })
    expect(before.code).toBe(0)
    expect(before.log).toMatch(/^::(error|warning) title=/m)
  })

  test('neither a key nor an identity: told, and what would help', async () => {
    const { before } = await deploy({ inputs: { 'api-key': '' } })
    expect([before.code, before.outputs['api-status']]).toEqual([0, 'not_asked'])
    expect(before.log).toContain('id-token: write')
  })
})
