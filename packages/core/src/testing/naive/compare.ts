import { evaluate } from '../../evaluation/evaluate.ts'
import type { ObjectiveResult } from '../../evaluation/evaluation.ts'
import { factsNeeded } from '../../evaluation/facts-needed.ts'
import { closedOf } from '../../periods/due.ts'
import { factsOfPeriods, judgePeriod } from '../../periods/judge.ts'
import type { Instant } from '../../time/instant.ts'
import { kept, type Posted } from '../histories.ts'
import { ms } from './events.ts'
import type { Figure } from './measured.ts'
import { closedVerdict, type NaiveVerdict, type Posed, verdictAt } from './verdict.ts'

const SERVICE = 'checkout-api'
const HOUR = 3_600_000

/** Nothing is posted about what is still to come. */
export const happenedBy = (posted: readonly Posted[], at: Instant): Posted[] =>
  posted.filter(({ event: { data } }) =>
    ['finished_at', 'at', 'from'].every((field) => {
      // Whichever of the times its type has.
      const said = (data as Record<string, unknown>)[field]
      return typeof said !== 'string' || ms(said) <= at
    }),
  )

const ground = (posed: Posed, environments: readonly string[]) => {
  const { window, corrections } = kept(posed.posted)
  return {
    versions: [...posed.versions],
    standing: posed.standing,
    window: {
      facts: window.filter((fact) =>
        environments.includes(('environment' in fact ? fact.environment : undefined) ?? 'production'),
      ),
      corrections,
      openBreaches: [],
      deployedBefore: false,
    },
  }
}

export const engineAt = (posed: Posed, at: Instant): ObjectiveResult[] => {
  const needed = factsNeeded([...posed.versions], SERVICE, at)
  return evaluate({
    id: 'ev',
    at,
    request: { service: SERVICE, event: 'manual', commit_sha: 'a'.repeat(40) },
    ...ground(posed, needed?.environments ?? []),
    head: [],
    base: null,
  }).objectives
}

export const engineClosed = (posed: Posed, to: Instant): ObjectiveResult[] =>
  closedOf([...posed.versions], SERVICE, to).flatMap((closed) => {
    const needed = factsOfPeriods([...posed.versions], SERVICE, [to], to + 40 * 24 * HOUR)
    return judgePeriod(ground(posed, needed?.environments ?? []), closed)?.told ?? []
  })

const short = (value: number | undefined) => (value === undefined ? null : Number(value.toPrecision(8)))

/** What both are compared by. Early warnings are the engine's own: `at_risk` for them is met. */
const shown = (figure: Figure, unit: string): unknown => {
  if (figure.kind === 'no_data') return { no: figure.reason, samples: figure.samples }
  if (figure.kind === 'no_cases') return { cases: 0 }
  const { num, den } = figure.value
  const value = unit === 's' ? num / den / 1000 : num / den
  return {
    value: Number(value.toPrecision(8)),
    samples: figure.samples,
    of: [figure.numerator, figure.denominator].map(short),
  }
}

export const naively = ({ status, version, window, figure }: NaiveVerdict, unit: string) => ({
  status,
  version,
  from: new Date(window.from).toISOString(),
  to: new Date(window.to).toISOString(),
  ...(status === 'excluded' ? {} : { figure: shown(figure, unit) }),
})

export const judged = (result: ObjectiveResult) => {
  const { status, window, no_data_reason, samples, value, numerator, denominator, agreement_version } = result
  return {
    status: status === 'at_risk' && result.budget?.burning ? 'met' : status,
    version: agreement_version,
    from: window?.from,
    to: window?.to,
    ...(status === 'excluded'
      ? {}
      : {
          figure: no_data_reason
            ? { no: no_data_reason, samples }
            : value === null
              ? { cases: samples }
              : { value: Number(value.toPrecision(8)), samples, of: [numerator, denominator].map(short) },
        }),
  }
}

export type Pair = {
  objective: string
  engine: ReturnType<typeof judged> | null
  naive: ReturnType<typeof naively> | null
}

const pairs = (
  results: ObjectiveResult[],
  ids: readonly string[],
  naive: (id: string) => NaiveVerdict | null,
): Pair[] =>
  ids.map((objective) => {
    const result = results.find(({ id, status }) => id === objective && status !== 'not_in_force')
    const own = naive(objective)
    return { objective, engine: result ? judged(result) : null, naive: own && naively(own, result?.unit ?? '') }
  })

const idsOf = ({ versions }: Posed) => [
  ...new Set(versions.flatMap(({ terms }) => terms.objectives.map(({ id }) => id))),
]

export const comparedAt = (posed: Posed, arrived: readonly Posted[], at: Instant): Pair[] => {
  const by = { ...posed, posted: happenedBy(posed.posted, at) }
  return pairs(engineAt({ ...posed, posted: happenedBy(arrived, at) }, at), idsOf(posed), (id) => verdictAt(by, id, at))
}

export const comparedClosed = (posed: Posed, arrived: readonly Posted[], to: Instant): Pair[] =>
  pairs(engineClosed({ ...posed, posted: arrived }, to), idsOf(posed), (id) => closedVerdict(posed, id, to))
