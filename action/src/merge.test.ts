import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Change } from './context.ts'
import { mergeEvent } from './measure/pull-request.ts'
import { withMerge } from './merge.ts'
import { type FakeGitHub, startFakeGitHub } from './testing/fake-github.ts'
import { fakeJob } from './testing/fake-job.ts'

let github: FakeGitHub
beforeEach(async () => {
  github = await startFakeGitHub()
})
afterEach(() => github.close())

const SHA = 'b'.repeat(40)
const pull = {
  number: 7,
  title: 'Add tax rates',
  user: { login: 'mona' },
  labels: [{ name: 'hotfix' }],
  merged_at: '2026-12-01T10:00:00Z',
  merge_commit_sha: SHA,
  base: { ref: 'main' },
}
/** As whoever pushed it wrote it. */
const claimed = { number: 3, title: 'Somebody else’s (#3)', author: 'mona', labels: [] }
const BEFORE = 'a'.repeat(40)
const pushed: Change = {
  event: 'push',
  commitSha: SHA,
  baseSha: BEFORE,
  ref: 'refs/heads/main',
  pullRequest: claimed,
}

const ask = (pulls: unknown[], change: Partial<Change> = {}, { eventName = 'push', parents = [BEFORE] } = {}) => {
  github.actions.pullsOf[SHA] = pulls
  github.compared.parents.set(SHA, parents)
  return withMerge({ ...fakeJob(github, { eventName }).job, change: { ...pushed, ...change } })
}
const LISTED = `GET /repos/acme/shop/commits/${SHA}/pulls`
const PARENTS = `GET /repos/acme/shop/git/commits/${SHA}`

test('the pull request of a push is GitHub’s word, in two requests, whatever the commit says of itself', async () => {
  const told = { number: 7, title: 'Add tax rates', author: 'mona', labels: ['hotfix'] }
  const found = await ask([{ ...pull, number: 2, merge_commit_sha: 'c'.repeat(40) }, pull])
  expect(found).toEqual({ ...pushed, pullRequest: told, merge: { at: Date.parse(pull.merged_at) } })
  expect(github.requests).toEqual([LISTED, PARENTS])
})

describe('GitHub may list a merge a moment late', () => {
  const told = { pullRequest: { number: 3, title: 'Add tax rates' }, merge: { at: Date.parse(pull.merged_at) } }
  test.each<[string, object | null, object]>([
    ['the pull request that the commit names is asked once, and is believed', {}, told],
    ['it is open', { merged_at: null }, pushed],
    ['it became another commit', { merge_commit_sha: 'c'.repeat(40) }, pushed],
    ['it went into another branch', { base: { ref: 'release' } }, pushed],
    ['there is none of that number', null, pushed],
  ])('%s', async (_, own, expected) => {
    if (own !== null) github.actions.pullOf[3] = { ...pull, number: 3, ...own }
    expect(await ask([])).toMatchObject(expected)
    expect(github.requests.slice(0, 2)).toEqual([LISTED, 'GET /repos/acme/shop/pulls/3'])
    expect('merge' in (await ask([]))).toBe(expected === told)
  })
  test('a commit that names none asks for none', async () => {
    const { pullRequest: _, ...unnamed } = pushed
    const { job } = fakeJob(github, { eventName: 'push' })
    expect(await withMerge({ ...job, change: unnamed })).toEqual(unnamed)
    expect(github.requests).toEqual([LISTED])
  })
})

describe('a push that brings more than the merge is not known to be its change, and that is said', () => {
  const unknown = { ...pushed, merge: { why: expect.stringContaining('the merge of #7, but') } }
  test.each<[string, Partial<Change>, { eventName?: string; parents?: string[] }]>([
    ['commits before it', {}, { parents: ['c'.repeat(40)] }],
    ['what was there before is its second parent', {}, { parents: ['c'.repeat(40), BEFORE] }],
    ['a first commit', {}, { parents: [] }],
    ['a workflow that runs after the push is not told what was there', {}, { eventName: 'workflow_run' }],
  ])('%s', async (_, change, more) => expect(await ask([pull], change, more)).toMatchObject(unknown))
  test('a new branch', async () => {
    const { baseSha: _, ...first } = pushed
    github.actions.pullsOf[SHA] = [pull]
    const { job } = fakeJob(github, { eventName: 'push' })
    expect(await withMerge({ ...job, change: first })).toHaveProperty('merge.why')
  })
  test('a merge commit has the branch as its first parent', async () =>
    expect(await ask([pull], {}, { parents: [BEFORE, 'c'.repeat(40)] })).toHaveProperty('merge.at'))
  test('and the server is told of no merge', async () => {
    const asked = await ask([pull], {}, { parents: [] })
    expect(mergeEvent(asked, { service: 'shop-api', source: 'github.com/acme/shop/actions' })).toBeNull()
  })
})

describe('a push is no merge of a pull request', () => {
  test.each<[string, object[]]>([
    ['of which GitHub knows none', []],
    ['that is open: GitHub only tried its merge out', [{ ...pull, merged_at: null }]],
    ['that became another commit, though this one is in it', [{ ...pull, merge_commit_sha: 'c'.repeat(40) }]],
    ['that went into another branch', [{ ...pull, base: { ref: 'release' } }]],
    ['beside a second one', [pull, { ...pull, number: 8 }]],
    ['that GitHub tells half', [{ ...pull, user: null }]],
  ])('%s', async (_, pulls) => expect(await ask(pulls)).toEqual(pushed))

  test('of a tag nobody is asked', async () => {
    await ask([pull], { ref: 'refs/tags/v1' })
    expect(github.requests).toEqual([])
  })
})

test('what GitHub doesn’t tell is unknown, with the reason', async () => {
  github.faults.push({ path: '/pulls', answer: { status: 403, message: 'Resource not accessible by integration' } })
  expect(await ask([pull])).toMatchObject({ merge: { why: expect.stringContaining('not accessible') } })
})

describe('the server is told which change a commit is the merge of', () => {
  const about = { service: 'shop-api', source: 'github.com/acme/shop/actions' }
  test('once, however often the job is run', async () => {
    const [first, again] = [mergeEvent(await ask([pull]), about), mergeEvent(await ask([pull]), about)]
    const at = '2026-12-01T10:00:00.000Z'
    expect(first).toMatchObject({ time: at, data: { number: 7, action: 'merged', at, merge_commit_sha: SHA } })
    expect(again).toEqual(first)
    expect(mergeEvent(await ask([pull]), { ...about, service: 'web' })?.id).not.toBe(first?.id)
  })
  test('and never what a commit says of itself', async () => expect(mergeEvent(await ask([]), about)).toBeNull())
})
