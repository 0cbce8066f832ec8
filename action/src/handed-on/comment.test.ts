import { variants } from '@plumbline/render/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type FakeGitHub, startFakeGitHub } from '../testing/fake-github.ts'
import { fakeJob } from '../testing/fake-job.ts'
import { makeZip } from '../testing/make-zip.ts'
import { comment } from './comment.ts'
import { documentOf } from './document.ts'

let github: FakeGitHub
beforeEach(async () => {
  github = await startFakeGitHub()
})
afterEach(() => github.close())

const sample = variants.fail ?? expect.fail()
const HEAD = sample.commit_sha
const OTHER = 'b'.repeat(40)
/** Not that of the job that writes. */
const RUN = 4242
const FORK = { id: 2, full_name: 'mona/shop', owner: { login: 'mona' } }
const PULL = { number: 7, state: 'open' as const, head: { ref: 'tax', sha: HEAD, repo: { id: 2, owner: 'mona' } } }

/** The end of a run, as the event tells it. */
const ended = (more: object = {}, action = 'completed') => ({
  action,
  workflow_run: { id: RUN, event: 'pull_request', head_sha: HEAD, head_branch: 'tax', head_repository: FORK, ...more },
  repository: { id: 1, full_name: 'acme/shop' },
})
const tell = async (payload: unknown = ended(), inputs: Record<string, string> = {}, eventName = 'workflow_run') => {
  const { job, said } = fakeJob(github, { eventName, payload, inputs: { mode: 'comment', ...inputs } })
  return { ...(await comment(job)), said: said() }
}
const left = (content: string | Buffer, { id = 31, name = 'plumbline-comment', expired = false } = {}) =>
  github.actions.artifacts.push({
    id,
    run: RUN,
    name,
    expired,
    zip: Buffer.isBuffer(content) ? content : makeZip([{ content }]),
  })
const writes = () => github.requests.filter((line) => !line.startsWith('GET '))
const good: { evaluation: object } = JSON.parse(documentOf(sample))
const changed = (more: object) => JSON.stringify({ ...good, evaluation: { ...good.evaluation, ...more } })

describe('a run’s comment is written where it belongs, and nowhere else', () => {
  const cases: { why: string; payload?: unknown; pulls?: (typeof PULL)[]; says: string }[] = [
    { why: 'a push', payload: ended({ event: 'push' }), says: 'for `push`' },
    { why: 'a run that goes on', payload: ended({}, 'requested'), says: 'not ended yet' },
    { why: 'a fork that is gone', payload: ended({ head_repository: null }), says: 'is gone' },
    { why: 'a run of nothing', payload: ended({ head_sha: 'HEAD' }), says: 'of which commit' },
    { why: 'another run', payload: ended({ id: 1 }), says: 'handed none on' },
    { why: 'no pull request', says: 'no open pull request' },
    { why: 'a closed one', pulls: [{ ...PULL, state: 'closed' as never }], says: 'no open pull request' },
    {
      why: 'another fork',
      pulls: [{ ...PULL, head: { ...PULL.head, repo: { id: 3, owner: 'mona' } } }],
      says: 'no open pull',
    },
    { why: 'another branch', pulls: [{ ...PULL, head: { ...PULL.head, ref: 'x' } }], says: 'no open pull request' },
    { why: 'a newer head', pulls: [{ ...PULL, head: { ...PULL.head, sha: OTHER } }], says: 'has moved on' },
    { why: 'two with one head', pulls: [PULL, { ...PULL, number: 8 }], says: 'which one is meant' },
  ]
  test.each(cases)('$why: a quiet success that says why', async ({ payload, pulls = [], says }) => {
    left(documentOf(sample))
    github.actions.listsAll = true
    github.actions.pulls.push(...pulls)
    const { failed, said } = await tell(payload)
    expect([failed, said]).toEqual([false, expect.stringContaining(says)])
    expect(said).not.toContain('not taken')
    expect(writes()).toEqual([])
  })

  test('the newest of one name is read, those of other names beside it, and none that is no comment or has expired', async () => {
    github.actions.pulls.push(PULL)
    left('old', { id: 30 })
    left(documentOf(sample), { id: 32 })
    left(changed({ service: 'search' }), { id: 33, name: 'plumbline-comment-search' })
    left(changed({ service: 'gone' }), { id: 34, name: 'plumbline-comment-gone', expired: true })
    left(changed({ service: 'dist' }), { id: 35, name: 'dist' })
    expect((await tell()).failed).toBe(false)
    expect(github.comments.map(({ body }) => /plumbline:([\w-]+) -->\s*$/.exec(body)?.[1])).toEqual([
      'checkout-api',
      'search',
    ])
    // GitHub's store is another host: the token does not go there.
    expect(new Set(github.actions.storeSaw)).toEqual(new Set([undefined]))
    await tell(ended(), { service: 'none-of-them' })
    expect(github.comments).toHaveLength(2)
  })
})

/** What each comment tells of its parts: verdict, run and gate. */
const states = () =>
  github.comments.map(({ body }) =>
    [...body.matchAll(/verdict (\w+) \w+ run (\S+)(?: of \w+ (.+?))? -->/g)].map(([, ...told]) =>
      told.join(' ').trim(),
    ),
  )

describe('several gates of one service', () => {
  const alone = (verdict: string) => changed({ verdict, local: true })

  test('that have judged apart stand in one comment, the worst first, also when one is run again', async () => {
    github.actions.pulls.push(PULL)
    left(alone('pass'), { id: 31, name: 'plumbline-comment-node-20' })
    left(alone('fail'), { id: 32, name: 'plumbline-comment-node-22' })
    await tell()
    expect(states()).toEqual([[`fail ${RUN}.1 node-22`, `pass ${RUN}.1 node-20`]])
    expect(github.comments[0]?.body).toMatch(/^### ❌/)
    left(alone('pass'), { id: 33, name: 'plumbline-comment-node-22' })
    await tell(ended({ run_attempt: 2 }))
    expect(states()).toEqual([[`pass ${RUN}.2 node-20`, `pass ${RUN}.2 node-22`]])
  })

  test('that a server has judged are told by its newest word alone, whatever it awaited before', async () => {
    github.actions.pulls.push(PULL)
    const awaited = { verdict: 'warn', uploads: { state: 'awaited', expected: 2, received: [] } }
    left(changed({ verdict: 'pass', at: '2026-11-24T15:05:00.000Z' }), { id: 31, name: 'plumbline-comment-b' })
    left(changed({ ...awaited, at: '2026-11-24T15:04:00.000Z' }), { id: 32, name: 'plumbline-comment-a' })
    expect((await tell()).said).not.toContain('not taken')
    expect(states()).toEqual([[`pass ${RUN}.1`]])
    // In an outage they had judged alone: what the server says replaces all of it.
    const server = github.actions.artifacts.splice(0)
    for (const name of ['plumbline-comment-a', 'plumbline-comment-b']) left(alone('fail'), { id: 41, name })
    github.comments.length = 0
    await tell()
    expect(states()).toEqual([[`fail ${RUN}.1 a`, `fail ${RUN}.1 b`]])
    github.actions.artifacts.splice(0, 2, ...server)
    await tell(ended({ run_attempt: 2 }))
    expect(states()).toEqual([[`pass ${RUN}.2`]])
  })

  test('of two workflows have names and keys of their own, which are the same when one runs again', async () => {
    github.actions.pulls.push(PULL)
    left(alone('fail'))
    const keyOf = async (workflow: object) => {
      github.comments.length = 0
      await tell(ended(workflow))
      return /run \S+ of (\w+ .+) -->/.exec(github.comments[0]?.body ?? '')?.[1]
    }
    const first = await keyOf({ workflow_id: 1, name: 'CI' })
    expect(first).toMatch(/^[0-9a-f]{8} CI$/)
    expect(await keyOf({ workflow_id: 1, name: 'CI', run_attempt: 2 })).toBe(first)
    expect((await keyOf({ workflow_id: 2, name: 'CI' }))?.slice(0, 8)).not.toBe(first?.slice(0, 8))
  })
})

test('a run that hands on more gates of a service than are read says so', async () => {
  github.actions.pulls.push(PULL)
  left(makeZip(Array.from({ length: 20 }, () => ({ content: changed({ local: true }) }))))
  left(documentOf(sample), { id: 32, name: 'plumbline-comment-more' })
  expect((await tell()).said).toContain('1 of 21 gates of checkout-api: 20 are taken')
  expect(github.comments[0]?.body.match(/plumbline:verdict/g)).toHaveLength(20)
  expect(github.comments[0]?.body.length).toBeLessThanOrEqual(64_000)
})

describe('a run that names many services', () => {
  const many = (from: number, count: number) => {
    const zip = makeZip(
      Array.from({ length: count }, (_, i) => ({ content: changed({ service: `service-${from + i}` }) })),
    )
    github.actions.artifacts.splice(0, 1)
    left(zip)
  }
  test('is believed five of them, and further names on the same pull request none: the rest is said', async () => {
    github.actions.pulls.push(PULL)
    many(1, 9)
    const { said } = await tell()
    expect(said).toContain('4 of 9 services')
    expect(said).not.toContain('comments of ours')
    expect(github.comments).toHaveLength(5)
    many(10, 5)
    expect(await tell()).toMatchObject({
      failed: false,
      said: expect.stringContaining('5 comments of ours stand on this pull request'),
    })
    expect(github.comments).toHaveLength(5)
    // The one that the workflow itself names is nobody's invention.
    await tell(ended(), { service: 'service-12' })
    expect(github.comments).toHaveLength(6)
  })
})

test('the comment is of the run that measured: one that was run later stays', async () => {
  github.actions.pulls.push(PULL)
  left(documentOf(sample))
  await tell(ended({ run_attempt: 2 }))
  expect(github.comments[0]?.body).toContain(`${HEAD} run ${RUN}.2 -->`)
  left(changed({ verdict: 'pass' }), { id: 32 })
  expect((await tell()).said).toContain(`it is of the later run ${RUN}.2`)
  expect(github.comments[0]?.edits).toBe(0)
})

describe('what strangers left is data', () => {
  test.each<[why: string, content: string | Buffer, says: string]>([
    ['Markdown', '# ✅ All good, merge me', 'it is no JSON'],
    ['of another commit', changed({ commit_sha: OTHER }), 'another commit'],
    ['with a verdict that is none', changed({ verdict: 'great' }), 'no evaluation'],
    ['a bomb', makeZip([{ content: Buffer.alloc(900_000) }]), 'times its size'],
    ['no archive', Buffer.from('<html>'), 'no zip'],
    ['too long', Buffer.alloc(1_100_000), 'longer than'],
  ])('%s is refused, said so, and fails nothing', async (_, content, says) => {
    github.actions.pulls.push(PULL)
    left(content)
    expect(await tell()).toMatchObject({ failed: false, said: expect.stringContaining(says) })
    expect(writes()).toEqual([])
  })

  test('the rest is rendered here: its Markdown is text, its addresses are left out, and whose run it was is said', async () => {
    github.actions.pulls.push(PULL)
    const title = '@everyone <img src=x> [x](https://evil.example)'
    left(
      changed({
        notes: [{ code: 'reports', detail: title }],
        url: 'https://evil.example',
        markdown: '# hi',
        time_zone: 'No/Where',
      }),
    )
    await tell()
    const body = github.comments[0]?.body ?? ''
    expect(body).toMatch(/^### ❌ Agreement not met/)
    expect(body).toMatch(/a run of the fork mona\/\W?shop/)
    expect(body).not.toMatch(/@everyone|<img|(?<!\\)\]\(|^# hi/m)
  })
})

test('what GitHub does not give is a warning; a passing fault is not even that; a wrong event or no token is a mistake', async () => {
  github.actions.pulls.push(PULL)
  left(documentOf(sample))
  github.faults.push({ path: '/zip', answer: { status: 403, message: 'Resource not accessible by integration' } })
  expect(await tell()).toMatchObject({ failed: false, said: expect.stringContaining('`actions: read`') })
  github.faults.splice(0, 1, { path: '/store/', times: 1, answer: { status: 503 } })
  expect(await tell()).toMatchObject({ failed: false, said: expect.not.stringContaining('warning') })
  expect(github.comments).toHaveLength(1)
  expect((await tell(ended(), { 'github-token': '' })).failed).toBe(true)
  expect(await tell(ended(), {}, 'pull_request')).toMatchObject({
    failed: true,
    said: expect.stringContaining('on: workflow_run'),
  })
})
