import fc from 'fast-check'
import { agreements, CLOCKS, FIGURES } from './agreements.ts'
import { comparedAt, comparedClosed, type Pair } from './compare.ts'
import { decisions } from './decided.ts'
import { courses, deliveries } from './generate.ts'
import { BEGIN, HOUR, moment } from './moments.ts'
import { windowOf } from './time.ts'

/** A history, how it arrived, what was agreed and decided, and when somebody asks. */
export const worlds = fc
  .oneof(
    { weight: 3, arbitrary: fc.tuple(deliveries, agreements(FIGURES)) },
    { weight: 1, arbitrary: fc.tuple(courses, agreements([...CLOCKS, 'time-to-restore'])) },
  )
  .chain(([posted, versions]) =>
    fc.record({
      posted: fc.constant(posted),
      versions: fc.constant(versions),
      arrived: fc
        .tuple(
          fc.shuffledSubarray(posted, { minLength: posted.length }),
          fc.array(fc.constantFrom(...posted), { maxLength: 4 }),
        )
        .map(([all, again]) => [...all, ...again]),
      standing: decisions(versions[0]?.terms.objectives.map(({ id }) => id) ?? []),
      at: fc.oneof(
        moment,
        fc.integer({ min: 22 * 24, max: 40 * 24 }).map((hour) => BEGIN + hour * HOUR),
      ),
    }),
  )

type World = typeof worlds extends fc.Arbitrary<infer One> ? One : never

/** What both say of one world: now, and of the month and the week that were over last. */
export const compared = ({ posted, arrived, versions, standing, at }: World): Pair[][] => {
  const posed = { posted, versions, standing, service: 'checkout-api' }
  const zone = versions[0]?.terms.timeZone ?? 'UTC'
  const ends = (['month', 'week'] as const).map((unit) => windowOf({ kind: 'calendar', unit }, zone, at).from)
  return [comparedAt(posed, arrived, at), ...ends.map((to) => comparedClosed(posed, arrived, to))]
}
