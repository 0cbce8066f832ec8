import { expect, test } from 'vitest'
import { heldSince } from './held-since.ts'

const from = 0
const until = 1_000
const moments = [100, 300, 600]

test.each([
  { holds: (at: number) => at >= 300, since: 300, why: 'what an event brought about, since the event' },
  { holds: (at: number) => at >= 417, since: 417, why: 'what came due between two events, since it came due' },
  { holds: (at: number) => at >= 601, since: 601, why: 'a millisecond after an event, and no sooner' },
  { holds: (at: number) => at >= 1_000, since: 1_000, why: 'what came due just now, now' },
  { holds: () => true, since: 0, why: 'what has held from the first moment on, since then' },
  { holds: (at: number) => at < 200 || at >= 600, since: 600, why: 'what held, and did not, since it holds again' },
])('since when: $why', ({ holds, since }) => {
  expect(heldSince(from, moments, until, holds)).toBe(since)
})

test('moments after what is known now, or before the beginning, are none', () => {
  expect(heldSince(from, [-50, 300, 2_000], until, (at) => at >= 300 && at < 1_500)).toBe(300)
})
