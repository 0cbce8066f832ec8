import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { happenedTo } from './happened.ts'
import { type Issue, readIssue } from './issue.ts'
import { isIncident, severityIn, severityOf } from './labels.ts'

const OPENED = '2026-12-01T09:00:00Z'
const LATER = '2026-12-01T10:00:00Z'

type More = {
  labels?: string[]
  label?: string
  state_reason?: string
  sender?: object
  assignee?: object
  comment?: object
}

/** What GitHub sends about issue 12, as far as anyone here reads it. */
const payload = (action: string, { labels = ['incident', 'sev2'], label, state_reason, ...more }: More = {}) => ({
  action,
  issue: {
    number: 12,
    title: 'Checkout is down',
    html_url: 'https://github.com/acme/shop/issues/12',
    user: { login: 'octavia', type: 'User' },
    labels: labels.map((name) => ({ name })),
    created_at: OPENED,
    updated_at: LATER,
    closed_at: action === 'closed' ? '2026-12-01T09:59:58Z' : null,
    state_reason: state_reason ?? null,
  },
  ...(label === undefined ? {} : { label: { name: label } }),
  sender: { login: 'mona', type: 'User' },
  ...more,
})

const issueOf = (given: unknown): Issue => {
  const issue = readIssue(given)
  if (!issue) throw new Error('no issue')
  return issue
}
const happened = (eventName: string, given: ReturnType<typeof payload>) => happenedTo(issueOf(given), eventName, given)

describe('what an issue’s event does to an incident', () => {
  const bot = { sender: { login: 'pager[bot]', type: 'Bot' } }
  test.each([
    { did: payload('opened'), action: 'reported', at: OPENED, by: 'octavia' },
    { did: payload('labeled', { label: 'incident' }), action: 'reported', at: OPENED, by: 'octavia' },
    { did: payload('labeled', { label: 'Incident' }), action: 'reported', at: OPENED, by: 'octavia' },
    { did: payload('labeled', { label: 'sev2' }), action: 'severity_changed', at: LATER, by: 'mona' },
    { did: payload('unlabeled', { label: 'sev3' }), action: 'severity_changed', at: LATER, by: 'mona' },
    { did: payload('unlabeled', { label: 'incident', labels: ['sev2'] }), action: 'cancelled', at: LATER, by: 'mona' },
    { did: payload('assigned', { assignee: { login: 'mona' } }), action: 'acknowledged', at: LATER, by: 'mona' },
    {
      did: payload('assigned', { ...bot, assignee: { login: 'pager[bot]' } }),
      action: 'acknowledged',
      at: LATER,
      by: 'pager[bot]',
    },
    { did: payload('closed'), action: 'resolved', at: '2026-12-01T09:59:58Z', by: 'mona' },
    {
      did: payload('closed', { state_reason: 'completed' }),
      action: 'resolved',
      at: '2026-12-01T09:59:58Z',
      by: 'mona',
    },
    {
      did: payload('closed', { state_reason: 'not_planned' }),
      action: 'cancelled',
      at: '2026-12-01T09:59:58Z',
      by: 'mona',
    },
    {
      did: payload('closed', { state_reason: 'duplicate' }),
      action: 'cancelled',
      at: '2026-12-01T09:59:58Z',
      by: 'mona',
    },
    { did: payload('reopened'), action: 'reopened', at: LATER, by: 'mona' },
  ])('$did.action $did.label.name $did.issue.state_reason: $action', ({ did, action, at, by }) => {
    expect(happened('issues', did)).toMatchObject({
      kind: 'action',
      action,
      at: Date.parse(at),
      by: { login: by, bot: by.endsWith('[bot]') },
    })
  })

  test.each([
    { did: payload('labeled', { label: 'wontfix' }), why: 'says nothing about an incident' },
    { did: payload('unlabeled', { label: 'sev2', labels: ['incident'] }), why: 'the last one stands' },
    { did: payload('assigned', { assignee: { login: 'hubot' } }), why: 'somebody else was assigned' },
    { did: payload('edited'), why: 'changes nothing' },
    { did: payload('pinned'), why: 'changes nothing' },
  ])('$did.action $did.label.name: nothing that counts', ({ did, why }) => {
    expect(happened('issues', did)).toMatchObject({ kind: 'nothing', why: expect.stringContaining(why) })
  })

  test('a person’s comment answers, but not the reporter’s own, and no bot’s', () => {
    const comment = (login: string, type = 'User') =>
      happened('issue_comment', payload('created', { comment: { user: { login, type }, created_at: LATER } }))
    expect(comment('mona')).toMatchObject({ action: 'responded', at: Date.parse(LATER), by: { login: 'mona' } })
    expect(comment('octavia')).toMatchObject({ kind: 'nothing', why: expect.stringContaining('reported it') })
    expect(comment('pager[bot]', 'Bot')).toMatchObject({ kind: 'nothing', why: expect.stringContaining('bot') })
  })

  test('only the first severity corrects the report: with another one standing it is a change', () => {
    expect(happened('issues', payload('labeled', { label: 'sev2' }))).toMatchObject({ firstSeverity: true })
    expect(
      happened('issues', payload('labeled', { label: 'sev1', labels: ['incident', 'sev1', 'sev3'] })),
    ).toMatchObject({ firstSeverity: false })
  })
})

describe('labels', () => {
  test.each(['incident', 'Incident', ' INCIDENT '])('“%s” makes an incident', (label) => {
    expect(isIncident(label)).toBe(true)
  })
  test.each(['incidents', 'incident:sev1', 'no incident', '', 'ïncident', 'incident\u202e', '<incident>', '__proto__'])(
    '“%s” does not',
    (label) => {
      expect(isIncident(label)).toBe(false)
    },
  )
  test.each(['sev0', 'sev6', 'sev', 'sev1 ​', 'sev-1', 'severity', 'constructor', 'sev1|sev2', '`sev1`'])(
    '“%s” is no severity',
    (label) => {
      expect(severityIn(label)).toBe(null)
    },
  )
  test('of several severities the strictest counts, in any order and case', () => {
    expect(severityOf(['sev4', 'bug', 'SEV2', 'sev3'])).toBe('sev2')
    expect(severityOf(['bug', 'incident'])).toBe(null)
  })
})

test('every example that GitHub gives of an issue’s event is read, and never throws', () => {
  const examples: { name: string; examples: unknown[] }[] = createRequire(import.meta.url)('@octokit/webhooks-examples')
  const of = (name: string) => examples.find((one) => one.name === name)?.examples ?? []
  const issues = of('issues')
  expect(issues.length).toBeGreaterThan(5)
  for (const name of ['issues', 'issue_comment'])
    for (const example of of(name)) {
      const issue = readIssue(example)
      if (issue) expect(happenedTo(issue, name, example).kind).toMatch(/^(action|nothing)$/)
    }
  expect(readIssue({ issue: { number: 1, pull_request: {} } })).toBe(null)
})

test.each([
  null,
  [],
  'x',
  {},
  { issue: null },
  { issue: { number: '12' } },
  { issue: { number: 12, labels: 'incident' } },
])('%j is no issue, or one that says nothing, and no crash', (given) => {
  const issue = readIssue(given)
  if (issue) expect(happenedTo(issue, 'issues', given)).toMatchObject({ kind: 'nothing' })
})
