import { describe, expect, type TestContext, test } from 'vitest'
import type { Fault } from './testing/fake-faults.ts'
import { openStage, type Stage } from './testing/stage.ts'

const MARKER = '<!-- plumbline:shop-api -->'
const INTEGRATION = 'Resource not accessible by integration'
const SECONDARY = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'

/** A stage of its own for each: they wait for GitHub at the same time. */
const open = async ({ onTestFinished }: TestContext, inputs: Record<string, string> = {}): Promise<Stage> => {
  const stage = await openStage(inputs)
  onTestFinished(() => stage.close())
  stage.reports(5)
  return stage
}

type Row = {
  what: string
  faults?: Fault[]
  /** Comments that stand there before: of others, and ours. */
  chatter?: number
  standing?: number
  inputs?: Record<string, string>
  /** What others do while a request is on its way. */
  meanwhile?: (stage: Stage, request: string) => void
  /** In the warning; absent: there is none, and the comment tells the verdict. */
  says?: RegExp
  /** How many writes are tried, where that matters. */
  writes?: number
}

/** These use up all the time there is. */
const SHORT = { 'timeout-seconds': '5' }

const no = (status: number, message: string, more: object = {}): Fault['answer'] => ({ status, message, ...more })

const PASSING: Row[] = [
  ...['GET', 'POST'].map((method) => ({
    what: `one 502 on ${method}`,
    faults: [{ method, times: 1, answer: no(502, '') }],
  })),
  { what: 'one 502 on PATCH', standing: 1, faults: [{ method: 'PATCH', times: 1, answer: no(502, '') }] },
  { what: 'one 502 on DELETE', standing: 2, faults: [{ method: 'DELETE', times: 1, answer: no(502, '') }] },
  {
    what: 'one 502 on the commit status',
    inputs: { 'commit-status': 'true' },
    faults: [{ path: '/statuses/', times: 1, answer: no(502, '') }],
  },
  { what: 'one 503 with a page of HTML', faults: [{ times: 1, answer: no(503, '', { body: '<html>Unicorn' }) }] },
  {
    what: 'a secondary rate limit that says how long',
    faults: [{ method: 'POST', times: 1, answer: no(403, SECONDARY, { headers: { 'retry-after': '1' } }) }],
  },
  {
    what: 'a secondary rate limit that does not',
    standing: 1,
    faults: [{ method: 'PATCH', times: 1, answer: no(429, SECONDARY) }],
  },
  {
    what: 'a used-up rate limit that is filled again',
    faults: [
      {
        times: 1,
        answer: no(403, 'API rate limit exceeded', {
          headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' },
        }),
      },
    ],
  },
  { what: 'a connection that is reset', faults: [{ times: 1, answer: 'reset' }] },
  {
    what: 'a comment that is written, and its answer lost',
    faults: [{ method: 'POST', times: 1, answer: 'reset', after: true }],
  },
  { what: 'a slow GitHub', standing: 1, faults: [{ answer: { afterMs: 400 } }] },
  { what: '45 earlier comments', chatter: 45, standing: 1 },
  { what: '150 earlier comments', chatter: 150, standing: 1 },
  {
    what: 'a comment that is deleted between being found and being updated',
    standing: 1,
    meanwhile: ({ github }, request) => {
      if (request.startsWith('PATCH')) github.comments.length = 0
    },
    writes: 2,
  },
]

const LASTING: Row[] = [
  {
    what: 'a token that may only read',
    faults: [{ method: 'POST', answer: no(403, INTEGRATION) }],
    says: /may only read.*not accessible by integration/s,
    writes: 1,
  },
  {
    what: 'a token that may not set a status',
    inputs: { 'commit-status': 'true', comment: 'never' },
    faults: [{ path: '/statuses/', answer: no(403, INTEGRATION) }],
    says: /commit status was not set.*“permissions: statuses: write”/s,
    writes: 1,
  },
  { what: 'a token that is not known', faults: [{ answer: no(401, 'Bad credentials') }], says: /check “github-token”/ },
  {
    what: 'a locked conversation',
    faults: [{ method: 'POST', answer: no(403, 'Unable to create comment because issue is locked.') }],
    says: /conversation is locked/,
    writes: 1,
  },
  {
    what: 'a body that GitHub finds too long',
    standing: 1,
    faults: [{ method: 'PATCH', answer: no(422, 'Validation Failed: body is too long (maximum is 65536 characters)') }],
    says: /422 Validation Failed: body is too long/,
    writes: 1,
  },
  {
    what: 'a limit that lasts longer than there is time',
    faults: [{ answer: no(403, SECONDARY, { headers: { 'retry-after': '60' } }) }],
    says: /fewer requests.*in 60 s/s,
  },
  { what: 'GitHub hangs', inputs: SHORT, faults: [{ answer: 'hang' }], says: /did not answer in time/ },
  {
    what: 'GitHub hangs as the comment is updated',
    inputs: SHORT,
    standing: 1,
    faults: [{ method: 'PATCH', answer: 'hang' }],
    says: /did not answer in time/,
  },
  {
    what: 'every connection is reset',
    inputs: SHORT,
    faults: [{ answer: 'reset' }],
    says: /(?:ECONNRESET|socket hang up|no answer in \d+ ms), after \d+ attempts/,
  },
  {
    what: 'a proxy’s page in place of the comments',
    faults: [{ answer: no(200, '', { body: '<html>Sign in' }) }],
    says: /Something else than GitHub answered.*200 without JSON/s,
  },
  {
    what: 'a proxy’s refusal',
    faults: [{ answer: no(403, '', { body: '<html>Blocked' }) }],
    says: /Something else than GitHub answered/,
  },
  { what: 'half an answer', faults: [{ answer: no(200, '', { body: '[{"id":' }) }], says: /200 without JSON/ },
]

/** What the runner shows beside the change, apart from the uncovered lines. */
const warningsIn = (log: string) =>
  log.split('\n').filter((line) => line.startsWith('::warning ') && !line.startsWith('::warning title=Not covered,'))

describe.concurrent('whatever GitHub does, the exit code is the verdict’s, the summary is there, and one comment at most', () => {
  test.for([...PASSING, ...LASTING])('$what', async (row, context) => {
    const stage = await open(context, row.inputs)
    const { github } = stage
    github.faults.push(...(row.faults ?? []))
    github.chatter(row.chatter ?? 0)
    for (let i = 0; i < (row.standing ?? 0); i += 1) github.add({ body: `${MARKER}\nold` })
    github.meanwhile = (request) => row.meanwhile?.(stage, request)

    const { code, summary, log, outputs } = await stage.run()
    expect([code, outputs.verdict]).toEqual([1, 'fail'])
    expect(summary).toMatch(/Measured here[\s\S]+❌/)
    expect(stage.ours().length).toBeLessThanOrEqual(1)
    const writes = github.requests.filter((request) => !request.startsWith('GET'))
    if (row.writes !== undefined) expect(writes).toHaveLength(row.writes)
    if (row.says) {
      expect(summary).toContain('[!WARNING]')
      expect(log).toMatch(row.says)
      return
    }
    expect(warningsIn(log)).toEqual([])
    expect(stage.comment()).toContain('❌')
    expect(github.comments).toHaveLength((row.chatter ?? 0) + 1)
  })

  test('two runs at the same time', async (context) => {
    const stage = await open(context)
    const both = await Promise.all([stage.run(), stage.run({ env: { GITHUB_RUN_ID: '4712' } })])
    expect(both.map(({ code }) => code)).toEqual([1, 1])
    expect(stage.ours()).toHaveLength(1)
  })

  test('a comment that somebody hid: what is written there is seen by nobody, so there is a new one', async (context) => {
    const stage = await open(context)
    const hidden = stage.github.add({ body: `${MARKER}\nold` })
    hidden.minimized = { reason: 'outdated' }
    await stage.run()
    expect(stage.ours().map(({ minimized, edits }) => [minimized, edits])).toEqual([
      [{ reason: 'outdated' }, 0],
      [null, 0],
    ])
  })

  test.for([
    { what: 'is missing', path: '/nowhere/summary.md', says: 'Unable to access summary file' },
    { what: 'is not set', path: '', says: 'GITHUB_STEP_SUMMARY' },
  ])('a summary that $what: the log has what belongs there', async ({ path, says }, context) => {
    const stage = await open(context)
    const { code, log } = await stage.run({ env: { GITHUB_STEP_SUMMARY: path } })
    expect(code).toBe(1)
    expect(log).toContain('#### Measured here')
    expect(log.split('\n').filter((line) => line.includes('The job summary is not complete'))).toHaveLength(1)
    expect(log).toContain(says)
    expect(stage.ours()).toHaveLength(1)
  })
})
