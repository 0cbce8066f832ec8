import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createClient } from '@plumbline/client'
import { temporaryFolder } from '@plumbline/client/testing'
import { formatInstant, HOUR } from '@plumbline/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { plumbline, type Started, started } from '../testing/cli.ts'

const data = temporaryFolder()
const file = join(data.path, 'events.ndjson')
let server: Started
let env: Record<string, string>

const ago = (hours: number) => formatInstant(Math.floor(Date.now() / 1_000) * 1_000 - hours * HOUR)
const deployed = (id: string, hours: number, more: object = {}) => ({
  type: 'deployment',
  id,
  source: 'ci.acme.example',
  time: ago(hours),
  service: 'checkout-api',
  data: { deployment_id: id, status: 'success', finished_at: ago(hours), version: id, ...more },
})
const watched = {
  type: 'heartbeat',
  id: 'watch',
  source: 'pager',
  time: ago(1),
  service: 'checkout-api',
  data: { from: ago(30), to: ago(1) },
}

const run = (...args: string[]) => plumbline(args, { cwd: data.path, env })

beforeAll(async () => {
  server = started(['serve', '--port', '0', '--data', join(data.path, 'store')])
  const url = await server.line
  const credential = readFileSync(join(data.path, 'store', 'operator-key'), 'utf8').trim()
  const operator = createClient({ baseUrl: url, credential })
  const { claims } = await operator.createEngagement({ engagement: 'acme-checkout', title: 'Acme and Northwind' })
  const { key } = await operator.takeClaim({ claim: claims.vendor, name: 'Northwind', role: 'Lead' })
  env = { PLUMBLINE_API_URL: url, PLUMBLINE_ENGAGEMENT: 'acme-checkout', PLUMBLINE_API_KEY: key }
  const events = [deployed('d-1', 20), deployed('d-2', 10, { rolls_back: 'nobody-knows' }), watched]
  writeFileSync(file, `${events.map((event) => JSON.stringify(event)).join('\n')}\n`)
})
afterAll(async () => {
  server.signal('SIGTERM')
  await server.ran
  data.dispose()
})

test('a file of events sent again is known already: that is how an ingest is resumed', async () => {
  expect(await run('ingest', file)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^recorded 3, already known 0/),
  })
  expect(await run('ingest', file)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^recorded 0, already known 3/),
  })
})

describe('what was received is listed', () => {
  test('newest first, piped as TSV without colour', async () => {
    const { out, code } = await run('events')
    expect(code).toBe(0)
    const rows = out.trim().split('\n')
    expect(rows.map((row) => row.split('\t')[1])).toEqual(['heartbeat', 'deployment', 'deployment'])
    expect(rows[1]).toContain('d-2 success, d-2')
    expect(out).not.toContain('\u001b')
  })
  test('by type and since when, as JSON', async () => {
    const { data: rows } = JSON.parse((await run('events', '--type', 'deployment', '--since', '15h', '--json')).out)
    expect(rows.map(({ event }: { event: { id: string } }) => event.id)).toEqual(['d-2'])
  })
  test('as NDJSON: each event as it was sent, so that ingest takes it back', async () => {
    await run('events', '--format', 'ndjson', '-o', 'again.ndjson')
    expect(JSON.parse(readFileSync(join(data.path, 'again.ndjson'), 'utf8').split('\n')[0] ?? '')).toEqual(watched)
    expect((await run('ingest', 'again.ndjson')).out).toMatch(/^recorded 0, already known 3, refused 0/)
  })
  test('one of them by its reference, or by its id and source', async () => {
    const [row] = JSON.parse((await run('events', '--json')).out).data
    const shown = await run('events', 'show', row.reference)
    expect(shown.out).toContain('counted in  time-to-restore')
    expect((await run('events', 'show', 'watch', '--source', 'pager')).out).toBe(shown.out)
  })
  test('an empty answer says how to send some', async () => {
    const { out, err, code } = await run('events', '--service', 'nobody')
    expect({ out, code }).toEqual({ out: '', code: 0 })
    expect(err).toContain('plumbline ingest')
  })
  test('a time that is none is refused with what would be right', async () => {
    expect(await run('events', '--since', 'yesterday')).toMatchObject({ code: 2, err: expect.stringContaining('30d') })
    expect(await run('events', '--since', '1d', '--from', '2026-11-01T00:00:00Z')).toMatchObject({ code: 2 })
  })
})

test('metrics take the same --since as every list', async () => {
  const asked = ['metrics', 'deployment-frequency', '--service', 'checkout-api', '--json']
  const { points } = JSON.parse((await run(...asked, '--since', '15h')).out)
  expect(points).toMatchObject([{ numerator: 1 }])
  expect(await run(...asked, '--since', 'yesterday')).toMatchObject({ code: 2, err: expect.stringContaining('30d') })
})

test('health says what is odd, and exits with 1', async () => {
  const { out, code } = await run('events', 'health')
  expect(code).toBe(1)
  expect(out).toContain('2 deployment from ci.acme.example')
  expect(out).toMatch(/! unknown_rollback \(1\): .*; see [0-9a-f]{16}/)
})
