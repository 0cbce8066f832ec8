import fc from 'fast-check'
import { expect } from 'vitest'
import { compared, worlds } from './worlds.ts'

/** Both implementations judge the same histories alike. */
export const bothJudgeAlike = (numRuns: number, seed?: number) =>
  fc.assert(
    fc.property(worlds, (world) => {
      for (const pairs of compared(world)) {
        const told = (side: 'engine' | 'naive') => pairs.map((pair) => ({ objective: pair.objective, ...pair[side] }))
        expect(told('engine')).toEqual(told('naive'))
      }
    }),
    { numRuns, ...(seed === undefined ? {} : { seed }) },
  )
