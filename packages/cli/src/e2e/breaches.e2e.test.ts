import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createClient, type EngagementClient } from '@plumbline/client'
import { AGREEMENT, temporaryFolder } from '@plumbline/client/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { plumbline, type Started, started } from '../testing/cli.ts'

/** More than a page of the API. */
const MERGED = 104

const data = temporaryFolder()
let server: Started
let env: Record<'client' | 'vendor', Record<string, string>>
let vendor: EngagementClient

const sha = (n: number) => String(n).padEnd(40, '0')

/** A change with one of ten added lines covered. */
const ask = (n: number, event: 'push' | 'pull_request') =>
  vendor.gate({
    service: 'checkout-api',
    event,
    commit_sha: sha(n),
    ...(event === 'push' ? {} : { pull_request: { number: n, title: 'A change', author: 'dev', labels: [] } }),
    events: [
      {
        type: 'coverage',
        id: `coverage-${n}`,
        source: 'ci.acme.example',
        time: new Date().toISOString(),
        service: 'checkout-api',
        data: { commit_sha: sha(n), lines: { covered: 5, total: 10 }, patch: { covered: 1, total: 10 } },
      },
    ],
  })

const as = (party: 'client' | 'vendor', args: string[], input?: string) =>
  plumbline(['breaches', ...args], { cwd: data.path, env: env[party], ...(input === undefined ? {} : { input }) })
const json = async (...args: string[]) => JSON.parse((await as('client', [...args, '--json'])).out)

beforeAll(async () => {
  server = started(['serve', '--port', '0', '--data', join(data.path, 'store')])
  const url = await server.line
  const credential = readFileSync(join(data.path, 'store', 'operator-key'), 'utf8').trim()
  const operator = createClient({ baseUrl: url, credential })
  const { claims } = await operator.createEngagement({ engagement: 'acme-checkout', title: 'Acme and Northwind' })
  const take = async (claim: string, name: string) => (await operator.takeClaim({ claim, name, role: 'Lead' })).key
  const keys = { client: await take(claims.client, 'Acme'), vendor: await take(claims.vendor, 'Northwind') }
  const envOf = (key: string) => ({
    PLUMBLINE_API_URL: url,
    PLUMBLINE_ENGAGEMENT: 'acme-checkout',
    PLUMBLINE_API_KEY: key,
  })
  env = { client: envOf(keys.client), vendor: envOf(keys.vendor) }
  vendor = createClient({ baseUrl: url, credential: keys.vendor }).engagement('acme-checkout')
  const proposed = await vendor.proposeAgreement(
    AGREEMENT.replace('time_zone: UTC', 'time_zone: America/New_York'),
    'application/yaml',
  )
  await createClient({ baseUrl: url, credential: keys.client })
    .engagement('acme-checkout')
    .acceptAgreement(proposed.version, { hash: proposed.hash })
})
afterAll(async () => {
  server.signal('SIGTERM')
  await server.ran
  data.dispose()
})

test('nothing yet: it says when a breach opens, and where to look', async () => {
  expect(await as('client', ['list'])).toMatchObject({
    code: 0,
    out: '',
    err: expect.stringMatching(/plumbline status/),
  })
  expect(await as('client', ['summary'])).toMatchObject({ code: 0, err: expect.stringMatching(/no breaches so far/) })
  expect((await as('client', ['list', '--status', 'open'])).err).toMatch(/plumbline breaches shows every one there is/)
})

describe('of many', () => {
  beforeAll(async () => {
    await ask(500, 'pull_request')
    for (let from = 0; from < MERGED; from += 8)
      await Promise.all(Array.from({ length: Math.min(8, MERGED - from) }, (_, n) => ask(100 + from + n, 'push')))
  })

  test('every page is read, in every form', async () => {
    expect((await json('list')).data).toHaveLength(MERGED)
    const csv = (await as('client', ['--format', 'csv'])).out
    expect(csv.trim().split('\r\n')).toHaveLength(MERGED + 1)
    const ndjson = (await as('client', ['--format', 'ndjson'])).out.trim().split('\n')
    expect(ndjson.map((line) => JSON.parse(line).objective)).toEqual(
      Array.from({ length: MERGED }, () => 'patch-coverage'),
    )
    expect((await as('client', ['--format', 'md', '--limit', '2'])).out.split('\n')[0]).toMatch(
      /^\| Opened \| Status \|/,
    )
    expect((await as('client', ['--format', 'table', '--limit', '1'])).out).toMatch(/^ +Opened +Status/)
  })

  test('--limit cuts, and says that there is more; a limit that fits says nothing', async () => {
    const cut = await as('client', ['--limit', '101'])
    expect([cut.out.trim().split('\n').length, cut.err]).toEqual([101, 'the first 101; there are more\n'])
    expect((await as('client', ['--limit', String(MERGED)])).err).toBe('')
  })

  test('-o writes a file in the form of its name', async () => {
    expect((await as('client', ['--limit', '2', '-o', 'some.csv'])).code).toBe(0)
    expect(readFileSync(join(data.path, 'some.csv'), 'utf8')).toMatch(/^opened_at,status,service,/)
  })

  test('--since takes a length, a day or a time, and not together with --from', async () => {
    expect((await json('list', '--since', '1h')).data).toHaveLength(MERGED)
    expect((await json('list', '--since', '2020-01-01', '--to', '2020-02-01T00:00:00Z')).data).toEqual([])
    expect(await as('client', ['--since', 'yesterday'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/12h, 30d/),
    })
    expect((await as('client', ['--since', '1h', '--from', '2020-01-01T00:00:00Z'])).code).toBe(2)
  })

  test('a summary counts them all, and what the gate stopped; a table has the sum under it, a program’s form does not', async () => {
    expect(await json('summary', '--by', 'service,status')).toMatchObject({
      total: { breaches: MERGED, open: MERGED, stopped_at_the_gate: 1 },
      groups: [{ key: { service: 'checkout-api', status: 'open' }, breaches: MERGED }],
    })
    const table = (await as('client', ['summary', '--format', 'table'])).out.trim().split('\n')
    expect(table.map((line) => line.trim().split(/ {2,}/)[0])).toEqual(['Service', 'checkout-api', 'all'])
    const csv = (await as('client', ['summary', '--by', 'service', '--format', 'csv'])).out
    expect(csv.trim().split('\r\n')).toHaveLength(2)
    expect(await as('client', ['summary', '--by', 'nonsense'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/by/),
    })
  })
})

describe('one breach', () => {
  let id: string
  beforeAll(async () => {
    await ask(900, 'push')
    id = (await json('list', '--limit', '1')).data[0].id
  })

  test('is acknowledged, noted in several lines, explained and resolved, each with whose word it is', async () => {
    expect((await as('vendor', ['acknowledge', id, '--note', 'we know'])).out).toMatch(
      /acknowledged by Northwind.*\(vendor\): we know/,
    )
    const noted = await as('vendor', ['note', id, '-'], 'First line\n  second line\n')
    expect(noted).toMatchObject({ code: 0, err: 'noted; both parties see it\n' })
    expect(noted.out).toMatch(/noted by Northwind.*\(vendor\):\n {6}First line\n {6}second line\n/)
    const stated = await as('vendor', [
      'root-cause',
      id,
      'the pool ran dry',
      '--category',
      'capacity',
      '--attribution',
      'third_party',
    ])
    expect(stated.out).toMatch(/root cause stated \(capacity, by third party\) by Northwind.*: the pool ran dry/)
    expect(stated.out).toContain('What happened since (America/New_York)\n')
    expect(await as('vendor', ['resolve', id])).toMatchObject({
      code: 4,
      out: '',
      err: expect.stringMatching(/for the other party to say/),
    })
    expect((await as('client', ['resolve', id, '--note', 'fine', '--json'])).code).toBe(0)
    const { status, timeline } = await json('show', id)
    expect(status).toBe('resolved')
    expect(timeline.map(({ kind }: { kind: string }) => kind)).toEqual([
      'opened',
      'acknowledged',
      'noted',
      'root_cause',
      'resolved',
    ])
  })

  test.each([
    { args: ['note', '<id>', ''], code: 2, says: /empty/ },
    { args: ['note', '<id>', '-'], code: 2, says: /empty/ },
    { args: ['note', '<id>', 'a\u001bb'], code: 2, says: /control or direction characters/ },
    { args: ['root-cause', '<id>', 'x', '--category', 'bad-luck'], code: 2, says: /code, tests, configuration/ },
    { args: ['resolve', '<id>'], code: 2, says: /is resolved/ },
    { args: ['note', 'br_none', 'x'], code: 2, says: /not exist/ },
  ])('$args is refused with what would be right', async ({ args, code, says }) => {
    expect(
      await as(
        'client',
        args.map((arg) => (arg === '<id>' ? id : arg)),
      ),
    ).toMatchObject({
      code,
      out: '',
      err: expect.stringMatching(says),
    })
  })
})
