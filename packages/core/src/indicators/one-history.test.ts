import fc from 'fast-check'
import { expect, test } from 'vitest'
import { at } from '../testing/agreement.ts'
import { kept } from '../testing/histories.ts'
import { history } from '../testing/measure.ts'
import { courses, deliveries } from '../testing/naive/generate.ts'
import { DAY, HOUR } from '../time/instant.ts'
import { ASKS_NOTHING } from './asks.ts'
import { indicator, indicatorCatalogue } from './catalogue.ts'
import { isWindowIndicator, type WindowInput } from './indicator.ts'

const BEGIN = at('2026-10-25')
const measured = indicatorCatalogue
  .map(({ key }) => indicator(key))
  .filter((one) => one !== null)
  .filter(isWindowIndicator)

const moment = fc.integer({ min: 0, max: 50 * 24 }).map((hours) => BEGIN + hours * HOUR)
/** Windows in any order, each with what of it had passed. */
const looks = fc.array(
  fc.tuple(moment, fc.integer({ min: 1, max: 40 }), moment).map(([from, days, until]) => ({
    window: { from, to: from + days * DAY },
    until,
  })),
  { minLength: 2, maxLength: 5 },
)
const asks = fc.record({
  overdueFromMs: fc.constantFrom(null, 6 * HOUR),
  owedBy: fc.constantFrom('both' as const, 'vendor' as const),
  since: fc.constantFrom(null, BEGIN + 12 * DAY),
  excluded: fc.constantFrom([], [{ from: BEGIN + 14 * DAY, to: BEGIN + 16 * DAY }]),
})

test('whichever windows were asked for before, one history tells each of them what it tells alone', () => {
  fc.assert(
    fc.property(fc.oneof(deliveries, courses), looks, asks, (posted, all, own) => {
      const { window: facts, corrections } = kept(posted)
      const told = () => history(facts, { corrections })
      const one = told()
      const asked = { ...ASKS_NOTHING, ...own, clock: { ...ASKS_NOTHING.clock, owedBy: own.owedBy } }
      for (const { info, measure, beside, clocks } of measured) {
        for (const look of all) {
          const input = (service: typeof one): WindowInput => ({
            ...look,
            zone: 'UTC',
            leastSpanMs: 1,
            services: [service],
            asks: service === one ? asked : { ...asked },
          })
          const says = (service: typeof one) => [
            info.key,
            measure(input(service)),
            beside?.(input(service)),
            clocks?.(input(service)),
          ]
          expect(says(one)).toEqual(says(told()))
        }
      }
    }),
    { numRuns: 25 },
  )
})
