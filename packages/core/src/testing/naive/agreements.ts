import fc from 'fast-check'
import type { CalendarTerms, Objective, Terms, Unit, WindowSpec } from '../../agreement/terms.ts'
import type { AcceptedVersion } from '../../agreement/versions.ts'
import { NOTHING_STANDS, type Standing } from '../../standing/standing.ts'
import { objective, RULES, target, version } from '../agreement.ts'
import { BEGIN } from './happenings.ts'

const one = <T>(...values: T[]) => fc.constantFrom(...values)
const HOUR = 3_600_000

const WEEK = [
  ['08:30-12:00', '13:00-17:30'],
  ['09:00-18:00'],
  ['09:00-18:00'],
  ['09:00-18:00'],
  ['09:00-15:00'],
  [],
  ['01:00-04:00'],
]
const SUPPORT: CalendarTerms = {
  timeZone: 'America/New_York',
  hours: WEEK,
  holidays: ['2026-11-11', '2026-11-26'],
  specialDays: new Map([['2026-11-25', ['09:00-12:00']]]),
  breaks: new Map([['2026-11-04', ['12:00-13:30']]]),
}

const window: fc.Arbitrary<WindowSpec> = one<WindowSpec>(
  { kind: 'calendar', unit: 'month' },
  { kind: 'calendar', unit: 'month' },
  { kind: 'calendar', unit: 'week' },
  { kind: 'rolling', days: 7 },
  { kind: 'rolling', days: 30 },
)

type Kind = {
  op: '<=' | '<' | '>=' | '>'
  values: string[]
  unit: Unit
  samples?: number[]
  statistics?: string[]
  calendar?: true
}
const RATE: Kind = { op: '<=', values: ['20', '34', '50'], unit: '%', samples: [1, 2, 3] }
const TIME: Kind = {
  op: '<=',
  values: ['1', '6', '30', '100'],
  unit: 'h',
  statistics: ['median', 'mean', 'p90', 'p50', 'each'],
}
const CLOCK: Kind = { ...TIME, values: ['1', '4', '20'], calendar: true }
const KINDS: Record<string, Kind> = {
  'change-fail-rate': RATE,
  'deployment-rework-rate': RATE,
  'deployment-frequency': { op: '>=', values: ['0.2', '1'], unit: '/day' },
  'lead-time-for-changes': { ...TIME, values: ['24', '300'] },
  'failed-deployment-recovery-time': TIME,
  'time-to-restore': { ...TIME, calendar: true },
  'time-to-acknowledge': CLOCK,
  'time-to-respond': CLOCK,
  'time-to-detect': CLOCK,
  'time-to-resolve': CLOCK,
  availability: { op: '>=', values: ['95', '99'], unit: '%' },
}

const objectiveOf = (key: string): fc.Arbitrary<Objective> => {
  const kind = KINDS[key] ?? RATE
  return fc
    .record({
      window,
      op: one(kind.op, kind.op, kind.op === '<=' ? ('<' as const) : ('>' as const)),
      value: one(...kind.values),
      minSamples: kind.samples ? one(...kind.samples) : fc.constant(null),
      statistic: kind.statistics ? one(...kind.statistics) : fc.constant(null),
      calendar: kind.calendar ? one('24x7', 'support') : fc.constant('24x7'),
      degraded: one(0n, 0n, 1n),
      starts: one('first-known' as const, 'started' as const),
    })
    .map(({ window, op, value, minSamples, statistic, calendar, degraded, starts }) =>
      objective({
        id: key,
        indicator: key,
        target: target(op, value, kind.unit),
        window,
        minSamples,
        statistic,
        degradedWeight: { num: degraded, den: 2n },
        clock: { calendar, ...(key.startsWith('time-to-') && key !== 'time-to-restore' ? { starts } : {}) },
      }),
    )
}

const terms = (objectives: Objective[], more: Partial<Terms>): Partial<Terms> => ({
  objectives,
  clocks: {
    calendars: new Map([['support', SUPPORT]]),
    reopenWindow: { kind: 'elapsed', ms: 48 * HOUR, text: '48h' },
    breachFloor: { kind: 'elapsed', ms: HOUR, text: '1h' },
    mitigatedStopsResolve: false,
    pauseReasons: ['waiting_client'],
  },
  ...more,
})

/** One to three versions: the first in force long before, beginning inside the history, and others that change a target. */
export const agreements = (keys: readonly string[]): fc.Arbitrary<AcceptedVersion[]> =>
  fc
    .record({
      keys: fc.uniqueArray(one(...keys), { minLength: 2, maxLength: 4 }),
      zone: one('UTC', 'America/New_York', 'Europe/Berlin'),
      blames: one('rolled-back' as const, 'skipped-to-target' as const),
      pipelines: fc.boolean(),
      link: one(6, 24, 72),
      production: one(['production'], ['production', 'prod-eu'], ['prod-eu']),
      starts: fc.uniqueArray(fc.integer({ min: 0, max: 45 }), { minLength: 0, maxLength: 2 }),
      early: one(true, true, true, false),
    })
    .chain(({ keys, zone, blames, pipelines, link, production, starts, early }) =>
      fc
        .tuple(
          fc.tuple(...keys.map(objectiveOf)),
          fc.array(fc.tuple(one(...keys), one('drop', 'retarget', 'retarget', 'same')), { minLength: 2, maxLength: 2 }),
        )
        .map(([objectives, changes]) => {
          const own: Partial<Terms> = {
            timeZone: zone,
            services: new Map([['checkout-api', { repositories: [], production }]]),
            incidents: { ...RULES, rollbackBlames: blames, failedPipelinesCount: pipelines, linkWindowMs: link * HOUR },
          }
          const day = (n: number) => new Date(BEGIN + n * 24 * HOUR + 4 * HOUR).toISOString()
          const versions = [version(1, early ? '2026-01-01' : day(12), terms(objectives, own))]
          let current = objectives
          starts
            .toSorted((a, b) => a - b)
            .forEach((start, i) => {
              const [key, how] = changes[i] ?? ['', 'same']
              current = current.flatMap((one) => {
                if (one.id !== key || how === 'same') return [one]
                if (how === 'drop') return []
                const { target: was } = one
                return was.kind === 'compare'
                  ? [{ ...one, target: { ...was, value: { ...was.value, num: was.value.num * 2n } } }]
                  : [one]
              })
              versions.push(version(i + 2, day(early ? start : 13 + start), terms(current, own)))
            })
          return versions
        }),
    )

export const CLOCKS = Object.keys(KINDS).filter((key) => /^time-to-(?!restore)/.test(key))
export const FIGURES = Object.keys(KINDS).filter((key) => !CLOCKS.includes(key))

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
