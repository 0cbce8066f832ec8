import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { worstGaps } from './gaps.ts'

describe('the worst gaps', () => {
  test('are stretches of lines, the longest first, of equal ones in reading order', () => {
    const uncovered = [
      { path: 'b.ts', lines: [9, 3, 4, 5, 20] },
      { path: 'a.ts', lines: [7, 8, 9, 1] },
    ]
    expect(worstGaps(uncovered, 4)).toEqual([
      { path: 'a.ts', from: 7, to: 9 },
      { path: 'b.ts', from: 3, to: 5 },
      { path: 'a.ts', from: 1, to: 1 },
      { path: 'b.ts', from: 9, to: 9 },
    ])
    expect(worstGaps(uncovered, 0)).toEqual([])
    expect(worstGaps(uncovered, -1)).toEqual([])
  })

  test('hold every uncovered line once and no other', () => {
    const lines = fc.uniqueArray(fc.integer({ min: 1, max: 40 }))
    fc.assert(
      fc.property(lines, (given) => {
        const found = worstGaps([{ path: 'a', lines: given }], 100)
        const held = found.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i))
        expect(held.toSorted((a, b) => a - b)).toEqual(given.toSorted((a, b) => a - b))
      }),
    )
  })
})
