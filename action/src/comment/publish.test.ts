import { createSend } from '@plumbline/client'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startBudget } from '../budget.ts'
import { createGitHub } from '../github/api.ts'
import { ACTIONS_TOKEN, type FakeGitHub, PERSONAL_TOKEN, startFakeGitHub } from '../testing/fake-github.ts'
import { type Comment, lookUp } from './ours.ts'
import { laterRun } from './parts.ts'
import { publishComment } from './publish.ts'
import { ofAnyRun, stateLine } from './state-line.ts'

const MARKER = '<!-- plumbline:shop -->'
let fake: FakeGitHub
beforeEach(async () => {
  fake = await startFakeGitHub()
})
afterEach(() => fake.close())

const ofRun = (id: number) =>
  stateLine({ verdict: 'pass', commitSha: 'a'.repeat(40), run: { id, attempt: 1 }, of: null })
const PLACE = { repository: 'acme/shop', pullRequest: 7 }
const githubFor = ({ token = ACTIONS_TOKEN, ms = 20_000 }) =>
  createGitHub({
    apiUrl: fake.url,
    token,
    budget: startBudget(ms),
    send: createSend(),
    sleep: async () => {},
    random: () => 0,
  })
type Asked = {
  token?: string
  ms?: number
  worth?: boolean
  found?: () => Promise<Comment[]>
  run?: number
  most?: number
}
const publish = (body: string, { worth = true, found, run, most, ...asked }: Asked = {}) =>
  publishComment(
    githubFor(asked),
    PLACE,
    {
      marker: MARKER,
      body: () => `${MARKER}\n${body}${run === undefined ? '' : `\n${ofRun(run)}`}`,
      comparable: ofAnyRun,
      worthWriting: () => worth,
      laterRun: (standing) =>
        laterRun(standing, {
          commitSha: 'a'.repeat(40),
          run: run === undefined ? null : { id: run, attempt: 1 },
          parts: [{ text: '', keys: [''], state: { verdict: 'pass', commitSha: 'a'.repeat(40), run: null, of: null } }],
        }),
      ...(most === undefined ? {} : { most }),
    },
    found,
  )
const ours = () => fake.comments.filter((comment) => comment.body.includes(MARKER))
const writes = () => fake.requests.filter((line) => !line.startsWith('GET'))

describe('the one comment', () => {
  test('is created once and updated after that, in two requests', async () => {
    expect(await publish('fail')).toMatchObject({ kind: 'created' })
    fake.requests.length = 0
    expect(await publish('pass')).toEqual({ kind: 'updated', id: ours()[0]?.id })
    expect(fake.requests).toHaveLength(2)
    expect(ours()).toHaveLength(1)
    expect(ours()[0]?.body).toContain('pass')
  })

  test('of a later run is left as it is, without a further request, and said so; a later run writes over it', async () => {
    await publish('new', { run: 20 })
    fake.requests.length = 0
    expect(await publish('old', { run: 10 })).toEqual({
      kind: 'outdated',
      id: ours()[0]?.id,
      by: { id: 20, attempt: 1 },
    })
    expect([fake.requests.length, writes()]).toEqual([1, []])
    expect(await publish('new', { run: 21 })).toMatchObject({ kind: 'unchanged' })
    expect(await publish('newer', { run: 21 })).toMatchObject({ kind: 'updated' })
  })

  test('is the later run’s also where both create one, and the earlier is the slower', async () => {
    await publish('new', { run: 20 })
    expect(await publish('old', { run: 10, found: async () => [] })).toMatchObject({ kind: 'outdated' })
    expect(ours().map(({ body }) => body)).toEqual([expect.stringContaining('new')])
  })

  test('is the later run’s also where that found the earlier’s, just created, and wrote into it', async () => {
    fake.meanwhile = (request) => {
      // Between creating and the look after it.
      const [made] = ours()
      if (!request.startsWith('GET') || made === undefined) return
      fake.meanwhile = null
      made.body = `${MARKER}\nnew\n${ofRun(20)}`
    }
    expect(await publish('old', { run: 10, found: async () => [] })).toMatchObject({
      kind: 'outdated',
      by: { id: 20, attempt: 1 },
    })
    expect(ours().map(({ body, edits }) => [body, edits])).toEqual([[expect.stringContaining('new'), 0]])
  })

  test('is not created where as many of ours as may be stand there, and is updated all the same', async () => {
    fake.add({ body: '<!-- plumbline:verdict forged --> <!-- plumbline:x -->', login: 'mallory' })
    fake.add({ body: '<!-- plumbline:one -->' })
    await publish('a', { most: 2 })
    fake.add({ body: '<!-- plumbline:three -->' })
    expect(await publish('b', { most: 2 })).toMatchObject({ kind: 'updated' })
    for (const comment of ours()) comment.body = '<!-- plumbline:two -->'
    expect(await publish('c', { most: 2, token: ACTIONS_TOKEN })).toEqual({ kind: 'too_many' })
    expect(ours()).toEqual([])
  })

  test('is left alone when nothing changed, also where GitHub gives other line ends back', async () => {
    await publish('a\nb')
    for (const comment of ours()) comment.body = `${comment.body.replaceAll('\n', '\r\n')}\r\n`
    fake.requests.length = 0
    expect(await publish('a\nb')).toMatchObject({ kind: 'unchanged' })
    expect(writes()).toEqual([])
  })

  test.each([
    { count: 45, pages: 1 },
    { count: 150, pages: 2 },
    { count: 250, pages: 3 },
  ])('is found behind $count earlier comments, on $pages pages', async ({ count, pages }) => {
    fake.chatter(count)
    await publish('one')
    fake.requests.length = 0
    await publish('two')
    expect(ours()).toHaveLength(1)
    expect(ours()[0]?.edits).toBe(1)
    expect(fake.requests).toHaveLength(pages + 1)
  })

  test('of another with our marker is neither edited nor removed', async () => {
    fake.add({ body: `${MARKER}\ntrust me, all met`, login: 'mallory' })
    await publish('fail')
    await publish('still failing')
    expect(ours().map((comment) => [comment.user.login, comment.edits])).toEqual([
      ['mallory', 0],
      ['github-actions[bot]', 1],
    ])
  })

  test('of a person’s token is updated by that token', async () => {
    await publish('one', { token: PERSONAL_TOKEN })
    expect(await publish('two', { token: PERSONAL_TOKEN })).toMatchObject({ kind: 'updated' })
    expect(ours()).toHaveLength(1)
  })

  test('stays one where the token can’t be asked who it is: the answer to writing tells', async () => {
    fake.faults.push(
      { path: '/user', answer: { status: 403, message: 'no' } },
      { path: '/graphql', answer: { status: 404 } },
    )
    await publish('one', { token: PERSONAL_TOKEN })
    await publish('two', { token: PERSONAL_TOKEN })
    expect(ours().map((comment) => comment.body)).toEqual([`${MARKER}\ntwo`])
  })

  test('that vanishes between being found and being written is created anew', async () => {
    await publish('one')
    fake.meanwhile = (request) => {
      if (request.startsWith('PATCH')) fake.comments.length = 0
    }
    expect(await publish('two')).toMatchObject({ kind: 'created' })
    expect(ours()).toHaveLength(1)
  })

  test('of two runs at the same time is the older one', async () => {
    let other: number | undefined
    fake.meanwhile = (request) => {
      if (request.startsWith('POST') && other === undefined) other = fake.add({ body: `${MARKER}\nother run` }).id
    }
    expect(await publish('this run')).toEqual({ kind: 'updated', id: other })
    expect(ours().map((comment) => comment.body)).toEqual([`${MARKER}\nthis run`])
  })

  test('that somebody hid is passed over: nobody would see what is written there', async () => {
    const hidden = fake.add({ body: `${MARKER}\na` })
    hidden.minimized = { reason: 'outdated' }
    expect(await publish('b')).toMatchObject({ kind: 'created' })
    expect(await publish('c')).toMatchObject({ kind: 'updated' })
    expect(ours().map(({ body }) => body)).toEqual([`${MARKER}\na`, `${MARKER}\nc`])
  })

  test('that was found by an early look is not looked for again, and one that is gone since is created anew', async () => {
    await publish('one')
    const early = await lookUp(githubFor({}), PLACE)
    fake.requests.length = 0
    expect(await publish('two', { found: async () => early })).toMatchObject({ kind: 'updated' })
    expect(fake.requests.map((line) => line.split(' ')[0])).toEqual(['PATCH'])
    fake.comments.length = 0
    expect(await publish('three', { found: async () => early })).toMatchObject({ kind: 'created' })
    expect(ours()).toHaveLength(1)
  })

  test('duplicates that earlier races left go, the oldest stays', async () => {
    const first = fake.add({ body: `${MARKER}\na` })
    fake.add({ body: `${MARKER}\nb` })
    fake.add({ body: `${MARKER}\nc` })
    expect(await publish('d')).toEqual({ kind: 'updated', id: first.id })
    expect(ours()).toHaveLength(1)
  })

  test('not worth writing is not written', async () => {
    expect(await publish('x', { worth: false })).toEqual({ kind: 'not_wanted', id: null })
    expect(writes()).toEqual([])
  })
})

describe('faults', () => {
  test.each(['GET', 'POST', 'PATCH'])('one 502 on %s is tried again, and one comment stands', async (method) => {
    await publish('one')
    fake.comments.length = method === 'POST' ? 0 : 1
    fake.faults.push({ method, times: 1, answer: { status: 502 } })
    await publish('two')
    expect(ours().map((comment) => comment.body)).toEqual([`${MARKER}\ntwo`])
  })

  test('a lost answer to creating leaves one comment', async () => {
    fake.faults.push({ method: 'POST', times: 1, answer: 'reset', after: true })
    await publish('one')
    expect(ours()).toHaveLength(1)
  })

  test.each([{ 'retry-after': '1' }, {}])('a secondary rate limit is waited for (%j)', async (headers) => {
    fake.faults.push({
      times: 1,
      answer: { status: 403, headers, message: 'You have exceeded a secondary rate limit' },
    })
    expect(await publish('one')).toMatchObject({ kind: 'created' })
  })

  test('a wait longer than the time left is not begun', async () => {
    fake.faults.push({ answer: { status: 429, headers: { 'retry-after': '60' }, message: 'secondary rate limit' } })
    await expect(publish('one')).rejects.toMatchObject({ kind: 'rate_limited' })
    expect(fake.requests).toHaveLength(1)
  })

  test('a token that may not write is told at once, and not tried again', async () => {
    fake.faults.push({ method: 'POST', answer: { status: 403, message: 'Resource not accessible by integration' } })
    await expect(publish('one')).rejects.toMatchObject({
      kind: 'forbidden',
      message: expect.stringContaining('not accessible by integration'),
    })
    expect(writes()).toHaveLength(1)
  })

  test.each([
    { answer: { status: 403, message: 'Unable to create comment because issue is locked.' }, kind: 'locked' },
    { answer: { status: 403, body: '<html>Blocked by the firewall' }, kind: 'not_github' },
    { answer: { status: 200, body: '{"id":' }, kind: 'not_github' },
    { answer: { status: 422, message: 'Validation Failed' }, kind: 'other' },
    { answer: { status: 401, message: 'Bad credentials' }, kind: 'unauthorised' },
  ])('$answer is $kind, and not tried again', async ({ answer, kind }) => {
    fake.faults.push({ method: 'POST', answer })
    await expect(publish('one')).rejects.toMatchObject({ kind })
    expect(writes()).toHaveLength(1)
  })

  test('a comment past 64,000 characters is told, and not sent', async () => {
    await expect(publish('x'.repeat(64_000))).rejects.toMatchObject({
      kind: 'other',
      message: expect.stringContaining('too long to send'),
    })
    expect(fake.requests).toEqual([])
  })

  test('a hanging GitHub ends with the time given', async () => {
    fake.faults.push({ answer: 'hang' })
    await expect(publish('one', { ms: 300 })).rejects.toMatchObject({ kind: 'unavailable' })
  })
})
