import { percentile } from '../number/percentile.ts'
import { type Instant, parseInstant } from '../time/instant.ts'
import { addDays, dayOfWeek, localDate } from '../time/zone.ts'
import { type Breach, isOver } from './breach.ts'
import type { BreachDimension } from './dimensions.ts'
import type { NamedStop } from './stopped.ts'

/** What of a breach a summary needs, so that thousands can be held at once. */
export type CountedBreach = Pick<
  Breach,
  | 'service'
  | 'environment'
  | 'indicator'
  | 'objective'
  | 'severity'
  | 'status'
  | 'agreement_version'
  | 'pr'
  | 'opened_at'
  | 'resolved_at'
  | 'contractual'
>

export type BreachCounts = {
  breaches: number
  /** Not over: open, acknowledged or disputed. */
  open: number
  resolved: number
  /** Overturned or waived. */
  set_aside: number
  contractual: number
  contractual_open: number
  /** From opening to the last resolution, of those resolved; in milliseconds. */
  resolution: { samples: number; mean: number | null; median: number | null }
  /** Changes that an objective failed at the gate and that were not merged so; null where they can't be told apart so. */
  stopped_at_the_gate: number | null
}

/** `null` where a breach has no such thing: no severity, no pull request. */
export type BreachGroupKey = Partial<Record<BreachDimension, string | number | null>>
export type BreachGroup = { key: BreachGroupKey; counts: BreachCounts }

const instantOf = (time: string): Instant => parseInstant(time) ?? 0

/** `2026-11` and the Monday `2026-11-16`. */
export const periodOf = (unit: 'month' | 'week', zone: string, at: Instant): string => {
  const day = localDate(zone, at)
  return unit === 'month' ? day.slice(0, 7) : addDays(day, 1 - dayOfWeek(day))
}

const breachValue = (breach: CountedBreach, dimension: BreachDimension, zone: string): string | number | null =>
  dimension === 'month' || dimension === 'week'
    ? periodOf(dimension, zone, instantOf(breach.opened_at))
    : (breach[dimension] ?? null)

const stopValue = (stop: NamedStop, dimension: (typeof OF_STOPS)[number], zone: string): string | number | null =>
  dimension === 'month' || dimension === 'week' ? periodOf(dimension, zone, stop.at) : stop[dimension]

const countsOf = (breaches: readonly CountedBreach[], stopped: number | null): BreachCounts => {
  const number = (is: (breach: CountedBreach) => boolean) => breaches.filter(is).length
  const isOpen = ({ status }: CountedBreach) => !isOver(status)
  const took = breaches.flatMap(({ status, opened_at, resolved_at }) =>
    status === 'resolved' && resolved_at ? [instantOf(resolved_at) - instantOf(opened_at)] : [],
  )
  return {
    breaches: breaches.length,
    open: number(isOpen),
    resolved: number(({ status }) => status === 'resolved'),
    set_aside: number(({ status }) => status === 'overturned' || status === 'waived'),
    contractual: number(({ contractual }) => contractual),
    contractual_open: number((breach) => breach.contractual && isOpen(breach)),
    resolution: {
      samples: took.length,
      mean: took.length === 0 ? null : Math.floor(took.reduce((sum, ms) => sum + ms, 0) / took.length),
      median: percentile(took, 0.5),
    },
    stopped_at_the_gate: stopped,
  }
}

/** Dimensions that a stopped change has as well. */
const OF_STOPS = ['service', 'indicator', 'objective', 'pr', 'month', 'week'] as const

/** Can stopped changes be told apart by all of these? */
export const tellsStops = (
  dimensions: readonly BreachDimension[],
): dimensions is readonly (typeof OF_STOPS)[number][] =>
  dimensions.every((dimension) => OF_STOPS.some((one) => one === dimension))

const compare = (a: string | number | null, b: string | number | null): number => {
  if (a === b) return 0
  if (a === null || b === null) return a === null ? 1 : -1
  return a < b ? -1 : 1
}

/** Newest period first, then the most breaches, then by name: the same for whoever asks. */
const inOrder =
  (by: readonly BreachDimension[]) =>
  (a: BreachGroup, b: BreachGroup): number => {
    const at = (group: BreachGroup, dimension: BreachDimension) => group.key[dimension] ?? null
    const periods = (['month', 'week'] as const).filter((unit) => by.includes(unit))
    return (
      [
        ...periods.map((unit) => compare(at(b, unit), at(a, unit))),
        b.counts.breaches - a.counts.breaches,
        ...by.map((dimension) => compare(at(a, dimension), at(b, dimension))),
      ].find((order) => order !== 0) ?? 0
    )
  }

export type BreachSummary = { total: BreachCounts; groups: BreachGroup[] }

/**
 * Counts breaches, in all and for each combination of what is counted by. Changes stopped at the gate are counted
 * beside them, also where a group has no breach at all: that is what the gate is for.
 * @param stops null where a filter asks for what a stopped change does not have
 */
export const summariseBreaches = (
  breaches: readonly CountedBreach[],
  stops: readonly NamedStop[] | null,
  by: readonly BreachDimension[],
  zone: string,
): BreachSummary => {
  const keyed = breaches.map((breach) => ({
    breach,
    key: Object.fromEntries(by.map((dimension) => [dimension, breachValue(breach, dimension, zone)])),
  }))
  const counted = Map.groupBy(keyed, ({ key }) => JSON.stringify(key))
  const stopped =
    stops && tellsStops(by)
      ? Map.groupBy(stops, (stop) =>
          JSON.stringify(Object.fromEntries(by.map((dimension) => [dimension, stopValue(stop, dimension, zone)]))),
        )
      : null
  const names = new Set([...counted.keys(), ...(stopped?.keys() ?? [])])
  const groups = [...names].map(
    (name): BreachGroup => ({
      // Written three lines above, from a group's key.
      key: JSON.parse(name) as BreachGroupKey,
      counts: countsOf(
        (counted.get(name) ?? []).map(({ breach }) => breach),
        stopped && (stopped.get(name)?.length ?? 0),
      ),
    }),
  )
  return {
    total: countsOf(breaches, stops?.length ?? null),
    groups: by.length === 0 ? [] : groups.toSorted(inOrder(by)),
  }
}
