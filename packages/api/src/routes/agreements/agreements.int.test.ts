import { parseAgreement } from '@plumbline/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agreementText } from '../../testing/agreement.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'

let t: TestApp
let keys: Record<'client' | 'vendor', string>
const E = '/v1/engagements/acme-checkout/agreements'
const YAML = { 'content-type': 'application/yaml' }

beforeAll(async () => {
  t = await startTestApp()
  keys = await t.engagement('acme-checkout')
})
afterAll(() => t.stop())

const text = (percent: number) =>
  `# as agreed in the meeting\n${agreementText('acme-checkout', { patch: `>= ${percent}%` })}`
const propose = (party: 'client' | 'vendor', percent: number) =>
  t.ask('POST', E, { key: keys[party], text: text(percent), headers: YAML })
const act = (party: 'client' | 'vendor', version: number, verb: string, body?: unknown) =>
  t.ask('POST', `${E}/${version}/${verb}`, { key: keys[party], body })

test('before anything is agreed there is nothing', async () => {
  expect((await t.ask('GET', E, { key: keys.client })).json).toEqual({ data: [], next_cursor: null })
  expect((await t.ask('GET', `${E}/current`, { key: keys.client })).status).toBe(404)
  expect((await t.ask('GET', `${E}/1`, { key: keys.client })).status).toBe(404)
  expect((await act('client', 1, 'accept', { hash: `sha256:${'0'.repeat(64)}` })).status).toBe(404)
})

test('what one proposes the other accepts, by the exact hash, once', async () => {
  const proposed = (await propose('vendor', 80)).json
  expect(proposed).toMatchObject({
    version: 1,
    status: 'proposed',
    proposed_by: 'vendor',
    decision: null,
    in_force_from: null,
  })
  expect((await propose('client', 80)).json).toMatchObject({ status: 409, code: 'wrong_state' })

  const { hash } = proposed
  expect((await act('vendor', 1, 'accept', { hash })).json).toMatchObject({ status: 403, code: 'wrong_party' })
  expect((await act('client', 1, 'accept', { hash: `sha256:${'0'.repeat(64)}` })).json).toMatchObject({
    status: 409,
    code: 'hash_mismatch',
  })
  expect((await act('client', 1, 'accept', {})).json).toMatchObject({
    status: 422,
    errors: [{ pointer: '/hash', code: 'missing' }],
  })
  expect((await act('client', 1, 'withdraw')).json).toMatchObject({ status: 403, code: 'wrong_party' })
  expect((await t.ask('GET', `${E}/current`, { key: keys.client })).status).toBe(404)

  const accepted = await act('client', 1, 'accept', { hash })
  expect(accepted.json).toMatchObject({
    status: 'active',
    decision: { kind: 'accepted', by: 'client', retroactive: false },
    in_force_from: '2026-12-15T12:00:00.000Z',
  })
  expect((await act('client', 1, 'accept', { hash })).json).toMatchObject({ status: 409, code: 'wrong_state' })
  expect((await act('vendor', 1, 'withdraw')).json).toMatchObject({ status: 409, code: 'wrong_state' })
})

test('the version in force is read as JSON, or as the text that was proposed', async () => {
  const json = await t.ask('GET', `${E}/current`, { key: keys.vendor })
  expect(json.json).toMatchObject({ version: 1, status: 'active', document: { engagement: 'acme-checkout' } })
  expect(json.headers.get('vary')).toBe('Accept')
  const yaml = await t.ask('GET', `${E}/1`, { key: keys.vendor, headers: { accept: 'application/yaml' } })
  expect(yaml.text).toBe(text(80))
  expect(yaml.headers.get('content-type')).toBe('application/yaml; charset=utf-8')
  const parsed = parseAgreement(JSON.stringify(json.json.document))
  expect(parsed.ok && parsed.value.hash).toBe(json.json.hash)
})

test('a proposal may be rejected by the other, or withdrawn by its own', async () => {
  await propose('client', 85)
  expect((await act('client', 2, 'reject')).json).toMatchObject({ status: 403, code: 'wrong_party' })
  expect((await act('vendor', 2, 'reject', {})).json).toMatchObject({
    version: 2,
    status: 'rejected',
    decision: { by: 'vendor' },
  })
  await propose('vendor', 86)
  expect((await act('vendor', 3, 'withdraw')).json).toMatchObject({ version: 3, status: 'withdrawn' })
  const { data } = (await t.ask('GET', E, { key: keys.client })).json
  expect(data.map(({ version, status }: { version: number; status: string }) => [version, status])).toEqual([
    [3, 'withdrawn'],
    [2, 'rejected'],
    [1, 'active'],
  ])
})

test('JSON is proposed like YAML, and is the same agreement', async () => {
  const parsed = parseAgreement(text(87))
  const document = parsed.ok ? parsed.value.document : null
  const proposed = await t.ask('POST', E, { key: keys.vendor, body: document })
  expect(proposed.json).toMatchObject({ version: 4, hash: parsed.ok && parsed.value.hash })
  expect((await propose('vendor', 87)).json).toMatchObject({ status: 409 })
  await act('vendor', 4, 'withdraw')
})

test('mistakes are told with their lines, all at once', async () => {
  const wrong = text(80).replace('enforcement: block', 'enforcment: block').replace('<= 15%', '<= 15 hrs')
  const { json } = await t.ask('POST', E, { key: keys.vendor, text: wrong, headers: YAML })
  expect(json).toMatchObject({ status: 422, code: 'invalid_agreement' })
  expect(json.errors.length).toBeGreaterThanOrEqual(2)
  for (const error of json.errors) expect(error).toMatchObject({ line: expect.any(Number), column: expect.any(Number) })
  expect(json.errors.map(({ pointer }: { pointer: string }) => pointer)).toContain(
    '/objectives/patch-coverage/enforcment',
  )
})

test.each([
  ['another engagement’s', agreementText('other-checkout'), 'invalid_agreement', '/engagement'],
  ['no YAML', '{a: [', 'invalid_agreement', undefined],
  ['nothing', '', 'invalid_agreement', undefined],
])('a text that is %s is refused', async (_, sent, code, pointer) => {
  const { json } = await t.ask('POST', E, { key: keys.vendor, text: sent, headers: YAML })
  expect(json).toMatchObject({ status: 422, code, ...(pointer ? { errors: [{ pointer }] } : {}) })
})

test('JSON that is none is 400, whatever it is meant to be', async () => {
  expect((await t.ask('POST', E, { key: keys.vendor, text: '{' })).json).toMatchObject({
    status: 400,
    code: 'not_json',
  })
})

test('of proposals made at the same moment each gets a version of its own, with its own text', async () => {
  const percents = [61, 62, 63, 64]
  const proposed = await Promise.all(percents.map((percent) => propose('vendor', percent)))
  expect(new Set(proposed.map(({ json }) => json.version)).size).toBe(percents.length)
  for (const [index, { json }] of proposed.entries()) {
    const read = await t.ask('GET', `${E}/${json.version}`, { key: keys.client, headers: { accept: 'text/yaml' } })
    expect(read.text).toBe(text(percents[index] ?? 0))
  }
})

test('acceptances at the same moment are one acceptance', async () => {
  const { version, hash } = (await propose('vendor', 70)).json
  const answers = await Promise.all([1, 2, 3].map(() => act('client', version, 'accept', { hash })))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
})

test('a version against another: against the one in force, else the one before, or the one that is named', async () => {
  const diff = async (version: number, query = '', key = keys.client) =>
    (await t.ask('GET', `${E}/${version}/diff${query}`, { key })).json
  const [newest] = (await t.ask('GET', E, { key: keys.client })).json.data
  const proposed = (await propose('vendor', 91)).json
  const active = (await t.ask('GET', `${E}/current`, { key: keys.client })).json.version
  const asked = await diff(proposed.version)
  expect(asked).toMatchObject({ status: 'proposed', against: { version: active, status: 'active' } })
  expect(asked.differences).toMatchObject([
    { path: '/objectives/patch-coverage/target', after: '>= 91%', effect: 'stricter', applies: 'at_once' },
  ])
  expect(await diff(proposed.version, `?against=${newest.version}`)).toMatchObject({
    against: { version: newest.version },
  })
  expect(await diff(1)).toMatchObject({ version: 1, against: null, differences: [] })
  expect(await diff(1, '?against=1')).toMatchObject({ against: { version: 1 }, differences: [] })
  expect(await diff(999)).toMatchObject({ status: 404 })
  expect(await diff(1, '?against=999')).toMatchObject({ status: 404 })
  expect(await diff(1, '?against=current')).toMatchObject({ status: 422 })
})

test('the monthly fee is told to keys with finance:read only', async () => {
  const fee = (minor: number) =>
    `${agreementText('acme-checkout', { patch: '>= 92%' })}\nconsequences: { currency: USD, monthly_fee: ${minor} }\n`
  const version = async (minor: number) =>
    (await t.ask('POST', E, { key: keys.vendor, text: fee(minor), headers: YAML })).json.version
  const [a, b] = [await version(4_000_000), await version(4_500_000)]
  const reader = (
    await t.ask('POST', '/v1/engagements/acme-checkout/keys', {
      key: keys.vendor,
      body: { name: 'reader', scopes: ['read'] },
    })
  ).json.key
  const seen = async (key: string) => (await t.ask('GET', `${E}/${b}/diff?against=${a}`, { key })).json.differences
  expect(await seen(keys.vendor)).toMatchObject([
    { after: 4_500_000, sentence: 'Money: monthly fee from 40,000.00 USD to 45,000.00 USD.' },
  ])
  expect(await seen(reader)).toMatchObject([
    { before: null, after: null, sentence: 'Money: monthly fee changed; what it is takes a key with finance:read.' },
  ])
})

test('a backtest tells what a version would have judged, writes nothing, and keeps money for finance:read', async () => {
  const [newest] = (await t.ask('GET', E, { key: keys.client })).json.data
  const reader = await t.ask('POST', '/v1/engagements/acme-checkout/keys', {
    key: keys.vendor,
    body: { name: 'backtester', scopes: ['read'] },
  })
  const ask = (version: number, query = '', key = keys.client) =>
    t.ask('GET', `${E}/${version}/backtest${query}`, { key })
  const head = async () => (await t.ask('GET', '/v1/engagements/acme-checkout/ledger/head', { key: keys.client })).json
  const before = await head()
  const { json } = await ask(newest.version)
  const current = (await t.ask('GET', `${E}/current`, { key: keys.client })).json.version
  expect(json).toMatchObject({ version: newest.version, days: 90, against: { version: current, status: 'active' } })
  expect(json.objectives.map(({ service, id }: { service: string; id: string }) => `${service} ${id}`)).toEqual([
    'checkout-api patch-coverage',
    'search patch-coverage',
    'checkout-api change-fail-rate',
    'search change-fail-rate',
  ])
  expect(json.data).toMatchObject([{ service: 'checkout-api', first_event: null }, { service: 'search' }])
  expect(json.money).toMatchObject({ currency: 'USD', credits_minor: 0 })
  expect((await ask(newest.version, '', reader.json.key)).json.money).toBeUndefined()
  expect((await ask(current)).json.against).toBeNull()
  expect((await ask(999)).status).toBe(404)
  expect((await ask(current, '?days=0')).json).toMatchObject({ status: 422 })
  expect((await ask(current, '?days=367')).json).toMatchObject({ status: 422 })
  expect(await head()).toMatchObject({ seq: before.seq })
})
