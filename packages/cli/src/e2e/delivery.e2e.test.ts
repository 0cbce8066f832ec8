import { existsSync, readFileSync } from 'node:fs'
import { createClient } from '@plumbline/client'
import { AGREEMENT, type TemporaryRepository, temporaryFolder, temporaryRepository } from '@plumbline/client/testing'
import type { EventOf } from '@plumbline/core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { plumbline, type Ran, type Started, started } from '../testing/cli.ts'

/** A commit whose tests fail may not be deployed. */
const BLOCKING = AGREEMENT.replace('target: "== 0"', 'target: "== 0"\n    block_on: [push, deployment]')
const SERVICE = ['--service', 'checkout-api']
const STATE = '.plumbline-deployment.json'

const data = temporaryFolder()
let repo: TemporaryRepository
let server: Started
let env: Record<string, string>

beforeAll(async () => {
  server = started(['serve', '--port', '0', '--data', `${data.path}/data`])
  const url = await server.line
  const as = (credential: string | null) => createClient({ baseUrl: url, credential })
  const operator = as(readFileSync(`${data.path}/data/operator-key`, 'utf8').trim())
  const { claims } = await operator.createEngagement({ engagement: 'acme-checkout', title: 'Acme and Northwind' })
  const take = async (claim: string) => (await operator.takeClaim({ claim, name: 'Ada', role: 'Lead' })).key
  const [client, vendor] = [await take(claims.client), await take(claims.vendor)]
  const { version, hash } = await as(vendor).engagement('acme-checkout').proposeAgreement(BLOCKING, 'application/yaml')
  await as(client).engagement('acme-checkout').acceptAgreement(version, { hash })
  env = { PLUMBLINE_API_URL: url, PLUMBLINE_ENGAGEMENT: 'acme-checkout', PLUMBLINE_API_KEY: vendor }
  repo = temporaryRepository()
  repo.commit({ 'src/a.ts': 'one\n', '.gitignore': `${STATE}\njunit.xml\n` })
})
afterAll(async () => {
  server.signal('SIGTERM')
  await server.ran
  repo.dispose()
  data.dispose()
})

let where = ''
let places = 0
beforeEach(() => {
  // Each test deploys to a place of its own, so that none is the other’s predecessor.
  where = `place-${++places}`
})

const run = (args: string[], more: Record<string, string> = {}, input = ''): Promise<Ran> =>
  plumbline(args, { cwd: repo.path, env: { ...env, ...more }, input })
const start = (...more: string[]) => run(['deployment', 'start', ...SERVICE, '--environment', where, ...more])
const finish = (...more: string[]) => run(['deployment', 'finish', ...SERVICE, '--environment', where, ...more])
const engagement = () =>
  createClient({ baseUrl: env.PLUMBLINE_API_URL ?? '', credential: env.PLUMBLINE_API_KEY ?? '' }).engagement(
    'acme-checkout',
  )

/** What the server has of this test's deployments, newest first. */
const recorded = async (): Promise<EventOf<'deployment'>[]> =>
  (await engagement().events({ type: 'deployment', limit: 100 })).data.flatMap(({ event }) =>
    event.type === 'deployment' && event.environment === where ? [event] : [],
  )

describe('plumbline deployment', () => {
  test('asks the gate, then records how it ended, with the commits since the last one there', async () => {
    const begun = await start()
    expect(begun.code).toBe(0)
    expect(begun.out).toMatch(/^checkout-api to place-\d+ · agreement v1/)
    expect(begun.err).toMatch(/^deployment \d{8}T\d{9}Z-[0-9a-f]{7} begins$/m)
    const ended = await finish('--status', 'success', '--release', 'v1')
    expect(ended).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^recorded deployment .*: success, without its commits/),
    })
    expect(existsSync(`${repo.path}/${STATE}`)).toBe(false)

    const shipped = repo.commit({ 'src/a.ts': 'one\ntwo\n' })
    await start('--id', 'second')
    expect((await finish('--status', 'success')).out).toContain('second: success, with 1 commit')
    const [second, first] = await recorded()
    expect(first?.data).toMatchObject({ status: 'success', version: 'v1', started_at: expect.any(String) })
    expect(second).toMatchObject({
      source: 'plumbline-cli',
      data: { deployment_id: 'second', commit_sha: shipped, commits: [{ sha: shipped }] },
    })
  })

  test('the gate stops what the agreement says it stops; that was never deployed, and is not recorded', async () => {
    repo.commit({ 'src/a.ts': 'broken\n' })
    repo.write({ 'junit.xml': '<testsuite><testcase name="a"><failure/></testcase></testsuite>' })
    expect((await run(['ingest', 'junit.xml', ...SERVICE])).code).toBe(0)
    const stopped = await start('--json')
    expect(stopped.code).toBe(1)
    expect(JSON.parse(stopped.out)).toMatchObject({ stopped: true, evaluation: { verdict: 'fail' } })
    expect(await finish('--status', 'failure')).toMatchObject({
      code: 0,
      out: '',
      err: expect.stringMatching(/nothing was deployed/),
    })
    expect(await recorded()).toEqual([])

    const rollback = await start('--rolls-back', 'previous')
    expect(rollback.code).toBe(0)
    await finish('--status', 'success')
    expect((await recorded())[0]?.data).toMatchObject({ rolls_back: 'previous' })
    repo.commit({ 'src/a.ts': 'mended\n' })
  })

  test.each([
    { why: 'no server', more: { PLUMBLINE_API_URL: 'http://127.0.0.1:1' } },
    { why: 'a bad key', more: { PLUMBLINE_API_KEY: 'plb_no' } },
    { why: 'no engagement', more: { PLUMBLINE_ENGAGEMENT: '' } },
  ])('never stops a rollback or a fix: $why', async ({ more }) => {
    const args = ['deployment', 'start', ...SERVICE, '--environment', where, '--on-api-error', 'fail', '--timeout', '1']
    const ran = await run([...args, '--fixes-incident', 'INC-42'], more)
    expect(ran).toMatchObject({ code: 0, out: '', err: expect.stringMatching(/goes on without the gate/) })
    expect((await run(args, more)).code).not.toBe(0)
  })

  test.each([
    { how: 'warn', code: 0, says: /goes on without the gate/ },
    { how: 'fail', code: 5, says: /nothing listens/ },
  ])('a server that is away: $how ends with $code', async ({ how, code, says }) => {
    const away = { PLUMBLINE_API_URL: 'http://127.0.0.1:1' }
    const args = ['deployment', 'start', ...SERVICE, '--environment', where, '--timeout', '1', '--on-api-error', how]
    expect(await run(args, away)).toMatchObject({ code, err: expect.stringMatching(says) })
    const end = ['deployment', 'finish', ...SERVICE, '--environment', where, '--status', 'success', '--timeout', '1']
    const ended = await run(end, away)
    if (how === 'fail') return expect(ended.err).toContain('nothing was deployed')
    // What could not be recorded is on stdout, and can be sent later.
    expect(ended).toMatchObject({ code: 0, err: expect.stringMatching(/plumbline ingest/) })
    expect((await run(['ingest', '-'], {}, ended.out)).out).toMatch(/^recorded 1,/)
    expect(await recorded()).toHaveLength(1)
  })

  test('what failed without having begun is recorded as failed before production', async () => {
    expect((await finish('--status', 'failure')).err).toContain('failed before production')
    expect((await finish('--status', 'failure', '--started-at', '2026-01-01T00:00:00Z')).code).toBe(0)
    expect((await recorded()).map(({ data }) => data.reached_production)).toEqual([undefined, false])
  })

  test('--dry-run prints what would be sent, and asks nobody', async () => {
    const nowhere = { PLUMBLINE_API_URL: '', PLUMBLINE_API_KEY: '' }
    const state = ['--state', 'dry.json']
    const asked = await run(['deployment', 'start', ...SERVICE, ...state, '--dry-run'], nowhere)
    expect(JSON.parse(asked.out)).toMatchObject({
      service: 'checkout-api',
      event: 'deployment',
      commit_sha: repo.git('rev-parse', 'HEAD'),
    })
    const event = await run(
      ['deployment', 'finish', ...SERVICE, '--status', 'success', '--since', 'HEAD~1', '--dry-run'],
      nowhere,
    )
    expect(JSON.parse(event.out)).toMatchObject({
      type: 'deployment',
      data: { commits: [{ sha: repo.git('rev-parse', 'HEAD') }] },
    })
    expect(existsSync(`${repo.path}/dry.json`)).toBe(false)
  })

  test.each([
    { args: [], code: 2, says: /how did the deployment end\?\n.*--status/ },
    { args: ['--status', 'skipped'], code: 2, says: /Allowed choices are success, failure, cancelled/ },
    { args: ['--status', 'success', '--started-at', 'yesterday'], code: 2, says: /“yesterday” is no time/ },
    {
      args: ['--status', 'success', '--state', 'src/a.ts'],
      code: 3,
      says: /not what plumbline deployment start writes/,
    },
    { args: ['--status', 'success', '--release', 'a\u202eb'], code: 1, says: /refused .*one line/ },
  ])('finish $args ends with $code and says what is right', async ({ args, code, says }) => {
    expect(await finish(...args)).toMatchObject({ code, err: expect.stringMatching(says) })
  })
})

describe('plumbline incident', () => {
  const incident = (action: string, id: string, ...more: string[]) => run(['incident', action, id, ...SERVICE, ...more])

  test('tells it from its report to its end; the severity is the one it has', async () => {
    const reported = await incident('report', 'INC-1', '--severity', 'sev2', '--title', 'Checkout is down')
    expect(reported).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^recorded incident INC-1: reported, sev2\n/),
    })
    expect((await incident('acknowledge', 'INC-1', '--actor', 'mona')).out).toContain('acknowledged, sev2')
    await incident('resolve', 'INC-1', '--caused-by', 'second')
    const { data: rows } = await engagement().events({ type: 'incident' })
    expect(rows.map(({ event }) => event.type === 'incident' && event.data)).toMatchObject([
      { action: 'resolved', severity: 'sev2', caused_by_deployment: 'second' },
      { action: 'acknowledged', actor: 'mona' },
      { action: 'reported', title: 'Checkout is down' },
    ])
  })

  test('told again it is the same', async () => {
    const at = ['--severity', 'sev1', '--at', '2026-01-01T00:00:00Z']
    expect((await incident('start', 'INC-2', ...at)).out).toMatch(/^recorded /)
    expect((await incident('start', 'INC-2', ...at)).out).toMatch(/^duplicate /)
  })

  test('--dry-run prints the event, --json the answer', async () => {
    const dry = await run(['incident', 'cancel', 'INC-3', ...SERVICE, '--severity', 'sev3', '--dry-run'], {
      PLUMBLINE_API_URL: '',
    })
    expect(JSON.parse(dry.out)).toMatchObject({ type: 'incident', data: { action: 'cancelled' } })
    const json = await incident('report', 'INC-3', '--severity', 'sev3', '--json')
    expect(JSON.parse(json.out)).toMatchObject({ event: { type: 'incident' }, result: { status: 'recorded' } })
  })

  test.each([
    { args: ['resolve', 'INC-9'], code: 2, says: /nothing is known of INC-9 yet\n.*--severity/ },
    { args: ['resolved', 'INC-1'], code: 2, says: /Allowed choices are start, detect, report/ },
    { args: ['resolve', 'INC-1', '--at', 'now'], code: 2, says: /“now” is no time/ },
    { args: ['resolve', 'INC-1', '--caused-by', 'none'], code: 1, says: /needs a reason/ },
  ])('$args ends with $code and says what is right', async ({ args, code, says }) => {
    const [action = '', id = '', ...more] = args
    expect(await incident(action, id, ...more)).toMatchObject({ code, err: expect.stringMatching(says) })
  })
})
