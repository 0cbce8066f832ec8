import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Event } from '../../events/schema.ts'
import { courses, deliveries } from './generate.ts'
import { bothCreditAlike, bothJudgeAlike } from './property.ts'

test('what is generated is what may be posted', () => {
  for (const history of fc.sample(fc.oneof(deliveries, courses), { numRuns: 20, seed: 7 }))
    for (const { event } of history) expect(Event.safeParse(event).error).toBeUndefined()
})

test(
  'rule 12: whatever was posted, in any order, repeated, corrected or late, a second implementation judges alike',
  {
    timeout: 240_000,
  },
  () => bothJudgeAlike(2_000, { seed: 1 }),
)

test('money: whatever was judged, a second implementation that tries every way comes to the same credits', () =>
  bothCreditAlike(2_000, { seed: 1 }))
