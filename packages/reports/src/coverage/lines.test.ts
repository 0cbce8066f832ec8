import fc from 'fast-check'
import { expect, it } from 'vitest'
import { countLines, lineState, MAX_LINE, packLines, uniteLines } from './lines.ts'

const marks = fc
  .array(
    fc.tuple(
      fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: MAX_LINE })),
      fc.integer({ min: 0, max: 1 }),
    ),
  )
  .map((rows) => packLines(Uint32Array.from(rows, ([line, ran]) => line * 2 + ran)))

it('answers for each line what a set of lines would', () => {
  fc.assert(
    fc.property(marks, marks, (a, b) => {
      const united = uniteLines(a, b)
      const ran = new Set([...a, ...b].filter((mark) => mark % 2 === 1).map((mark) => mark >>> 1))
      const all = new Set([...a, ...b].map((mark) => mark >>> 1))
      expect(countLines(united)).toEqual({ covered: ran.size, total: all.size })
      for (const line of [...all, 1, 5, MAX_LINE]) {
        expect(lineState(united, line)).toBe(ran.has(line) ? 'ran' : all.has(line) ? 'missed' : 'not_executable')
      }
    }),
  )
})
