import { createSend } from '@plumbline/client'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startBudget } from '../budget.ts'
import { createGitHub } from '../github/api.ts'
import { ACTIONS_TOKEN, type FakeGitHub, startFakeGitHub } from '../testing/fake-github.ts'
import { type Comment, lookUp } from './ours.ts'
import { commentWith, hasOthers, laterRun, type Own } from './parts.ts'
import { publishComment } from './publish.ts'
import { ofAnyRun, readState } from './state-line.ts'

const MARKER = '<!-- plumbline:shop -->'
const PLACE = { repository: 'acme/shop', pullRequest: 7 }
let fake: FakeGitHub
beforeEach(async () => {
  fake = await startFakeGitHub()
})
afterEach(() => fake.close())

const github = () =>
  createGitHub({
    apiUrl: fake.url,
    token: ACTIONS_TOKEN,
    budget: startBudget(20_000),
    send: createSend(),
    sleep: async () => {},
    random: () => 0,
  })
const ours = () => fake.comments.filter((comment) => comment.body.includes(MARKER))

describe('gates that judge alone, of one commit', () => {
  const commitSha = 'c'.repeat(40)
  const part = (name: string, verdict: 'pass' | 'fail', attempt = 1, sha = commitSha): Own => {
    const [key, run] = [`0000000${name.length}`, { id: 1, attempt }]
    const state = { verdict, commitSha: sha, run, of: { key, name } }
    return { commitSha: sha, run, parts: [{ text: `### ${name} says ${verdict}`, keys: [key], state }] }
  }
  type Said = { found?: () => Promise<Comment[]>; shared?: boolean; settle?: () => Promise<unknown> }
  const say = (own: Own, { found, shared = true, settle }: Said = {}) =>
    publishComment(
      github(),
      PLACE,
      {
        marker: MARKER,
        body: (standing) => commentWith(own, standing, MARKER, 64_000),
        comparable: ofAnyRun,
        worthWriting: () => true,
        laterRun: (standing) => laterRun(standing, own),
        shared: (standing) => shared || hasOthers(standing, own),
      },
      found,
      settle,
    )
  const stands = () => ours().map(({ body }) => [...body.matchAll(/^### (.*)$/gm)].map(([, line]) => line))

  test('write one comment, the worst first, each in its own part, which its job writes anew when it is run again', async () => {
    await say(part('a', 'pass'))
    await say(part('bb', 'fail'))
    await say(part('ccc', 'pass'))
    expect(stands()).toEqual([['bb says fail', 'a says pass', 'ccc says pass']])
    await say(part('bb', 'pass', 2))
    expect(stands()).toEqual([['a says pass', 'bb says pass', 'ccc says pass']])
    expect(await say(part('bb', 'fail', 1))).toMatchObject({ kind: 'outdated', by: { id: 1, attempt: 2 } })
  })

  /** Each writes while the one before waits, knowing only what stood there before all of them. */
  const race = async (found: () => Promise<Comment[]>, ...[first, ...others]: Own[]): Promise<void> => {
    if (first === undefined) return
    await say(first, { found, settle: () => race(found, ...others.splice(0)) })
  }

  test('that look and write at the same time lose no part: what was written over is written again', async () => {
    fake.add({ body: `${MARKER}\nof an older version` })
    const early = await lookUp(github(), PLACE)
    await race(async () => early, part('a', 'pass'), part('bb', 'fail'), part('ccc', 'pass'))
    expect(stands()).toEqual([['bb says fail', 'a says pass', 'ccc says pass']])
  })

  test('that all create one leave one, with what each of them says', async () => {
    await race(async () => [], part('a', 'fail'), part('bb', 'fail'), part('ccc', 'fail'))
    expect(stands()).toEqual([['a says fail', 'bb says fail', 'ccc says fail']])
  })

  test('of which nothing tells but what they said before lose no part either', async () => {
    const before = [part('a', 'pass', 1, 'b'.repeat(40)), part('bb', 'pass', 1, 'b'.repeat(40))]
    for (const own of before) await say(own, { shared: false })
    const early = await lookUp(github(), PLACE)
    // The second looked with the first, and writes while that waits to look once more.
    const found = async () => early
    const second = () => say(part('bb', 'fail'), { found, shared: false })
    await say(part('a', 'pass'), { found, shared: false, settle: second })
    expect(stands()).toEqual([['bb says fail', 'a says pass']])
  })

  test('that create one beside a younger one of another gate take over what that says before it goes', async () => {
    fake.meanwhile = (request) => {
      if (!request.startsWith('GET')) return
      fake.meanwhile = null
      fake.add({ body: commentWith(part('bb', 'fail'), [], MARKER, 64_000) })
    }
    expect(await say(part('a', 'pass'), { found: async () => [] })).toMatchObject({ kind: 'created' })
    expect(stands()).toEqual([['bb says fail', 'a says pass']])
  })

  test('stay written where GitHub does not let it be looked at once more', async () => {
    fake.add({ body: MARKER })
    const settle = async () => fake.faults.push({ answer: { status: 403, message: 'no' } })
    expect(await say(part('a', 'fail'), { settle })).toMatchObject({ kind: 'updated' })
  })

  test('leave what they said in comments of a race that nobody ended', async () => {
    for (const name of ['a', 'bb']) fake.add({ body: commentWith(part(name, 'fail'), [], MARKER, 64_000) })
    await say(part('ccc', 'pass'))
    expect(stands()).toEqual([['a says fail', 'bb says fail', 'ccc says pass']])
  })

  test('look once more where others may have written, and only there', async () => {
    await say(part('a', 'pass'))
    for (const [shared, count] of [
      [false, 2],
      [true, 3],
    ] as const) {
      fake.requests.length = 0
      await say(part('a', shared ? 'pass' : 'fail'), { shared })
      expect(fake.requests).toHaveLength(count)
    }
    expect(readState(ours()[0]?.body ?? '')?.verdict).toBe('pass')
  })
})
