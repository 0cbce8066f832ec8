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
const pushed: Change = { event: 'push', commitSha: SHA, ref: 'refs/heads/main', pullRequest: claimed }

const ask = (pulls: unknown[], change: Partial<Change> = {}) => {
  github.actions.pullsOf[SHA] = pulls
  return withMerge({ ...fakeJob(github).job, change: { ...pushed, ...change } })
}

test('the pull request of a push is GitHub’s word, in one request, whatever the commit says of itself', async () => {
  const told = { number: 7, title: 'Add tax rates', author: 'mona', labels: ['hotfix'] }
  const found = await ask([{ ...pull, number: 2, merge_commit_sha: 'c'.repeat(40) }, pull])
  expect(found).toEqual({ ...pushed, pullRequest: told, merge: { at: Date.parse(pull.merged_at) } })
  expect(github.requests).toEqual([`GET /repos/acme/shop/commits/${SHA}/pulls`])
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
