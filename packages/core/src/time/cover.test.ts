import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coveredMs } from './cover.ts'

test.each([
  { why: 'nothing', spans: [], covered: 0 },
  { why: 'one inside', spans: [[2, 5]], covered: 3 },
  { why: 'cut at both ends', spans: [[-5, 25]], covered: 20 },
  {
    why: 'two that overlap',
    spans: [
      [2, 8],
      [5, 12],
    ],
    covered: 10,
  },
  {
    why: 'one inside another',
    spans: [
      [2, 12],
      [5, 8],
    ],
    covered: 10,
  },
  {
    why: 'one after another',
    spans: [
      [2, 5],
      [5, 8],
    ],
    covered: 6,
  },
  {
    why: 'outside',
    spans: [
      [-5, 0],
      [20, 30],
    ],
    covered: 0,
  },
])('$why: $covered', ({ spans, covered }) =>
  expect(
    coveredMs(
      spans.map(([from = 0, to = 0]) => ({ from, to })),
      { from: 0, to: 20 },
    ),
  ).toBe(covered),
)

test('any spans cover as many moments as can be counted', () => {
  const span = fc
    .tuple(fc.integer({ min: -10, max: 30 }), fc.integer({ min: 0, max: 15 }))
    .map(([from, length]) => ({ from, to: from + length }))
  fc.assert(
    fc.property(fc.array(span), (spans) => {
      const moments = Array.from({ length: 20 }, (_, i) => i).filter((i) =>
        spans.some(({ from, to }) => from <= i && i < to),
      )
      expect(coveredMs(spans, { from: 0, to: 20 })).toBe(moments.length)
    }),
  )
})
