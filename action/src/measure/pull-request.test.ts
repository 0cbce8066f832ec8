import { createRequire } from 'node:module'
import { Event } from '@plumbline/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pullRequestEvent } from './pull-request.ts'

const NOW = Date.parse('2026-12-01T12:00:00Z')
const HEAD = 'a'.repeat(40)
const MERGE = 'b'.repeat(40)
const about = { service: 'shop-api', source: 'github.com/acme/shop/actions', now: NOW }
const pull = {
  number: 7,
  draft: true,
  head: { sha: HEAD },
  created_at: '2026-11-01T10:00:00Z',
  updated_at: '2026-11-02T10:00:00Z',
  closed_at: '2026-11-03T10:00:00Z',
  merged_at: '2026-11-03T09:00:00Z',
  merged: false,
  merge_commit_sha: MERGE,
  additions: 40,
  deletions: 2,
}
const told = (action: unknown, more: object = {}) =>
  pullRequestEvent({ action, pull_request: { ...pull, ...more } }, about)
const at = (day: string, hour = '10') => `2026-11-0${day}T${hour}:00:00.000Z`

test.each([
  ['opened', 'opened', at('1')],
  ['synchronize', 'opened', at('1')],
  ['labeled', 'opened', at('1')],
  ['reopened', 'reopened', at('2')],
  ['ready_for_review', 'ready_for_review', at('2')],
  ['closed', 'closed', at('3')],
])('GitHub’s `%s` tells `%s` with the time that it happened', (action, ours, happened) => {
  expect(told(action)).toEqual({
    type: 'pull_request',
    id: expect.stringMatching(new RegExp(`^pull-7-${action}-a{12}-[0-9a-f]{24}$`)),
    source: about.source,
    time: at('2'),
    service: 'shop-api',
    data: { number: 7, action: ours, at: happened, additions: 40, deletions: 2 },
  })
})

test('a merge tells what it became, and only a merge does', () => {
  expect(told('closed', { merged: true })?.data).toMatchObject({
    action: 'merged',
    at: at('3', '09'),
    merge_commit_sha: MERGE,
  })
  expect(told('closed')?.data).not.toHaveProperty('merge_commit_sha')
  // Zeros stand for “no commit”.
  const none = { merged: true, merge_commit_sha: '0'.repeat(40) }
  expect(told('closed', none)?.data).not.toHaveProperty('merge_commit_sha')
})

test('a repeated run tells the same event; another service, head or moment tells another one', () => {
  const later = pullRequestEvent({ action: 'opened', pull_request: pull }, { ...about, now: NOW + 1 })
  expect(later).toEqual(told('opened'))
  const other = pullRequestEvent({ action: 'opened', pull_request: pull }, { ...about, service: 'tax-api' })
  const others = [
    other,
    told('opened', { head: { sha: MERGE } }),
    told('opened', { updated_at: '2026-11-02T10:00:01Z' }),
  ]
  expect(new Set([told('opened'), ...others].map((event) => event?.id)).size).toBe(4)
})

test('without times it is now; half a size is none', () => {
  const bare = told('opened', { created_at: undefined, updated_at: 'soon', deletions: undefined })
  expect(bare?.data).toEqual({ number: 7, action: 'opened', at: '2026-12-01T12:00:00.000Z' })
})

test('GitHub’s own examples are all told with their size', () => {
  const examples: { name: string; examples: object[] }[] = createRequire(import.meta.url)('@octokit/webhooks-examples')
  const payloads = examples.find(({ name }) => name === 'pull_request')?.examples ?? []
  const events = payloads.map((payload) => pullRequestEvent(payload, about))
  expect(events.length).toBeGreaterThan(5)
  for (const event of events) {
    expect(Event.safeParse(event).success).toBe(true)
    expect(event?.data.additions).toBeTypeOf('number')
  }
})

test('whatever the payload holds, there is an event the server takes or none', () => {
  const odd = fc.oneof(fc.jsonValue(), fc.constantFrom(-1, 0, 1.5, 2 ** 53, 1e9, 'x'.repeat(400), '0000-13-99'))
  const fields = Object.keys(pull)
  fc.assert(
    fc.property(odd, fc.constantFrom(...fields, 'none'), odd, (action, field, value) => {
      const event = pullRequestEvent({ action, pull_request: { ...pull, [field]: value } }, about)
      expect(event === null || Event.safeParse(event).success).toBe(true)
    }),
  )
  for (const payload of [null, [], 'x', {}, { pull_request: 7 }]) expect(pullRequestEvent(payload, about)).toBeNull()
})
