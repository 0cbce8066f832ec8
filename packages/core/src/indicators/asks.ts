import type { FindingSeverity, Party, SeverityName, Unit } from '../agreement/terms.ts'
import type { ClockSetting } from '../clocks/setting.ts'
import { CLOCKS_WITHOUT_AGREEMENT } from '../clocks/without-agreement.ts'
import type { NameRef } from '../events/identity.ts'
import { type Ratio, ratio } from '../number/ratio.ts'
import { ALWAYS, type Instant, type Window, within } from '../time/instant.ts'
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
  /** Only clocks of incidents of which something was first said in it: others are judged as it was agreed then. */
  begun: Window
  /** Whole milliseconds from which on something still going on is a miss, and counts; null: nothing was promised. */
  overdueFromMs: number | null
  degradedWeight: Ratio
  fullMinutes: boolean
  /** In which numbers are compared that others report; null: as they were reported. */
  unit: Unit | null
  /** Of several cases the one that counts as the worst, in the indicator's unit. */
  worst: Worst
  /** Of a budget: the share of time that is allowed to be down. Absent: nobody says so. */
  allowedShare?: Ratio
  /** On which calendar durations run, and how incident clocks do. */
  clock: ClockSetting
  /** Time that both parties took out of the measurement: a union. */
  excluded: readonly Window[]
  /** The same of observed time: maintenance that nobody announced stays downtime. */
  uptimeExcluded: readonly Window[]
  /** Clocks that were held to be late and were overturned, by incident and run (`clockName`). */
  overturned: ReadonlySet<string>
  /** Until when a link that is only presumed can be rebutted, by the start of its incident; null: for ever. */
  rebuttableUntil: ((start: Instant) => Instant) | null
}

/** Names one clock of an incident; the first run has no number. */
export const clockName = (incident: string, run: number): string => (run > 0 ? `${incident}.${run}` : incident)

/** Does this moment lie in time that was taken out? */
export const isExcluded = ({ excluded }: Pick<Asks, 'excluded'>, at: Instant): boolean =>
  excluded.some((one) => within(one, at))

/** A series asks for nothing but the figure itself. */
export const ASKS_NOTHING: Asks = {
  begun: ALWAYS,
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
  clock: CLOCKS_WITHOUT_AGREEMENT,
  excluded: [],
  uptimeExcluded: [],
  overturned: new Set(),
  rebuttableUntil: null,
}
