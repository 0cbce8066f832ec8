import type { FindingSeverity, Party, SeverityName, Unit } from '../agreement/terms.ts'
import type { NameRef } from '../events/identity.ts'
import { type Ratio, ratio } from '../number/ratio.ts'
import type { Instant } from '../time/instant.ts'

/** Sources that count: those that an agreement names, or, to be shown beside them, all others. */
export type Sources = { names: readonly NameRef[]; count: 'named' | 'others' }

export const isOfRecord = (sources: Sources | null, source: NameRef): boolean =>
  sources === null || sources.names.includes(source) === (sources.count === 'named')

/** Sources of record that none of these facts are of. */
export const silentSources = (sources: Sources | null, facts: readonly { source: NameRef }[]): NameRef[] =>
  sources?.count === 'named' ? sources.names.filter((name) => !facts.some(({ source }) => source === name)) : []

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
  /** Of several cases the one that counts as the worst. */
  worst: 'highest' | 'lowest'
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
