import fc from 'fast-check'
import { NOTHING_STANDS, type Standing } from '../../standing/standing.ts'
import { one } from './happenings.ts'
import { BEGIN, HOUR } from './moments.ts'

const minute = (hours: number) => BEGIN + hours * HOUR

/** What the parties decided: time taken out, and what is permitted. */
export const decisions = (keys: readonly string[]): fc.Arbitrary<Standing> =>
  fc
    .record({
      exclusions: fc.array(
        fc.tuple(
          fc.integer({ min: 200, max: 1200 }),
          one(3, 30, 240, 900),
          fc.boolean(),
          one(null, ...keys),
          one('maintenance' as const, 'client_caused' as const),
        ),
        { maxLength: 2 },
      ),
      waivers: fc.array(fc.tuple(fc.integer({ min: 200, max: 1200 }), one(24, 900), one(...keys)), { maxLength: 1 }),
      some: one(false, false, true),
    })
    .map(({ exclusions, waivers, some }) =>
      some
        ? {
            ...NOTHING_STANDS,
            exclusions: exclusions.map(([from, hours, withNotice, key, category], i) => ({
              id: `x${i}`,
              category,
              from: minute(from),
              to: minute(from + hours),
              services: null,
              objectives: key === null ? null : [key],
              reason: 'agreed',
              withNotice,
            })),
            waivers: waivers.map(([from, hours, key], i) => ({
              id: `w${i}`,
              objective: key,
              service: null,
              from: minute(from),
              until: minute(from + hours),
              expiresAt: minute(from + hours),
              reason: 'agreed',
              breach: null,
            })),
          }
        : NOTHING_STANDS,
    )
