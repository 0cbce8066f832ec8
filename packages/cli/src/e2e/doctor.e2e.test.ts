import { readFileSync } from 'node:fs'
import { createClient, type EngagementClient } from '@plumbline/client'
import {
  AGREEMENT,
  lcov,
  type TemporaryRepository,
  temporaryFolder,
  temporaryRepository,
} from '@plumbline/client/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { plumbline, type Started, started } from '../testing/cli.ts'

type Check = { id: string; status: string; found: string; mend: string | null }
type Answer = { ok: boolean; findings: number; checks: Check[] }

const INIT = ['init', '--yes', '--engagement', 'acme-checkout', '--service', 'checkout-api']

const doctor = async (cwd: string, env: Record<string, string> = {}, args: string[] = []) => {
  const { code, out } = await plumbline(['doctor', '--json', ...args], { cwd, env })
  const answer = JSON.parse(out) as Answer
  expect({ ok: answer.ok, findings: answer.findings > 0 }).toEqual({ ok: code === 0, findings: code === 1 })
  return { answer, of: (id: string) => answer.checks.find((check) => check.id === id) }
}

describe('without a server', () => {
  test('outside a repository: it says how to begin, and ends with 1', async () => {
    const { path, dispose } = temporaryFolder()
    const { code, out, err } = await plumbline(['doctor', '--format', 'table'], { cwd: path })
    expect({ code, err }).toEqual({ code: 1, err: '1 thing to mend\n' })
    expect(out).toMatch(/✗ problem +agreement +there is no plumbline\.yml.*→ plumbline init/)
    expect(out).not.toContain('\u001b')
    dispose()
  })

  test('what init leaves to do is what is found; a shallow clone is told from a whole one', async () => {
    const repo = temporaryRepository()
    repo.commit({ 'a.ts': 'one\n' })
    await plumbline(INIT, { cwd: repo.path })
    repo.commit({})
    const { answer, of } = await doctor(repo.path)
    expect(
      answer.checks.filter(({ status }) => status === 'problem' || status === 'warning').map(({ id }) => id),
    ).toEqual(['workflow-pinned'])
    expect(of('agreement')).toMatchObject({ status: 'ok', found: expect.stringContaining('checkout-api') })

    const copy = temporaryFolder()
    repo.git('clone', '--quiet', '--depth=1', `file://${repo.path}`, `${copy.path}/clone`)
    const shallow = await doctor(`${copy.path}/clone`)
    expect(shallow.of('repository')).toMatchObject({ status: 'warning', mend: 'git fetch --unshallow' })
    copy.dispose()
    repo.dispose()
  })
})

describe('with a server', () => {
  const data = temporaryFolder()
  let server: Started
  let repo: TemporaryRepository
  let env: Record<string, string>
  let vendor: EngagementClient
  let keys: { client: string; vendor: string }

  beforeAll(async () => {
    server = started(['serve', '--port', '0', '--data', `${data.path}/data`])
    const url = await server.line
    const operator = createClient({
      baseUrl: url,
      credential: readFileSync(`${data.path}/data/operator-key`, 'utf8').trim(),
    })
    const { claims } = await operator.createEngagement({ engagement: 'acme-checkout', title: 'Acme and Northwind' })
    const take = async (claim: string) => (await operator.takeClaim({ claim, name: 'admin' })).key
    keys = { client: await take(claims.client), vendor: await take(claims.vendor) }
    env = { PLUMBLINE_API_URL: url, PLUMBLINE_ENGAGEMENT: 'acme-checkout', PLUMBLINE_API_KEY: keys.vendor }
    vendor = createClient({ baseUrl: url, credential: keys.vendor }).engagement('acme-checkout')
  })
  beforeEach(() => {
    repo = temporaryRepository()
    repo.commit({ 'plumbline.yml': AGREEMENT, '.gitignore': 'coverage/\n' })
    repo.write({ 'coverage/lcov.info': lcov('a.ts', [1], []), 'coverage/junit.xml': '' })
  })
  afterEach(() => repo.dispose())
  afterAll(async () => {
    server.signal('SIGTERM')
    await server.ran
    data.dispose()
  })

  test('the way of an agreement: never proposed, proposed, in force', async () => {
    const state = async () => (await doctor(repo.path, env)).of('version')
    expect(await state()).toMatchObject({ status: 'warning', mend: 'plumbline agreement propose plumbline.yml' })
    const { version, hash } = await vendor.proposeAgreement(AGREEMENT, 'application/yaml')
    expect(await state()).toMatchObject({ status: 'warning', mend: expect.stringContaining('agreement accept 1') })
    const client = createClient({ baseUrl: String(env.PLUMBLINE_API_URL), credential: keys.client })
    await client.engagement('acme-checkout').acceptAgreement(version, { hash })
    expect(await state()).toMatchObject({ status: 'ok', found: 'plumbline.yml is version 1, which is in force' })
    expect((await doctor(repo.path, env, ['--service', 'nothing'])).of('service')).toMatchObject({
      status: 'problem',
      mend: expect.stringContaining('checkout-api'),
    })
  })

  test('what CI’s key may is found out, and nothing is recorded by asking', async () => {
    const before = await vendor.keys()
    const { key } = await vendor.createKey({ name: 'CI', scopes: ['gate:run', 'events:write'] })
    const { of } = await doctor(repo.path, { ...env, PLUMBLINE_API_KEY: key ?? '' })
    expect(of('key')).toMatchObject({
      status: 'ok',
      found: 'the vendor’s key is valid and may: gate:run, events:write',
    })
    expect(of('key-expiry')?.status).toBe('skipped')
    expect(of('server')?.status).toBe('ok')
    expect(of('clock')?.status).toBe('ok')
    expect((await vendor.keys()).data.length).toBe(before.data.length + 1)
    expect((await vendor.breaches()).data).toEqual([])
  })

  test('an end that is near, a revoked key, another engagement, no key, nobody there', async () => {
    const soon = new Date(Date.now() + 3 * 86_400_000).toISOString()
    const ending = await vendor.createKey({ name: 'ends', scopes: ['admin'], expires_at: soon })
    const asked = (more: Record<string, string>) => doctor(repo.path, { ...env, ...more })
    expect((await asked({ PLUMBLINE_API_KEY: ending.key ?? '' })).of('key-expiry')).toMatchObject({ status: 'warning' })
    await vendor.revokeKey(ending.id)
    expect((await asked({ PLUMBLINE_API_KEY: `${keys.vendor}x` })).of('key')).toMatchObject({ status: 'problem' })
    expect((await asked({ PLUMBLINE_ENGAGEMENT: 'acme-search' })).of('key')?.found).toContain('acme-search')
    expect((await asked({ PLUMBLINE_API_KEY: '' })).of('key')).toMatchObject({ found: 'PLUMBLINE_API_KEY is not set' })
    expect((await asked({ PLUMBLINE_API_URL: 'http://127.0.0.1:1' })).of('server')).toMatchObject({
      status: 'problem',
      found: expect.stringContaining('nothing listens there'),
    })
    expect((await asked({ PLUMBLINE_API_URL: 'plumbline' })).of('server')).toMatchObject({ status: 'problem' })
  })

  test('a report that can’t be read is named beside those that can', async () => {
    const { of } = await doctor(repo.path, env)
    expect(of('reports')?.found).toBe('coverage/lcov.info (lcov)')
    expect(of('unreadable-report')).toMatchObject({
      status: 'warning',
      mend: expect.stringContaining('coverage/junit.xml'),
    })
  })
})
