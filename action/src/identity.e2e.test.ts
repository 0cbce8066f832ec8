import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type FakeGitHub, startFakeGitHub } from './testing/fake-github.ts'
import { type Answering, type FakeIdentity, startFakeIdentity } from './testing/fake-identity.ts'
import { type FakeIssuer, SHOP, startFakeIssuer } from './testing/fake-issuer.ts'
import { type Installation, openInstallation } from './testing/installation.ts'
import { AGREEMENT, junit, lcov, makeRepository, type Repository } from './testing/repository.ts'
import { type Job, pullRequestPayload, type Ran, runAction } from './testing/run-action.ts'
import { pushToMain } from './testing/stage.ts'

let issuer: FakeIssuer
let server: Installation
beforeAll(async () => {
  issuer = await startFakeIssuer()
  vi.stubEnv('PLUMBLINE_OIDC_ISSUERS', issuer.url)
  server = await openInstallation(AGREEMENT)
  vi.unstubAllEnvs()
  await server.vendor.addMember({ kind: 'repository', repository: 'acme/shop', ...SHOP, services: ['shop-api'] })
})
afterAll(async () => {
  await server.close()
  await issuer.close()
})

let github: FakeGitHub
let repository: Repository
let identity: FakeIdentity
const claims: Record<string, unknown> = {}
beforeEach(async () => {
  github = await startFakeGitHub()
  repository = makeRepository()
  repository.write('reports/lcov.info', lcov(20, 0))
  repository.write('reports/junit.xml', junit(5, 0))
  for (const name of Object.keys(claims)) delete claims[name]
  identity = await startFakeIdentity({ make: (audience) => issuer.tokenFor(audience, claims) })
})
afterEach(async () => {
  repository.remove()
  await github.close()
  await identity.close()
})

const SIZED = { additions: 40, deletions: 2, updated_at: '2026-01-01T00:00:00Z' }

const run = ({ inputs, env, ...job }: Partial<Job> = {}): Promise<Ran> =>
  runAction({
    repository,
    github,
    ...pushToMain(repository),
    ...job,
    env: { ...identity.env, ...env },
    inputs: {
      'api-url': server.url,
      engagement: 'acme-shop',
      service: 'shop-api',
      coverage: 'reports/lcov.info',
      tests: 'reports/junit.xml',
      ...inputs,
    },
  })

describe('without a key the job says who it is', () => {
  test('and the server judges; the token is for that server, and stands nowhere', async () => {
    const { masked, ...ran } = await run()
    // Of the window nothing is known yet.
    expect([ran.code, ran.outputs['api-status'], ran.outputs.verdict]).toEqual([0, 'ok', 'warn'])
    expect(identity.asked).toEqual([server.url])
    const secrets = [...identity.given, identity.env.ACTIONS_ID_TOKEN_REQUEST_TOKEN]
    expect(masked.secrets).toEqual(expect.arrayContaining(secrets))
    for (const secret of secrets) expect(JSON.stringify(ran)).not.toContain(secret)
  })

  test('a token for each call: the server takes each one once', async () => {
    const job = { inputs: { mode: 'deployment', coverage: '', tests: '', environment: 'production' } }
    const before = await run(job)
    const after = await run({ env: before.left, inputs: { ...job.inputs, status: 'success' } })
    expect([before.outputs['api-status'], after.outputs['api-status']]).toEqual(['ok', 'ok'])
    // The gate; which deployment was the last; the deployment.
    expect(new Set(identity.given).size).toBe(3)
    expect((await server.vendor.events({ type: 'deployment' })).data).toHaveLength(1)
  })

  test('an api-url with a slash at its end is the same server', async () => {
    expect((await run({ inputs: { 'api-url': `${server.url}/` } })).outputs['api-status']).toBe('ok')
  })

  test('a key goes before it: nothing is asked then', async () => {
    const key = await server.key('gate:run', 'events:write')
    expect((await run({ inputs: { 'api-key': key } })).outputs['api-status']).toBe('ok')
    expect(identity.asked).toEqual([])
  })

  test.each([
    { trigger: 'pull_request', number: 7, recorded: 1 },
    // Its token may send nothing; the size is not worth a build.
    { trigger: 'pull_request_target', number: 8, recorded: 0 },
  ])('$trigger tells the pull request’s size where it may, and fails nowhere', async (asked) => {
    claims.event_name = asked.trigger
    const { pull_request: pull, ...payload } = pullRequestPayload(repository)
    const sized = { ...payload, pull_request: { ...pull, number: asked.number, ...SIZED } }
    const job = { eventName: asked.trigger, payload: sized, inputs: { coverage: '', tests: '', comment: 'never' } }
    const ran = [await run(job), await run(job)]
    expect(ran.map(({ outputs }) => outputs['api-status'])).toEqual(['ok', 'ok'])
    expect(ran.map(({ log }) => /An event was refused/.test(log))).toEqual([false, false])
    const { data } = await server.vendor.events({ type: 'pull_request' })
    const ours = data.filter(({ event }) => event.type === 'pull_request' && event.data.number === asked.number)
    expect(ours).toHaveLength(asked.recorded)
  })

  test('an issue’s workflow may tell of incidents, and correct what it told', async () => {
    claims.event_name = 'issues'
    const issue = (labels: string[], minutes: number) => ({
      number: 12,
      user: { login: 'octavia' },
      labels: labels.map((name) => ({ name })),
      created_at: '2026-01-01T00:00:00Z',
      updated_at: `2026-01-01T00:0${minutes}:00Z`,
    })
    const tell = (payload: unknown) =>
      run({ eventName: 'issues', payload, inputs: { mode: 'incident', coverage: '', tests: '' } })
    await tell({ action: 'opened', issue: issue(['incident'], 0) })
    const { outputs } = await tell({
      action: 'labeled',
      label: { name: 'sev2' },
      issue: issue(['incident', 'sev2'], 5),
    })
    expect(outputs['api-status']).toBe('ok')
    const { data } = await server.vendor.events({ type: 'incident' })
    const told = data.map(({ event }) => event.type === 'incident' && `${event.data.action} ${event.data.severity}`)
    expect(told).toEqual(expect.arrayContaining(['severity_changed sev2', 'reported sev2', 'reported sev1']))
  })
})

describe('an identity that is not taken leads to the local judgement, and says what to do', () => {
  test.each([
    { why: 'another repository', given: { repository_id: '1' }, says: 'is not bound', status: 'rejected', code: 1 },
    {
      why: 'the name taken over',
      given: { repository_owner_id: '2' },
      says: 'is not bound',
      status: 'rejected',
      code: 1,
    },
    {
      why: 'another audience',
      given: { aud: 'https://other.example' },
      says: 'for someone else',
      status: 'refused',
      code: 0,
    },
    { why: 'an old token', given: { iat: 1, nbf: 1, exp: 2 }, says: 'expired', status: 'refused', code: 0 },
  ])('$why', async ({ given, says, status, code }) => {
    Object.assign(claims, given)
    const ran = await run()
    expect([ran.code, ran.outputs['api-status']]).toEqual([code, status])
    expect(ran.log).toContain(says)
  })

  test('what this workflow’s trigger may not do is told with its name', async () => {
    claims.event_name = 'issue_comment'
    const ran = await run({
      inputs: { mode: 'incident', coverage: '', tests: '', 'incident-id': 'x', severity: 'sev2', action: 'responded' },
    })
    expect([ran.code, ran.outputs['api-status']]).toEqual([0, 'refused'])
    expect(ran.log).toContain('issue_comment')
  })
})

describe('an endpoint that gives no token costs no build', () => {
  test.each<{ why: string; wrong: Answering; says: string }>([
    { why: 'hangs', wrong: 'hang', says: 'GitHub gave this job no identity token' },
    { why: 'is down', wrong: { status: 500, body: 'secret' }, says: 'it answered 500' },
    { why: 'answers garbage', wrong: { status: 200, body: 'eyJ.secret' }, says: 'holds no identity token' },
    { why: 'answers without end', wrong: { status: 200, body: 'x'.repeat(1_000_000) }, says: 'longer than' },
  ])('one that $why', async ({ wrong, says }) => {
    await identity.close()
    identity = await startFakeIdentity({ wrong: [wrong] })
    const ran = await run({ inputs: { 'timeout-seconds': '5' } })
    expect([ran.code, ran.outputs.verdict, ran.outputs['api-status']]).toEqual([0, 'pass', 'unavailable'])
    expect(ran.log).toContain(says)
    expect(ran.log).not.toContain('secret')
    expect(ran.log).toMatch(/::warning title=GitHub gave no identity token::/)
  })

  test('with `on-api-error: fail` it does', async () => {
    await identity.close()
    identity = await startFakeIdentity({ wrong: [{ status: 403, body: '' }] })
    expect((await run({ inputs: { 'on-api-error': 'fail' } })).code).toBe(1)
  })
})

test('a fork’s job has no endpoint: nobody is asked, and that is said', async () => {
  const ran = await run({ env: { ACTIONS_ID_TOKEN_REQUEST_URL: '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' } })
  expect([ran.code, ran.outputs['api-status'], identity.asked]).toEqual([0, 'not_asked', []])
  expect(ran.summary).toContain('neither an api-key nor an identity token')
})
