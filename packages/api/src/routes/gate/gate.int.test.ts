import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Agreed, agreed } from '../../testing/agreed.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { coverage, deployment, incident, sha } from '../../testing/events.ts'

let t: TestApp
let a: Agreed
beforeAll(async () => {
  t = await startTestApp()
  a = await agreed(t, 'acme-checkout')
})
afterAll(() => t.stop())

const gate = (body: Record<string, unknown>, key = a.keys.vendor) =>
  t.ask('POST', `${a.e}/gate`, { key, body: { service: 'checkout-api', event: 'pull_request', ...body } })
const breaches = async (query = '') =>
  (await t.ask('GET', `${a.e}/breaches?${query}`, { key: a.keys.client })).json.data
const short = (commit: string) => coverage(commit, { covered: 5, total: 10 })
const push = { event: 'push', ref: 'refs/heads/main' }

test('a red pull request fails, says why, and is no breach', async () => {
  const commit_sha = sha(1)
  const { status, json } = await gate({
    commit_sha,
    pull_request: { number: 7, title: 'Add taxes', author: 'northwind-dev' },
    events: [short(commit_sha)],
  })
  expect(status).toBe(200)
  expect(json).toMatchObject({
    verdict: 'fail',
    merged: false,
    events: [{ status: 'recorded' }],
    agreement: { version: 1 },
    url: `https://plumbline.test/e/acme-checkout/evaluations/${json.id}`,
  })
  expect(json.objectives[0]).toMatchObject({
    id: 'patch-coverage',
    status: 'breached',
    blocking: true,
    value: 50,
    evidence_url: `${json.url}#patch-coverage`,
  })
  expect(json.markdown).toContain('Agreement not met')
  expect(await breaches('pr=7')).toEqual([])
})

test('the same run again is the same evaluation, whatever was learnt since', async () => {
  const commit_sha = sha(2)
  const first = await gate({ commit_sha, run: 'run-2', events: [short(commit_sha)] })
  const again = await gate({
    commit_sha,
    run: 'run-2',
    events: [coverage(commit_sha, { covered: 10, total: 10 }, { id: 'later', time: '2026-12-03T00:00:00Z' })],
  })
  expect(again.json).toMatchObject({ id: first.json.id, at: first.json.at, verdict: first.json.verdict })
  expect(first.json.verdict).toBe('fail')
  expect((await gate({ commit_sha, run: 'run-2b' })).json).toMatchObject({ verdict: 'warn' })
})

test('without a run the body names it: the same body is the same evaluation, whatever its events are', async () => {
  const body = { commit_sha: sha(3), events: [short(sha(3)), { x: 1 }] }
  const [first, again] = [await gate(body), await gate(body)]
  expect(again.json.id).toBe(first.json.id)
  expect((await gate({ ...body, commit_sha: sha(4) })).json.id).not.toBe(first.json.id)
  const odd = await t.ask('POST', `${a.e}/gate`, {
    key: a.keys.vendor,
    text: `{"service":"checkout-api","event":"manual","commit_sha":"${sha(3)}","events":[{"id":"\\ud800","time":1e999},{"__proto__":1}]}`,
  })
  expect(odd.json.events).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }])
})

test('a bad event in a gate is told, and the rest is judged', async () => {
  const commit_sha = sha(5)
  const { json } = await gate({
    commit_sha,
    events: [{ type: 'coverage' }, coverage(commit_sha, { covered: 9, total: 10 })],
  })
  expect(json.events).toMatchObject([{ status: 'rejected' }, { status: 'recorded' }])
  expect(json.objectives.find(({ id }: { id: string }) => id === 'patch-coverage')).toMatchObject({
    status: 'met',
    value: 90,
  })
})

test('events take their own scope, and there is a limit to them', async () => {
  const gateOnly = (
    await t.ask('POST', `${a.e}/keys`, { key: a.keys.vendor, body: { name: 'gate', scopes: ['gate:run'] } })
  ).json.key
  expect((await gate({ commit_sha: sha(6) }, gateOnly)).status).toBe(200)
  expect((await gate({ commit_sha: sha(6), events: [short(sha(6))] }, gateOnly)).json).toMatchObject({
    status: 403,
    code: 'scope_missing',
    detail: expect.stringMatching(/`events:write` beside `gate:run`; yours has gate:run\. .*without `events`/),
    errors: [{ pointer: '/events', code: 'scope_missing' }],
  })
  const many = Array.from({ length: 101 }, () => ({}))
  expect((await gate({ commit_sha: sha(6), events: many })).json).toMatchObject({
    status: 422,
    code: 'too_many_events',
  })
})

describe('breaches', () => {
  test('a change merged while failing is one breach, however often it is asked about', async () => {
    const commit_sha = sha(10)
    const body = { ...push, commit_sha, events: [short(commit_sha)] }
    const first = await gate({ ...body, run: 'merge-1' })
    const result = first.json.objectives.find(({ id }: { id: string }) => id === 'patch-coverage')
    await gate({ ...body, run: 'merge-1' })
    await gate({ ...body, run: 'merge-2' })
    const found = await breaches('objective=patch-coverage&status=open')
    expect(found).toMatchObject([{ commit_sha, service: 'checkout-api', contractual: true }])
    expect(result.breach_id).toBe(found[0].id)
  })

  test('gates at the same moment open one breach between them', async () => {
    const commit_sha = sha(11)
    await t.ask('POST', `${a.e}/events`, { key: a.keys.vendor, body: [{ ...short(commit_sha), service: 'search' }] })
    const body = { ...push, service: 'search', commit_sha }
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map((run) => gate({ ...body, run })))
    const ids = answers.map(
      ({ json }) => json.objectives.find(({ id }: { id: string }) => id === 'patch-coverage').breach_id,
    )
    const found = await breaches('service=search')
    expect(found).toHaveLength(1)
    expect(new Set(ids)).toEqual(new Set([found[0].id]))
  })

  test('the same objective in another service is another breach', async () => {
    const commit_sha = sha(11)
    await gate({ ...push, commit_sha, run: 'same-commit', events: [{ ...short(commit_sha), id: 'other-service' }] })
    expect(await breaches('objective=patch-coverage&service=checkout-api')).toHaveLength(2)
  })

  test('a window that goes wrong opens one, resolves when it holds again, and reopens as the same one', async () => {
    const good = Array.from({ length: 6 }, (_, index) => deployment(`w-${index}`, index))
    const bad = [deployment('bad-1', 7), deployment('bad-2', 8)]
    const post = (events: unknown[]) => t.ask('POST', `${a.e}/events`, { key: a.keys.vendor, body: events })
    const ask = async (run: string) => {
      t.clock.now += 60_000
      const { json } = await gate({ commit_sha: sha(20), run })
      return json.objectives.find(({ id }: { id: string }) => id === 'change-fail-rate')
    }
    await post([...good, ...bad, incident('i-1', 7, 'bad-1'), incident('i-2', 8, 'bad-2')])
    expect(await ask('w1')).toMatchObject({ status: 'breached', numerator: 2, denominator: 8, blocking: false })
    const [opened] = await breaches('objective=change-fail-rate')
    expect(await ask('w2')).toMatchObject({ status: 'breached', breach_id: opened.id })
    expect(await breaches('objective=change-fail-rate')).toHaveLength(1)

    await post(Array.from({ length: 6 }, (_, index) => deployment(`more-${index}`, 9)))
    expect(await ask('w3')).toMatchObject({ status: 'met' })
    expect(await breaches('objective=change-fail-rate')).toMatchObject([{ id: opened.id, status: 'resolved' }])

    await post([deployment('bad-3', 10), incident('i-3', 10, 'bad-3')])
    expect(await ask('w4')).toMatchObject({ status: 'breached' })
    const breach = (await t.ask('GET', `${a.e}/breaches/${opened.id}`, { key: a.keys.client })).json
    expect(breach.status).toBe('open')
    expect(breach.timeline.map(({ kind }: { kind: string }) => kind)).toEqual(['opened', 'resolved', 'reopened'])

    // A run of before the end, asked again, must not end what was opened after it.
    await ask('w3')
    expect(await breaches('objective=change-fail-rate')).toMatchObject([{ status: 'open' }])
  })

  test('a deployment is held back by a breach until someone says that they know', async () => {
    const deploy = (run: string, more: object = {}) =>
      gate({ event: 'deployment', commit_sha: sha(2), environment: 'production', run, ...more })
    expect((await deploy('dep-1')).json.verdict).toBe('fail')
    expect((await deploy('dep-2', { rolls_back: 'bad-3' })).json.verdict).not.toBe('fail')
    // Rule 6: any word opens the gate; both parties see which, and what was known of it, once.
    const invented = [1, 2].map(() => deploy('dep-fix', { fixes_incident: 'nobody-knows' }))
    const [{ json: passed } = { json: null }] = await Promise.all(invented)
    const fixes_incident = { incident: 'nobody-knows', state: 'unknown' }
    expect(passed).toMatchObject({ verdict: 'warn', relieved: { objectives: ['change-fail-rate'], fixes_incident } })
    const { items } = await t.deps.store
      .forEngagement('acme-checkout')
      .ledger({ limit: 1000, after: null, descending: false })
    expect(items.flatMap(({ body }) => (body.type === 'block_passed' ? [body] : []))).toMatchObject([
      { rolls_back: { deployment: 'bad-3', known: true }, commit_sha: sha(2) },
      { fixes_incident, objectives: ['change-fail-rate'], evaluation: passed?.id },
    ])
    const [open] = await breaches('objective=change-fail-rate')
    await t.ask('POST', `${a.e}/breaches/${open.id}/acknowledge`, { key: a.keys.client })
    expect((await deploy('dep-3')).json.verdict).toBe('warn')
  })
})

test('an exemption lets a change through so often a month, and says so', async () => {
  const exempted = (number: number, exempt: object) =>
    gate({
      commit_sha: sha(30 + number),
      pull_request: { number, title: 'x', author: 'northwind-dev' },
      events: [short(sha(30 + number))],
      exempt,
    })
  expect((await exempted(31, { label: 'hotfix', set_by: 'northwind-dev' })).json).toMatchObject({
    verdict: 'fail',
    exempted: { status: 'refused', reason: 'set_by_author' },
  })
  expect((await exempted(32, { label: 'hotfix', set_by: 'grace' })).json).toMatchObject({
    verdict: 'pass',
    verdict_without_exemption: 'fail',
    exempted: { status: 'granted', used: 1, max: 1 },
  })
  expect((await exempted(33, { label: 'hotfix', set_by: 'grace' })).json).toMatchObject({
    verdict: 'fail',
    exempted: { status: 'refused', reason: 'none_left' },
  })
})

test('what was judged is kept, and is listed newest first', async () => {
  const { json } = await gate({ commit_sha: sha(2), run: 'kept' })
  const stored = await t.ask('GET', `${a.e}/evaluations/${json.id}`, { key: a.keys.client })
  // The verdict is stored before its breaches are moved: a breach it opened itself only the gate’s answer names.
  const { events: _, markdown: __, ledger: ____, ...evaluation } = json
  const unnamed = (one: { objectives: { breach_id?: string }[] }) => ({
    ...one,
    objectives: one.objectives.map(({ breach_id: ___, ...rest }) => rest),
  })
  expect(unnamed(stored.json)).toEqual(unnamed(evaluation))
  const all = (await t.ask('GET', `${a.e}/evaluations?limit=100`, { key: a.keys.client })).json.data
  const times = all.map(({ at }: { at: string }) => at)
  expect(times).toEqual([...times].sort().reverse())
  const failing = (await t.ask('GET', `${a.e}/evaluations?verdict=fail&event=push,deployment`, { key: a.keys.client }))
    .json.data
  expect(failing.length).toBeGreaterThan(0)
  expect(new Set(failing.map(({ verdict }: { verdict: string }) => verdict))).toEqual(new Set(['fail']))
  expect((await t.ask('GET', `${a.e}/evaluations/ev_none`, { key: a.keys.client })).status).toBe(404)
})

test('without an agreement nothing is judged, and the answer says so', async () => {
  const bare = await t.engagement('nothing-agreed')
  const { json } = await t.ask('POST', '/v1/engagements/nothing-agreed/gate', {
    key: bare.vendor,
    body: { service: 'x', event: 'push', commit_sha: sha(1) },
  })
  expect(json).toMatchObject({ agreement: null, objectives: [], notes: [{ code: 'no_agreement_in_force' }] })
})

test('a hostile title stops no gate', async () => {
  const title = `=cmd|' /C calc'!A0 <script>\u202e @everyone ${'x'.repeat(900)}`
  const { status, json } = await gate({
    commit_sha: sha(2),
    run: 'title',
    pull_request: { number: 1, title, author: 'northwind-dev', labels: ['a\nb'] },
  })
  expect(status).toBe(200)
  expect(json.pull_request.title).not.toContain('\u202e')
  expect(json.pull_request.title).toHaveLength(300)
})
