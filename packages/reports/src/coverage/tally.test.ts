import fc from 'fast-check'
import { expect, it } from 'vitest'
import { countTally, packTally } from './tally.ts'

const columns = (rows: readonly (readonly [id: number, covered: number, total: number])[]) => ({
  ids: Float64Array.from(rows, ([id]) => id),
  covered: Uint32Array.from(rows, ([, covered]) => covered),
  total: Uint32Array.from(rows, ([, , total]) => total),
})

const rowsOf = ({ ids, covered, total }: ReturnType<typeof columns>) =>
  [...ids].map((id, i) => [id, covered[i], total[i]])

it('sorts by identity and keeps the greater of equal ones, points and counts alike', () => {
  const id = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 2 ** 51, max: 2 ** 52 - 1 }))
  const points = fc.array(fc.tuple(id, fc.integer({ min: 0, max: 1 }), fc.constant(1)))
  const counts = fc.array(fc.tuple(id, fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })))
  fc.assert(
    fc.property(fc.oneof(points, counts), (rows) => {
      const model = new Map<number, [number, number]>()
      for (const [key, covered, total] of rows) {
        const known = model.get(key) ?? [0, 0]
        model.set(key, [Math.max(known[0], covered), Math.max(known[1], total)])
      }
      const expected = [...model].sort(([a], [b]) => a - b).map(([key, counted]) => [key, ...counted])
      expect(rowsOf(packTally(columns(rows)))).toEqual(expected)
    }),
    // Counts that look like points, of which one is none.
    {
      examples: [
        [
          [
            [0, 0, 1],
            [0, 2, 1],
          ],
        ],
      ],
    },
  )
})

it('counts columns', () => {
  expect(
    countTally(
      columns([
        [1, 2, 3],
        [4, 0, 5],
      ]),
    ),
  ).toEqual({ covered: 2, total: 8 })
})
