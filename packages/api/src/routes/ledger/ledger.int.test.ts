import { entryLine, headText, type LedgerEntry, verifyLedger } from '@plumbline/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Agreed, agreed } from '../../testing/agreed.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { coverage, sha } from '../../testing/events.ts'
import { REPOSITORY } from '../../testing/issuer.ts'

let t: TestApp
let a: Agreed
beforeAll(async () => {
  t = await startTestApp({ issuers: ['https://issuer.example'] })
  a = await agreed(t, 'acme-checkout')
})
afterAll(() => t.stop())

const NDJSON = { accept: 'application/x-ndjson' }

const ask = async (method: string, path: string, body?: unknown, party: 'client' | 'vendor' = 'vendor') => {
  const answer = await t.ask(method, `${a.e}${path}`, { key: a.keys[party], body })
  if (answer.status >= 300) throw new Error(answer.text)
  return answer.json
}
const all = async (): Promise<LedgerEntry[]> => (await ask('GET', '/ledger?limit=1000')).data
const head = () => ask('GET', '/ledger/head')
/** What a decision added, and that the chain still fits. */
const added = async (decide: () => Promise<unknown>): Promise<LedgerEntry[]> => {
  const before = (await head()).seq
  await decide()
  const entries = await all()
  expect(verifyLedger(entries.map((entry) => `${entryLine(entry)}\n`).join(''))).toMatchObject({ ok: true })
  return entries.slice(before)
}
const typesOf = (entries: readonly LedgerEntry[]) => entries.map(({ body }) => body.type)

const gate = (number: number, covered: number, more: object = {}) => ({
  service: 'checkout-api',
  event: 'push',
  commit_sha: sha(number),
  ref: 'refs/heads/main',
  events: [coverage(sha(number), { covered, total: 10 })],
  ...more,
})

test('begins with the engagement itself: its claims, who proposed and who accepted, by which key', async () => {
  const entries = await all()
  expect(typesOf(entries)).toEqual(['engagement_created', 'claimed', 'claimed', 'proposed', 'accepted'])
  const [, client] = entries
  expect(client?.body).toMatchObject({ party: 'client', kind: 'person', scopes: ['admin'] })
  expect(entries[4]?.body).toMatchObject({ version: 1, by: { party: 'client', key: a.keys.client.split('_')[2] } })
})

describe('every decision is one entry, and what was refused or changed nothing is none', () => {
  test('keys and people', async () => {
    const entries = await added(async () => {
      const { id } = await ask('POST', '/keys', { name: 'CI', scopes: ['read'] })
      await ask('DELETE', `/keys/${id}`)
      await ask('DELETE', `/keys/${id}`)
      const person = { kind: 'person', name: 'Ada', role: 'Lead', scopes: ['read'] }
      await ask('DELETE', `/members/${(await ask('POST', '/members', person)).id}`)
      expect((await t.ask('DELETE', `${a.e}/keys/${id}`, { key: a.keys.client })).status).toBe(404)
    })
    expect(typesOf(entries)).toEqual(['key_made', 'key_revoked', 'key_made', 'key_revoked'])
    expect(entries[2]?.body).toMatchObject({ kind: 'person', name: 'Ada', role: 'Lead', by: { party: 'vendor' } })
  })

  test('repositories', async () => {
    const repository = { kind: 'repository', ...REPOSITORY }
    const entries = await added(async () => {
      const { id } = await ask('POST', '/members', repository)
      expect((await t.ask('POST', `${a.e}/members`, { key: a.keys.client, body: repository })).status).toBe(409)
      expect((await t.ask('DELETE', `${a.e}/members/${id}`, { key: a.keys.client })).status).toBe(403)
      await ask('DELETE', `/members/${id}`)
    })
    expect(typesOf(entries)).toEqual(['repository_bound', 'repository_removed'])
  })

  test('versions', async () => {
    const text = (await t.ask('GET', `${a.e}/agreements/1`, { key: a.keys.vendor, headers: { accept: 'text/yaml' } }))
      .text
    const propose = (percent: number) =>
      t.ask('POST', `${a.e}/agreements`, {
        key: a.keys.vendor,
        text: text.replace('80%', `${percent}%`),
        headers: { 'content-type': 'application/yaml' },
      })
    const entries = await added(async () => {
      for (const percent of [81, 82]) expect((await propose(percent)).status).toBe(201)
      expect((await propose(82)).status).toBe(409)
      await ask('POST', '/agreements/2/withdraw')
      await ask('POST', '/agreements/3/reject', {}, 'client')
    })
    expect(typesOf(entries)).toEqual(['proposed', 'proposed', 'withdrawn', 'rejected'])
  })

  test('breaches and what the parties say of them', async () => {
    let id = ''
    const entries = await added(async () => {
      const { objectives } = await ask('POST', '/gate', gate(1, 1))
      id = objectives.find((one: { breach_id?: string }) => one.breach_id).breach_id
      t.clock.now += 1000
      await ask('POST', `/breaches/${id}/acknowledge`, { note: 'seen' })
      expect((await t.ask('POST', `${a.e}/breaches/${id}/acknowledge`, { key: a.keys.client, body: {} })).status).toBe(
        409,
      )
      await ask('POST', `/breaches/${id}/note`, { text: 'a note' })
      await ask('POST', `/breaches/${id}/root-cause`, { text: 'a slow query', category: 'capacity' })
      await ask('POST', `/breaches/${id}/resolve`, { note: 'done' }, 'client')
    })
    expect(typesOf(entries)).toEqual([
      'breach_opened',
      'breach_acknowledged',
      'breach_noted',
      'root_cause',
      'breach_resolved',
    ])
    for (const { body } of entries) expect(body).toMatchObject({ breach: id, objective: 'patch-coverage' })
  })

  test('a gate that changes nothing: one that passes, one that is asked again, one of a change that is not merged', async () => {
    const revision = async () => (await t.deps.store.forEngagement('acme-checkout').state())?.revision
    const before = await revision()
    const entries = await added(async () => {
      await ask('POST', '/gate', gate(1, 1))
      await ask('POST', '/gate', gate(2, 10))
      await ask('POST', '/gate', gate(3, 1, { event: 'pull_request', ref: undefined }))
    })
    expect(entries).toEqual([])
    // Nothing was written either: gates that decide nothing don’t get in each other’s way.
    expect(await revision()).toBe(before)
  })

  test('an exemption, once for each change', async () => {
    const exempted = gate(4, 1, { exempt: { reason: 'the shop is down' } })
    const entries = await added(async () => {
      expect((await ask('POST', '/gate', exempted)).exempted).toMatchObject({ status: 'granted', used: 1 })
      await ask('POST', '/gate', { ...exempted, run: 'another' })
      const none = { ...gate(5, 1, { exempt: { reason: 'again' } }), event: 'pull_request' }
      expect((await ask('POST', '/gate', none)).exempted).toMatchObject({ status: 'refused' })
    })
    expect(entries).toMatchObject([
      {
        body: { type: 'exemption_used', change: `checkout-api ${sha(4)}`, used: 1, max: 1, detail: 'the shop is down' },
      },
    ])
  })
})

test('many gates that decide at once each get their entry, and each answer names a head that has it', async () => {
  const numbers = Array.from({ length: 24 }, (_, index) => 100 + index)
  const answers: { ledger: { seq: number; head: string }; commit_sha: string }[] = []
  const entries = await added(async () => {
    answers.push(...(await Promise.all(numbers.map((number) => ask('POST', '/gate', gate(number, 1))))))
  })
  expect(typesOf(entries)).toEqual(numbers.map(() => 'breach_opened'))
  const chain = await all()
  for (const { ledger, commit_sha } of answers) {
    expect(chain[ledger.seq - 1]?.hash).toBe(ledger.head)
    const own = chain.find(({ body }) => body.type === 'breach_opened' && body.commit_sha === commit_sha)
    expect(own?.seq).toBeLessThanOrEqual(ledger.seq)
  }
})

describe('is read', () => {
  test('by either party in the same bytes, whole pages of lines as the file that is checked anywhere', async () => {
    const page = (path: string, party: 'client' | 'vendor') =>
      t.ask('GET', path, { key: a.keys[party], headers: NDJSON })
    const first = await page(`${a.e}/ledger?limit=10`, 'client')
    expect((await page(`${a.e}/ledger?limit=10`, 'vendor')).text).toBe(first.text)
    let text = ''
    for (let path: string | undefined = `${a.e}/ledger?limit=10`; path; ) {
      const { text: lines, headers } = await page(path, 'client')
      text += lines
      const next = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1]
      path = next === undefined ? undefined : new URL(next, 'http://localhost').search.replace(/^/, `${a.e}/ledger`)
    }
    const verdict = verifyLedger(text)
    expect(verdict).toMatchObject({ ok: true, head: await head() })
  })

  test('newest first, and its head is on every answer of a gate, in words too', async () => {
    const { data } = await ask('GET', '/ledger?sort=-seq&limit=1')
    const { seq, head: hash } = await head()
    expect(data).toMatchObject([{ seq, hash }])
    const { ledger, markdown } = await ask('POST', '/gate', gate(2, 10))
    expect(ledger).toEqual({ seq, head: hash })
    expect(markdown).toContain(`Ledger head \`${headText(ledger)}\``)
  })

  test.each(['limit=0', 'limit=1001', 'sort=at', 'cursor=x', 'from=1'])('not with %s', async (query) => {
    expect((await t.ask('GET', `${a.e}/ledger?${query}`, { key: a.keys.client })).status).toBe(422)
  })
})

test('no secret is in it, and nothing of another engagement', async () => {
  const text = (await all()).map(entryLine).join('')
  const secrets = Object.values(a.keys).map((key) => key.split('_').at(-1) ?? key)
  for (const secret of secrets) expect(text).not.toContain(secret.slice(0, 43))
  const other = await agreed(t, 'other-engagement')
  expect((await t.ask('GET', `${other.e}/ledger`, { key: a.keys.client })).status).toBe(404)
})
