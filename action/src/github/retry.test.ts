import { expect, test } from 'vitest'
import { outcomeOf } from './retry.ts'

const NOW = Date.parse('2026-12-01T12:00:00Z')
const SECONDARY = '{"message":"You have exceeded a secondary rate limit"}'
const INTEGRATION = '{"message":"Resource not accessible by integration"}'
const LIMITED = { kind: 'again', why: 'rate_limited' }
const seconds = (at: number) => String(NOW / 1_000 + at)

test.each([
  { status: 200, headers: {}, body: '', is: { kind: 'answer' }, why: 'what was asked for' },
  {
    status: 502,
    headers: {},
    body: '<html>',
    is: { kind: 'again', why: 'unavailable', waitMs: null },
    why: 'it passes',
  },
  { status: 503, headers: { 'retry-after': '2' }, body: '', is: { waitMs: 2_000 }, why: 'and says when' },
  { status: 500, headers: {}, body: '', is: { kind: 'answer' }, why: 'the same request fails again' },
  { status: 403, headers: {}, body: INTEGRATION, is: { kind: 'answer' }, why: 'asking again changes nothing' },
  {
    status: 403,
    headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': seconds(5) },
    body: INTEGRATION,
    is: { kind: 'answer' },
    why: 'it changes nothing although a limit is used up as well',
  },
  { status: 403, headers: {}, body: '{"message":"Must have admin rights"}', is: { kind: 'answer' }, why: 'refused' },
  { status: 403, headers: { 'retry-after': '7' }, body: SECONDARY, is: { ...LIMITED, waitMs: 7_000 }, why: 'as asked' },
  { status: 403, headers: {}, body: SECONDARY, is: { ...LIMITED, waitMs: 4_000 }, why: 'unsaid: 1, 2, 4 seconds' },
  { status: 429, headers: {}, body: '', is: { ...LIMITED, waitMs: 4_000 }, why: 'the status alone says it' },
  {
    status: 429,
    headers: { 'retry-after': 'Tue, 01 Dec 2026 12:00:09 GMT' },
    body: '',
    is: { ...LIMITED, waitMs: 9_000 },
    why: 'a date',
  },
  {
    status: 403,
    headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': seconds(30) },
    body: '{"message":"API rate limit exceeded"}',
    is: { ...LIMITED, waitMs: 30_000 },
    why: 'until it is filled again',
  },
  {
    status: 429,
    headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': seconds(-30) },
    body: '',
    is: { ...LIMITED, waitMs: 0 },
    why: 'which it is already',
  },
])('$status $headers: $why', ({ is, why: _, ...answer }) => {
  expect(outcomeOf(answer, NOW, 3)).toMatchObject(is)
})
