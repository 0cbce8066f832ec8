import type { Cost } from '@plumbline/store'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Agreed, agreed } from '../testing/agreed.ts'
import { agreementText } from '../testing/agreement.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { sha } from '../testing/events.ts'

const SIZE = `  change-size:
    indicator: change-size
    target: "<= 400 lines"
    enforcement: block
`

let t: TestApp
let sized: Agreed
let plain: Agreed
beforeAll(async () => {
  t = await startTestApp()
  sized = await agreed(t, 'with-size', agreementText('with-size') + SIZE)
  plain = await agreed(t, 'without-size')
})
afterAll(() => t.stop())

const action = (number: number, name: string, time: string, additions: number, more: object = {}) => ({
  type: 'pull_request',
  id: `pr-${number}-${name}`,
  source: 'github.test',
  time,
  service: 'checkout-api',
  data: { number, action: name, at: time, additions, deletions: 5, ...more },
})

const gate = (a: Agreed, run: string, more: object = {}) =>
  t.ask('POST', `${a.e}/gate`, {
    key: a.keys.vendor,
    body: { service: 'checkout-api', event: 'pull_request', commit_sha: sha(1), run, ...more },
  })

const ofPullRequest = (number: number) => ({ pull_request: { number, title: 'x', author: 'y' } })

const spent = async (work: () => Promise<unknown>): Promise<Cost> => {
  const before = t.deps.store.cost()
  await work()
  const after = t.deps.store.cost()
  return { ...after, readUnits: after.readUnits - before.readUnits, requests: after.requests - before.requests }
}

test('a change is as big as its pull request, by its number before the merge and by its commit after it', async () => {
  const opened = action(7, 'opened', '2026-12-02T12:00:00Z', 300)
  const merged = action(7, 'merged', '2026-12-03T12:00:00Z', 500, { merge_commit_sha: sha(77) })
  await t.ask('POST', `${sized.e}/events`, { key: sized.keys.vendor, body: [merged, opened] })
  const judged = async (run: string, more: object) => {
    const { objectives } = (await gate(sized, run, more)).json
    return objectives.find(({ id }: { id: string }) => id === 'change-size')
  }
  expect(await judged('by-number', ofPullRequest(7))).toMatchObject({ status: 'breached', value: 505, blocking: true })
  expect(await judged('by-commit', { event: 'push', commit_sha: sha(77) })).toMatchObject({ value: 505 })
  expect(await judged('another', ofPullRequest(8))).toMatchObject({ status: 'no_data' })
  expect(await judged('none', {})).toMatchObject({ status: 'no_data' })
})

test('a pull request costs a read only where something agreed is measured by it', async () => {
  const reads = async (a: Agreed) => {
    // The first one also finds out where things go.
    await gate(a, 'reads-first')
    const without = await spent(() => gate(a, 'reads-without'))
    const named = await spent(() => gate(a, 'reads-named', ofPullRequest(9)))
    return named.requests - without.requests
  }
  expect([await reads(plain), await reads(sized)]).toEqual([0, 1])
})

test('a merged commit is as big as its pull request was told to be, whichever action told it', async () => {
  // Facts know a commit by its first digits.
  const commit = (n: number) => `${n}`.repeat(14).slice(0, 40)
  const opened = action(11, 'opened', '2026-12-02T12:00:00Z', 415)
  const { additions: _, deletions: __, ...bare } = opened.data
  const merged = (number: number, time: string, became: string) => ({
    ...action(number, 'merged', time, 0),
    data: { ...bare, number, action: 'merged', at: time, merge_commit_sha: became },
  })
  const body = [
    opened,
    action(12, 'opened', '2026-08-01T12:00:00Z', 1),
    merged(11, '2026-12-03T12:00:00Z', commit(111)),
    merged(12, '2026-08-02T12:00:00Z', commit(112)),
    // Another repository of the service has a pull request of that number.
    { ...merged(11, '2026-12-04T12:00:00Z', commit(115)), id: 'pr-11-elsewhere' },
  ]
  for (const a of [sized, plain]) {
    const sent = await t.ask('POST', `${a.e}/events`, { key: a.keys.vendor, body })
    expect(sent.json.results.map(({ status }: { status: string }) => status)).toEqual(Array(5).fill('recorded'))
  }
  const size = async (run: string, commit_sha: string, event = 'push') => {
    const { objectives } = (await gate(sized, run, { event, commit_sha })).json
    return objectives.find(({ id }: { id: string }) => id === 'change-size')
  }
  expect(await size('merged-push', commit(111))).toMatchObject({ status: 'breached', value: 420 })
  expect(await size('merged-other', commit(113))).toMatchObject({ status: 'no_data' })
  // Merged more than 90 days before.
  expect(await size('merged-long-ago', commit(112))).toMatchObject({ status: 'no_data' })
  // Where no size is agreed, nobody looks for what it was merged from.
  const push = (run: string, more: object = {}) => gate(plain, run, { event: 'push', commit_sha: commit(114), ...more })
  await push('push-first')
  const unnamed = await spent(() => push('push-unnamed'))
  const named = await spent(() => push('push-named', ofPullRequest(11)))
  expect(unnamed.requests).toBe(named.requests)
})

test('every gate is remembered among the facts of its service once, as it was answered', async () => {
  t.clock.now += 60_000
  const { json } = await gate(sized, 'remembered', ofPullRequest(7))
  await gate(sized, 'remembered', ofPullRequest(7))
  const window = { from: t.clock.now, to: t.clock.now + 1 }
  const gates = await t.deps.store.forEngagement('with-size').gates('checkout-api', window)
  expect(gates).toMatchObject([{ verdict: json.verdict, on: 'pull_request', pullRequest: 7, merged: false }])
  expect(gates[0]?.blockedBy).toHaveLength(1)
})

test('a gate that waits for uploads is none yet: a workflow that expects too many does not pass for one that judges', async () => {
  t.clock.now += 60_000
  const commit_sha = sha(333)
  const gatesNow = () =>
    t.deps.store.forEngagement('with-size').gates('checkout-api', { from: t.clock.now, to: t.clock.now + 1 })
  const { json } = await gate(sized, 'waits', { commit_sha, expect: 64 })
  expect([json.verdict, json.uploads, await gatesNow()]).toEqual([
    'warn',
    { received: [], expected: 64, state: 'awaited' },
    [],
  ])
  await gate(sized, 'waits-no-more', { commit_sha, expect: 64, finalize: true })
  expect(await gatesNow()).toHaveLength(1)
})

test('flags are carried forward from as far as 20 ancestors, one read for each four; who asks for none pays none', async () => {
  const coverage = (commit_sha: string, flag: string) => ({
    type: 'coverage',
    id: `coverage-${commit_sha.slice(0, 6)}-${flag}`,
    source: 'ci.test',
    time: '2026-12-02T12:00:00Z',
    service: 'checkout-api',
    data: { commit_sha, flag, lines: { covered: 8, total: 10 } },
  })
  const commit = (n: number) => `${200 + n}`.repeat(14).slice(0, 40)
  const ancestors = Array.from({ length: 20 }, (_, i) => commit(i + 1))
  const body = [coverage(commit(0), 'web'), coverage(commit(3), 'e2e'), coverage(commit(20), 'nightly')]
  await t.ask('POST', `${plain.e}/events`, { key: plain.keys.vendor, body })
  const ask = (run: string, more: object = {}) =>
    gate(plain, run, { commit_sha: commit(99), base_sha: commit(0), ancestors, ...more })
  const told = async (run: string, carry_forward: true | string[]) =>
    (await ask(run, { carry_forward })).json.notes
      .filter(({ code }: { code: string }) => code === 'carried_forward')
      .map(({ detail }: { detail: string }) => detail)
  const from = (n: number) => `carried forward from ${commit(n).slice(0, 7)}`
  expect(await told('carry-near', ['e2e'])).toEqual([`not measured at this commit: e2e ${from(3)}`])
  expect(await told('carry-all', true)).toEqual([
    `not measured at this commit: e2e ${from(3)}, nightly ${from(20)}, web ${from(0)}`,
  ])
  const plainly = await spent(() => ask('carry-none'))
  const near = await spent(() => ask('carry-near-again', { carry_forward: ['e2e'] }))
  const far = await spent(() => ask('carry-far-again', { carry_forward: ['nightly'] }))
  expect([near.requests - plainly.requests, far.requests - plainly.requests]).toEqual([4, 21])
})

test('events of several flags are opened only where a figure rests on the lines they name', async () => {
  const bare = agreementText('no-patch').replace('indicator: patch-coverage', 'indicator: coverage')
  const without = await agreed(t, 'no-patch', bare)
  const commit_sha = sha(444)
  const upload = (flag: string, more: object = {}) => ({
    type: 'coverage',
    id: `lines-${flag}`,
    source: 'ci.test',
    time: '2026-12-02T12:00:00Z',
    service: 'checkout-api',
    data: {
      commit_sha,
      flag,
      lines: { covered: 8, total: 10 },
      patch: { covered: 1, total: 1, uncovered: [], covered_lines: [{ path: 'a.ts', lines: [1] }] },
    },
    ...more,
  })
  for (const a of [plain, without]) {
    const body = [upload('unit'), upload('e2e'), upload('web')]
    await t.ask('POST', `${a.e}/events`, { key: a.keys.vendor, body })
    // The first one also finds out where things go.
    await gate(a, 'lines-first', { commit_sha })
  }
  const reads = async (a: Agreed, run: string, more: object = {}) =>
    (await spent(() => gate(a, `lines-${run}`, { commit_sha, ...more }))).requests
  const none = await reads(without, 'not-agreed')
  const added = async (a: Agreed, run: string, more: object = {}) => (await reads(a, run, more)) - none
  expect({
    agreed: await added(plain, 'agreed'),
    awaited: await added(plain, 'awaited', { expect: 4 }),
    missing: await added(plain, 'missing', { expect: 4, finalize: true }),
  }).toEqual({ agreed: 3, awaited: -1, missing: 0 })

  // A merge is remembered by every indicator, agreed or not.
  const merged = await gate(without, 'lines-merged', { commit_sha, event: 'push', ref: 'refs/heads/main' })
  expect(merged.status).toBe(200)
  t.clock.now += 1_000
  const series = await t.ask('GET', `${without.e}/indicators/patch-coverage/series?service=checkout-api`, {
    key: without.keys.client,
  })
  expect(series.json.points).toMatchObject([{ value: 100, samples: 1 }])
})
