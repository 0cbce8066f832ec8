import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstHeld, heldSince } from './held-since.ts'

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

test.each([
  { holds: (at: number) => at < 200 || at >= 600, first: 0, why: 'from the first moment on, although it ended' },
  { holds: (at: number) => at >= 417 && at < 600, first: 417, why: 'what came due between two events, until the next' },
  { holds: (at: number) => at === 300 || at >= 700, first: 300, why: 'an event that the next one mended' },
  { holds: (at: number) => at >= 1_000, first: 1_000, why: 'just now' },
])('at first: $why', ({ holds, first }) => {
  expect(firstHeld(from, moments, until, holds)).toBe(first)
})

test('when something held at first is the same for whoever looks later', () => {
  // Between two events it may come due by the clock, once; each event decides anew.
  const stretch = fc.record({
    lasts: fc.integer({ min: 1, max: 99 }),
    after: fc.option(fc.integer({ min: 0, max: 99 })),
  })
  fc.assert(
    fc.property(fc.array(stretch, { minLength: 1, maxLength: 12 }), (stretches) => {
      const starts = stretches.map((_, i) => stretches.slice(0, i).reduce((sum, { lasts }) => sum + lasts, 0))
      const holds = (at: number) => {
        const own = starts.findLastIndex((start) => start <= at)
        const after = stretches[own]?.after ?? Number.POSITIVE_INFINITY
        return at >= (starts[own] ?? 0) + after
      }
      const end = stretches.reduce((sum, { lasts }) => sum + lasts, 0)
      const all = Array.from({ length: end }, (_, at) => at).filter(holds)
      for (const seen of all) expect(firstHeld(0, starts, seen, holds)).toBe(all[0])
    }),
  )
})
