import { createSend } from '@plumbline/client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startBudget } from '../budget.ts'
import { ACTIONS_TOKEN, type FakeGitHub, startFakeGitHub } from '../testing/fake-github.ts'
import { createGitHub } from './api.ts'
import { commitsFromGitHub } from './compare.ts'

let fake: FakeGitHub
beforeEach(async () => {
  fake = await startFakeGitHub()
})
afterEach(() => fake.close())

const sha = (n: number) => n.toString(16).padStart(40, '0')
/** So many commits, one each minute. */
const history = (count: number) => {
  fake.commits = Array.from({ length: count }, (_, n) => ({
    sha: sha(n),
    at: new Date(Date.UTC(2026, 10, 1, 0, n)).toISOString(),
    merge: n % 2 === 0,
  }))
}
const between = (base: number | string, head: number | string, token = ACTIONS_TOKEN) => {
  const github = createGitHub({
    apiUrl: fake.url,
    token,
    budget: startBudget(500),
    send: createSend(),
    random: () => 0,
  })
  const name = (end: number | string) => (typeof end === 'number' ? sha(end) : end)
  return commitsFromGitHub(github, 'acme/shop', name(base), name(head))
}

test('the commits between, oldest first, with when they were committed and which are merges', async () => {
  history(5)
  expect(await between(1, 3)).toEqual({
    kind: 'known',
    left: 0,
    commits: [
      { sha: sha(2), committed_at: '2026-11-01T00:02:00.000Z', merge: true },
      { sha: sha(3), committed_at: '2026-11-01T00:03:00.000Z' },
    ],
  })
})

test.each([
  { why: 'the same commit again', base: 3, head: 3 },
  { why: 'going back', base: 4, head: 1 },
])('$why brings nothing', async ({ base, head }) => {
  history(5)
  expect(await between(base, head)).toEqual({ kind: 'known', left: 0, commits: [] })
})

test('over several pages', async () => {
  history(231)
  const found = await between(0, 230)
  expect(found).toMatchObject({ kind: 'known', left: 0 })
  expect(found.kind === 'known' && found.commits.map((commit) => commit.sha)).toEqual(
    fake.commits.slice(1).map((commit) => commit.sha),
  )
  expect(fake.requests).toHaveLength(3)
})

test('of more than one event may name, the oldest 250, and how many are left: three requests and no more', async () => {
  history(1_001)
  const found = await between(0, 1_000)
  expect(found).toMatchObject({ kind: 'known', left: 750 })
  expect(found.kind === 'known' && [found.commits.length, found.commits[0]?.sha, found.commits[249]?.sha]).toEqual([
    250,
    sha(1),
    sha(250),
  ])
  expect(fake.requests).toHaveLength(3)
})

test.each([
  { why: 'a commit GitHub does not know', base: 'f'.repeat(40), says: 'does not know both commits' },
  { why: 'a token it does not know', token: 'ghs_other', says: 'does not know the token' },
])('$why: unknown, and says why', async ({ base = 0, token = ACTIONS_TOKEN, says }) => {
  history(3)
  expect(await between(base, 2, token)).toEqual({ kind: 'unknown', why: expect.stringContaining(says) })
})

test.each([
  {
    why: 'it may not read',
    answer: { status: 403, message: 'Resource not accessible by integration' },
    says: 'contents',
  },
  { why: 'it is down', answer: { status: 503 }, says: 'GitHub did not answer in time' },
  { why: 'another program in its place', answer: { status: 200, message: 'hello' }, says: 'holds no commits' },
  { why: 'it hangs', answer: 'hang' as const, says: 'GitHub did not answer in time' },
])('GitHub, $why: unknown, and no crash', async ({ answer, says }) => {
  history(3)
  fake.faults.push({ answer })
  expect(await between(0, 2)).toEqual({ kind: 'unknown', why: expect.stringContaining(says) })
})

test('dates and names that are none are left out, not sent', async () => {
  history(4)
  fake.commits[1] = { sha: sha(1), at: 'yesterday' }
  fake.commits[2] = { sha: sha(2), at: '10000-01-01T00:00:00Z' }
  expect(await between(0, 3)).toMatchObject({ commits: [{ sha: sha(3) }] })
})
