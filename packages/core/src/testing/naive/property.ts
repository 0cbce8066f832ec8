import fc from 'fast-check'
import { expect } from 'vitest'
import { accounts, moneys } from './moneys.ts'
import { compared, worlds } from './worlds.ts'

/*
 * A failure prints its seed and path, as `{ seed: -123, path: "45:0:1" }`: given to the property here they make the
 * same history again, alone. `npm test` has one seed, so that it finds the same every time; the deep run a new one.
 */
export type Replay = { seed?: number; path?: string }

/** Both implementations judge the same histories alike. */
export const bothJudgeAlike = (numRuns: number, replay: Replay = {}) =>
  fc.assert(
    fc.property(worlds, (world) => {
      for (const pairs of compared(world)) {
        const told = (side: 'engine' | 'naive') => pairs.map((pair) => ({ objective: pair.objective, ...pair[side] }))
        expect(told('engine')).toEqual(told('naive'))
      }
    }),
    { numRuns, ...replay },
  )

/** Both come to the same money, and to the same notices of chronic failure. */
export const bothCreditAlike = (numRuns: number, replay: Replay = {}) =>
  fc.assert(
    fc.property(accounts, (account) => {
      const { engine, naive } = moneys(account)
      expect(engine).toEqual(naive)
    }),
    { numRuns, ...replay },
  )
