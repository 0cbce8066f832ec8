import fc from 'fast-check'
import type { ClockRules, ClockStart, Objective, SeverityName, Terms, Unit, WindowSpec } from '../../agreement/terms.ts'
import type { AcceptedVersion } from '../../agreement/versions.ts'
import { objective, RULES, target, version } from '../agreement.ts'
import { BEGIN, HOUR, SUPPORT, ZONES } from './moments.ts'
import { relativeTo } from './relative.ts'

const one = <T>(...values: T[]) => fc.constantFrom(...values)
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
  clock?: true
}
const RATE: Kind = { op: '<=', values: ['20', '34', '50'], unit: '%', samples: [1, 2, 3] }
const TIME: Kind = {
  op: '<=',
  values: ['1', '6', '30', '100'],
  unit: 'h',
  statistics: ['median', 'mean', 'p90', 'p50', 'each'],
}
const CLOCK: Kind = {
  ...TIME,
  values: ['1', '4', '20'],
  statistics: ['each', 'each', 'median', 'mean', 'p90'],
  calendar: true,
  clock: true,
}
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

/** Hours, or for clocks now and then at most so many business days, of which no mean is told. */
const targetOf = (kind: Kind): fc.Arbitrary<Pick<Objective, 'target' | 'statistic'>> =>
  fc
    .record({
      op: one(kind.op, kind.op, kind.op === '<=' ? ('<' as const) : ('>' as const)),
      value: one(...kind.values),
      statistic: kind.statistics ? one(...kind.statistics) : fc.constant(null),
      days: one(null, null, null, kind.clock ? '1' : null, kind.clock ? '2' : null),
    })
    .map(({ op, value, statistic, days }) =>
      days === null
        ? { target: target(op, value, kind.unit), statistic }
        : {
            target: target('<=', days, 'bd'),
            statistic: statistic === 'mean' ? 'each' : statistic,
          },
    )

const objectiveOf = (key: string): fc.Arbitrary<Objective> => {
  const kind = KINDS[key] ?? RATE
  const own: fc.Arbitrary<Partial<Objective>> = fc.record({
    owedBy: kind.clock ? one('vendor', 'vendor', 'client', 'both') : fc.constant('vendor' as const),
    severity: kind.clock ? one(null, null, ['sev1'], ['sev2', 'sev3']) : fc.constant(null),
  })
  return fc
    .record({
      window,
      asks: targetOf(kind),
      own,
      minSamples: kind.samples ? one(...kind.samples) : fc.constant(null),
      calendar: kind.calendar ? one('24x7', 'support') : fc.constant('24x7'),
      degraded: one(0n, 0n, 1n),
      fullMinutes: one(false, false, true),
      starts: one<ClockStart>('first-known', 'started', 'detected', 'reported'),
    })
    .map(({ window, asks, own, minSamples, calendar, degraded, fullMinutes, starts }) =>
      objective({
        id: key,
        indicator: key,
        ...asks,
        ...own,
        window,
        minSamples,
        degradedWeight: { num: degraded, den: 2n },
        fullMinutes,
        clock: { calendar, ...(kind.clock ? { starts } : {}) },
      }),
    )
}

/** How clocks run, as parties may agree: sev3 without a meaning is as bad as sev1. */
const clockRules = fc
  .record({
    floor: one(0, 1, 4),
    reopen: one(6, 48),
    mitigated: one(false, false, true),
    answers: one('24x7', 'support'),
    severities: one<SeverityName[] | null>(null, null, ['sev1', 'sev2']),
  })
  .map(
    ({ floor, reopen, mitigated, answers, severities }): ClockRules => ({
      calendars: new Map([['support', SUPPORT]]),
      reopenWindow: { kind: 'elapsed', ms: reopen * HOUR, text: `${reopen}h` },
      breachFloor: { kind: 'elapsed', ms: floor * HOUR, text: `${floor}h` },
      mitigatedStopsResolve: mitigated,
      pauseReasons: ['waiting_client'],
      calendar: answers,
      ...(severities ? { severities } : {}),
    }),
  )

/** One to three versions: the first in force long before, beginning inside the history, and others that change a target. */
export const agreements = (keys: readonly string[]): fc.Arbitrary<AcceptedVersion[]> =>
  fc
    .record({
      keys: fc.uniqueArray(one(...keys), { minLength: 2, maxLength: 4 }),
      zone: one(...ZONES),
      blames: one('rolled-back' as const, 'skipped-to-target' as const),
      pipelines: fc.boolean(),
      link: one(6, 24, 72),
      production: one(['production'], ['production', 'prod-eu'], ['prod-eu']),
      /** Often the days at whose midnights something happens. */
      starts: fc.uniqueArray(fc.oneof(one(15, 16, 22), fc.integer({ min: 0, max: 45 })), { maxLength: 2 }),
      early: one(true, true, true, false),
      clocks: clockRules,
      linked: one<SeverityName[]>(['sev1', 'sev2'], ['sev1', 'sev2'], ['sev1']),
    })
    .chain(({ keys, zone, blames, pipelines, link, production, starts, early, clocks, linked }) =>
      fc
        .tuple(
          fc.tuple(...keys.map((key) => objectiveOf(key).chain(relativeTo))),
          fc.array(fc.tuple(one(...keys), one('drop', 'retarget', 'retarget', 'same')), { minLength: 2, maxLength: 2 }),
        )
        .map(([asked, changes]) => {
          const objectives = asked.map((one) => one.objective)
          const baselines = asked.flatMap((one) => one.baselines)
          const own: Partial<Terms> = {
            timeZone: zone,
            clocks,
            services: new Map([['checkout-api', { repositories: [], production }]]),
            incidents: {
              ...RULES,
              rollbackBlames: blames,
              failedPipelinesCount: pipelines,
              linkWindowMs: link * HOUR,
              linkSeverities: linked,
            },
          }
          const day = (n: number) => new Date(BEGIN + n * 24 * HOUR + 4 * HOUR).toISOString()
          const versions = [version(1, early ? '2026-01-01' : day(9), { ...own, objectives })]
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
              versions.push(version(i + 2, day(early ? start : 10 + start), { ...own, objectives: current }))
            })
          return versions.map((one) => ({ ...one, baselines }))
        }),
    )

export const CLOCKS = Object.keys(KINDS).filter((key) => /^time-to-(?!restore)/.test(key))
export const FIGURES = Object.keys(KINDS).filter((key) => !CLOCKS.includes(key))
