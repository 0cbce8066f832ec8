import type { EventOf } from '@plumbline/core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type FakeGitHub, startFakeGitHub } from './testing/fake-github.ts'
import { type Installation, openInstallation } from './testing/installation.ts'
import { AGREEMENT, makeRepository, type Repository } from './testing/repository.ts'
import { type Job, type Ran, runAction } from './testing/run-action.ts'

let server: Installation
let repository: Repository
let key = ''
beforeAll(async () => {
  server = await openInstallation(AGREEMENT)
  repository = makeRepository()
  key = await server.key('events:write')
})
afterAll(async () => {
  repository.remove()
  await server.close()
})

let github: FakeGitHub
let number = 0
beforeEach(async () => {
  github = await startFakeGitHub()
  number += 1
})
afterEach(() => github.close())

const MINUTES = 60_000
const OPENED = Date.now() - 60 * MINUTES
const minute = (after: number) => new Date(OPENED + after * MINUTES).toISOString()

type Told = {
  labels?: string[]
  label?: string
  at?: number
  state_reason?: string
  title?: string
  [more: string]: unknown
}

/** What GitHub tells of issue `number`, some minutes after it was opened. */
const payload = (
  action: string,
  { labels = ['incident', 'sev2'], label, at = 0, state_reason, title, ...more }: Told = {},
) => ({
  action,
  issue: {
    number,
    title: title ?? 'Checkout is down',
    html_url: `https://github.com/acme/shop/issues/${number}`,
    user: { login: 'octavia', type: 'User' },
    labels: labels.map((name) => ({ name })),
    created_at: minute(0),
    updated_at: minute(at),
    closed_at: action === 'closed' ? minute(at) : null,
    state_reason,
  },
  ...(label === undefined ? {} : { label: { name: label } }),
  sender: { login: 'mona', type: 'User' },
  ...more,
})

const run = (job: Partial<Job>): Promise<Ran> =>
  runAction({
    repository,
    github,
    eventName: 'issues',
    ...job,
    env: { GITHUB_REF: 'refs/heads/main', GITHUB_ACTOR: 'mona', ...job.env },
    inputs: {
      mode: 'incident',
      'api-url': server.url,
      'api-key': key,
      engagement: 'acme-shop',
      service: 'shop-api',
      ...job.inputs,
    },
  })
const told = (action: string, more?: Told) => run({ payload: payload(action, more) })

type Action = EventOf<'incident'>
/** What the server has of this issue's incident, in the order it happened; what was corrected is left out. */
const recorded = async (id = `acme/shop#${number}`): Promise<Action[]> => {
  const { data } = await server.vendor.events({ type: 'incident', limit: 100 })
  const all = data.flatMap(({ event }) => (event.type === 'incident' && event.data.incident_id === id ? [event] : []))
  const corrected = new Set(all.map((event) => event.corrects))
  return all.filter((event) => !corrected.has(event.id)).sort((a, b) => (a.data.at < b.data.at ? -1 : 1))
}
const actions = async () => (await recorded()).map(({ data }) => `${data.action} ${data.severity}`)

describe('an issue with the label `incident`', () => {
  test('is an incident from its opening to its end', async () => {
    const opened = await told('opened')
    expect([opened.code, opened.outputs['api-status']]).toEqual([0, 'ok'])
    await told('assigned', { at: 3, assignee: { login: 'mona' } })
    await run({
      eventName: 'issue_comment',
      payload: payload('created', { comment: { user: { login: 'mona', type: 'User' }, created_at: minute(5) } }),
    })
    await told('labeled', { at: 10, label: 'sev1', labels: ['incident', 'sev2', 'sev1'] })
    await told('closed', { at: 30, labels: ['incident', 'sev1'] })
    await told('reopened', { at: 31, labels: ['incident', 'sev1'] })
    expect(await actions()).toEqual([
      'reported sev2',
      'acknowledged sev2',
      'responded sev2',
      'severity_changed sev1',
      'resolved sev1',
      'reopened sev1',
    ])
    expect((await recorded())[0]).toMatchObject({
      source: 'github.com/acme/shop/issues',
      service: 'shop-api',
      data: {
        title: 'Checkout is down',
        url: `https://github.com/acme/shop/issues/${number}`,
        actor: 'octavia',
        at: minute(0),
      },
    })
  })

  test('is reported once, however often and by whichever event it is told', async () => {
    await told('opened')
    await told('opened')
    await told('labeled', { label: 'incident' })
    const again = await told('labeled', { label: 'incident', at: 20, title: 'Checkout is down again' })
    expect([again.code, again.outputs['api-status']]).toEqual([0, 'ok'])
    expect(await actions()).toEqual(['reported sev2'])
  })

  test('without a severity counts as the strictest, and the first that is set corrects that', async () => {
    const { log } = await told('opened', { labels: ['incident'] })
    expect(log).toContain('::warning title=No severity::')
    expect(await actions()).toEqual(['reported sev1'])
    await told('labeled', { label: 'sev3', labels: ['incident', 'sev3'], at: 5 })
    expect(await actions()).toEqual(['reported sev3', 'severity_changed sev3'])
  })

  test('a severity that was taken off and set lower corrects nothing: that takes the other party', async () => {
    await told('opened')
    await told('labeled', { label: 'sev2' })
    await told('unlabeled', { label: 'sev2', labels: ['incident'], at: 8 })
    await told('labeled', { label: 'sev4', labels: ['incident', 'sev4'], at: 9 })
    const [report] = (await recorded()).filter(({ data }) => data.action === 'reported')
    expect(report?.data.severity).toBe('sev2')
  })

  test('is reported by whatever is told first, where its opening was missed', async () => {
    await told('closed', { at: 30 })
    expect(await actions()).toEqual(['reported sev2', 'resolved sev2'])
  })

  test('closed as not planned is cancelled, with the reason', async () => {
    await told('closed', { at: 30, state_reason: 'not_planned' })
    expect((await recorded()).at(-1)?.data).toMatchObject({ action: 'cancelled', reason: 'closed as not planned' })
  })

  test('a bot’s doing is a bot’s', async () => {
    await told('assigned', { at: 1, sender: { login: 'pager[bot]', type: 'Bot' }, assignee: { login: 'pager[bot]' } })
    expect((await recorded()).at(-1)?.data).toMatchObject({ action: 'acknowledged', actor_kind: 'bot' })
  })

  test('whatever its title and labels hold, they give no order and break nothing', async () => {
    const labels = ['incident', 'SEV2', '::error::x', '\u202e', '`|<b>', 'sev2\u200b', '__proto__']
    const title = '::set-output name=verdict::pass\n@everyone <img src=x> \u202e'
    const { code, log, summary, outputs } = await told('opened', { labels, title })
    expect([code, outputs['api-status'], outputs.verdict]).toEqual([0, 'ok', ''])
    expect(`${log}${summary}`).not.toContain('@everyone')
    expect((await recorded())[0]?.data).toMatchObject({ severity: 'sev2', title: expect.not.stringMatching(/\p{Cc}/u) })
    const ignored = await told('labeled', { label: '::error::<b>@everyone', labels })
    expect(ignored.log).not.toMatch(/^\s*::error::/m)
    expect(ignored.summary).not.toMatch(/<b>|@everyone/)
  })
})

describe('what is no incident', () => {
  test.each([
    { why: 'an issue without the label', told: payload('opened', { labels: ['bug', 'sev1'] }) },
    { why: 'an event that changes nothing', told: payload('edited') },
    { why: 'a pull request’s comment', told: { ...payload('created'), issue: { number: 1, pull_request: {} } } },
  ])('$why is not recorded, and that is no failure', async ({ told: given }) => {
    const { code, outputs } = await run({ payload: given, inputs: { 'api-url': 'http://127.0.0.1:1' } })
    expect([code, outputs['api-status']]).toEqual([0, 'not_asked'])
  })

  test.each([{}, { issue: {} }, { action: 'opened', issue: null }])(
    'a payload without its fields (%j) is refused and says what is right',
    async (given) => {
      const { code, log } = await run({ payload: given })
      expect(code).toBe(1)
      expect(log).toContain('give “incident-id”, “severity” and “action”')
    },
  )
})

describe('the inputs go before', () => {
  test('an incident of another tool is told by hand', async () => {
    const inputs = { 'incident-id': 'PD-7', severity: 'sev1', action: 'mitigated', environment: 'production' }
    const { code, summary } = await run({ eventName: 'workflow_dispatch', payload: {}, inputs })
    expect(code).toBe(0)
    expect(summary).toContain('`PD-7`: mitigated')
    expect(await recorded('PD-7')).toMatchObject([
      { environment: 'production', data: { action: 'mitigated', severity: 'sev1', actor: 'mona' } },
    ])
  })

  test('a severity from another scheme of labels, for an issue', async () => {
    await run({ payload: payload('opened', { labels: ['incident', 'P1'] }), inputs: { severity: 'sev1' } })
    expect(await actions()).toEqual(['reported sev1'])
  })

  test.each([
    { inputs: { 'incident-id': 'PD-8', action: 'resolved' }, says: '“severity” is missing' },
    { inputs: { 'incident-id': 'PD-8', severity: 'sev1' }, says: '“action” is missing' },
    { inputs: { severity: 'sev1', action: 'resolved' }, says: 'tells of no issue' },
  ])('$inputs alone is not enough', async ({ inputs, says }) => {
    const { code, log } = await run({ eventName: 'workflow_dispatch', payload: {}, inputs: { ...inputs } })
    expect(code).toBe(1)
    expect(log).toContain(says)
  })
})

test('a server that can’t be asked: the events are told in full, so that they can be sent later', async () => {
  const { code, summary } = await run({
    payload: payload('closed', { at: 30 }),
    inputs: { 'api-url': 'http://127.0.0.1:1', 'timeout-seconds': '5' },
  })
  expect(code).toBe(0)
  const lines = /```json\n([\s\S]*?)\n```/.exec(summary)?.[1]?.split('\n') ?? []
  await server.vendor.postEvents(lines.map((line) => JSON.parse(line)))
  expect(await actions()).toEqual(['reported sev2', 'resolved sev2'])
})
