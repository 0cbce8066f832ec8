import fc from 'fast-check'
import { expect, test } from 'vitest'
import { within } from './instant.ts'
import { inside, touching } from './sorted.ts'

const moment = fc.integer({ min: 0, max: 20 })
const window = fc.tuple(moment, moment).map(([from, to]) => ({ from, to: Math.max(from, to) }))
const byTime = <One extends { at: number }>(all: One[]) => all.toSorted((a, b) => a.at - b.at)

test('rule 1: what is inside a window is what asking each finds, its end not among it', () => {
  fc.assert(
    fc.property(fc.array(moment), window, (moments, asked) => {
      const list = byTime(moments.map((at) => ({ at })))
      expect(inside(list, asked)).toEqual(list.filter(({ at }) => within(asked, at)))
    }),
  )
})

test('spans that touch a window are found however long the ones before them are', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(moment, moment)), window, (spans, asked) => {
      const list = byTime(spans.map(([at, length]) => ({ at, to: at + length })))
      expect(touching(list, asked)).toEqual(list.filter(({ at, to }) => at < asked.to && to > asked.from))
    }),
  )
})
