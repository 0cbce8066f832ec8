import { createSend } from '@plumbline/client'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startBudget } from '../budget.ts'
import { createGitHub } from '../github/api.ts'
import { ACTIONS_TOKEN, type FakeGitHub, PERSONAL_TOKEN, startFakeGitHub } from '../testing/fake-github.ts'
import { publishComment } from './publish.ts'

const MARKER = '<!-- plumbline:shop -->'
let fake: FakeGitHub
beforeEach(async () => {
  fake = await startFakeGitHub()
})
afterEach(() => fake.close())

const publish = (body: string, { token = ACTIONS_TOKEN, worth = true, ms = 20_000 } = {}) =>
  publishComment(
    createGitHub({
      apiUrl: fake.url,
      token,
      budget: startBudget(ms),
      send: createSend(),
      sleep: async () => {},
      random: () => 0,
    }),
    { repository: 'acme/shop', pullRequest: 7 },
    { marker: MARKER, body: `${MARKER}\n${body}`, comparable: (all) => all, worthWriting: () => worth },
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

  test('a hanging GitHub ends with the time given', async () => {
    fake.faults.push({ answer: 'hang' })
    await expect(publish('one', { ms: 300 })).rejects.toMatchObject({ kind: 'unavailable' })
  })
})
