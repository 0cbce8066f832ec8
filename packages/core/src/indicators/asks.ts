import type { FindingSeverity, Party, SeverityName, Unit } from '../agreement/terms.ts'
import type { NameRef } from '../events/identity.ts'
import { type Ratio, ratio } from '../number/ratio.ts'
import type { Instant } from '../time/instant.ts'
import type { Worst } from './statistic.ts'

/** Sources that count: those that an agreement names, or, to be shown beside them, all others. */
export type Sources = {
  names: readonly NameRef[]
  count: 'named' | 'others'
  /** What people call them. */
  called?: ReadonlyMap<NameRef, string>
}

export const isOfRecord = (sources: Sources | null, source: NameRef): boolean =>
  sources === null || sources.names.includes(source) === (sources.count === 'named')

/** Sources of record that none of these facts are of. */
export const silentSources = (sources: Sources | null, facts: readonly { source: NameRef }[]): NameRef[] => {
  if (sources?.count !== 'named') return []
  const heard = new Set(facts.map(({ source }) => source))
  return sources.names.filter((name) => !heard.has(name))
}

/** `the source \`probe-2\` that the agreement names`; without its name where nobody gave one. */
export const sourceText = (sources: Sources | null, [source]: readonly NameRef[]): string => {
  const called = source === undefined ? undefined : sources?.called?.get(source)
  return called === undefined
    ? 'a source that the agreement names'
    : `the source \`${called}\` that the agreement names`
}

/** What is asked of a window indicator beyond its figure: by an objective, or by whoever draws a series. */
export type Asks = {
  /** Null: the indicator's own. */
  statistic: string | null
  /** Null: those the indicator counts by itself. */
  severities: readonly (SeverityName | FindingSeverity)[] | null
  /** The sources of record (PRODUCT.md, rule 13); null: every source. */
  sources: Sources | null
  owedBy: Party | 'both'
  /** What happened before was not agreed to be judged (PRODUCT.md, rule 8); null: everything counts. */
  since: Instant | null
  /** Whole milliseconds from which on something still going on is a miss, and counts; null: nothing was promised. */
  overdueFromMs: number | null
  degradedWeight: Ratio
  fullMinutes: boolean
  /** In which numbers are compared that others report; null: as they were reported. */
  unit: Unit | null
  /** Of several cases the one that counts as the worst, in the indicator's unit. */
  worst: Worst
}

/** A series asks for nothing but the figure itself. */
export const ASKS_NOTHING: Asks = {
  statistic: null,
  severities: null,
  sources: null,
  owedBy: 'both',
  since: null,
  overdueFromMs: null,
  degradedWeight: ratio(0),
  fullMinutes: false,
  unit: null,
  worst: 'highest',
}
