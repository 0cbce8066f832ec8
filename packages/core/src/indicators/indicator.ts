import type { FindingCategory, FindingSeverity, Unit } from '../agreement/terms.ts'
import type { Clock } from '../clocks/clock.ts'
import type { NoDataReason } from '../evaluation/evaluation.ts'
import type { Baseline, Evidence } from '../evaluation/evidence.ts'
import type { ChangeFact, WindowFamily } from '../facts/facts.ts'
import type { ServiceHistory } from '../facts/history.ts'
import type { Ratio } from '../number/ratio.ts'
import type { Instant, Window } from '../time/instant.ts'
import type { Asks } from './asks.ts'
import type { PatchLinesOf } from './united-patch.ts'

/** What was measured, exactly, in the indicator's unit. */
export type Measured = {
  kind: 'measured'
  value: Ratio
  /** Of a share or a rate per time. */
  fraction?: { numerator: number; denominator: number }
  samples: number
  /** How several cases were made into one number. */
  statistic?: string
  evidence: Evidence
  /** What the value would be without failures that are only presumed; null where nothing would be left to judge. */
  withoutPresumed?: Ratio | null
}

/**
 * Nothing happened in a time that was watched: as good as can be, and no number (PRODUCT.md, rule 4). `open`: what had
 * begun by its end and had not ended, which is no case yet.
 */
export type NoCases = { kind: 'no_cases'; samples: 0; open: number; evidence: Evidence }

export type Unmeasured = { kind: 'no_data'; reason: NoDataReason; samples: number; needed?: number; evidence: Evidence }

export type Measurement = Measured | NoCases | Unmeasured

/** What a change-scope indicator sees: the commit, and what it is compared with. */
export type ChangeInput = {
  /** Facts that count, one for each kind and flag. */
  head: ChangeFact[]
  base: { facts: ChangeFact[]; baseline: Baseline } | null
  uncovered: { path: string; lines: number[] }[] | undefined
  /** Of uploads that name all their added lines: which those are. */
  patchLines?: PatchLinesOf | undefined
  /** Executable added lines below which patch coverage is not judged. */
  minLines: number
  /** Findings that count; null: all but those that only inform. */
  severities: readonly FindingSeverity[] | null
  category: FindingCategory | null
}

/** What a window indicator sees: what became of production, in and around the window. */
export type WindowInput = {
  window: Window
  /** Until when things have been observed: the end of a past window, now in an open one. */
  until: Instant
  zone: string
  /** Least time that must have counted before a rate per time says anything: one whole unit of its target. */
  leastSpanMs: number
  /** One service, or several that a series counts together. */
  services: readonly ServiceHistory[]
  asks: Asks
}

/** What a window indicator reads: kept as data, so that a gate reads no more than its objectives need. */
export type Reads = {
  families: readonly WindowFamily[]
  /** Days before a window that decide about what is in it; where deployments are linked, at least one link window. */
  daysBefore: number
}

/** What the catalogue says of an indicator; the agreement, the API and the docs all read this. */
export type IndicatorInfo = {
  key: string
  title: string
  /** `any`: as the parties agree. A duration is in `s`; the API calls that `seconds`. */
  unit: Exclude<Unit, object> | 'any' | 'money'
  direction: 'higher' | 'lower' | 'band' | 'either'
  scope: 'change' | 'window' | 'clock'
  /** What the commit is (a later merge restores it), what the change did, or what happened in a time. */
  describes: 'state' | 'change' | 'period'
  /** Types of event it reads. */
  events: string[]
  formula: string
  statistics: string[]
  default_statistic: string | null
  /** Shown beside it, so that one number is never won at the cost of the other. */
  counter: string[]
  source: string
  example: string
}

/** A number that is no indicator of its own, shown beside one. */
export type Beside = { indicator: string; title: string; value: Ratio; unit: Unit }

export type ChangeIndicator = {
  info: IndicatorInfo & { scope: 'change' }
  measure: (input: ChangeInput) => Measurement
}
export type WindowIndicator = {
  info: IndicatorInfo & { scope: 'window' | 'clock' }
  reads: Reads
  measure: (input: WindowInput) => Measurement
  /** Where the unit is left open: the one that what was reported is told in. Null where nothing was. */
  unitOf?: (services: readonly ServiceHistory[], window: Window) => Unit | null
  /** What else must be read with it, where no indicator of the catalogue says it. */
  beside?: (input: WindowInput) => Beside[]
  /** Of incident clocks: each that anything was said of before the end of the window, whichever it belongs to. */
  clocks?: (input: WindowInput) => readonly Clock[]
}
export type Indicator = ChangeIndicator | WindowIndicator

export const isChangeIndicator = (one: Indicator): one is ChangeIndicator => one.info.scope === 'change'
export const isWindowIndicator = (one: Indicator): one is WindowIndicator => one.info.scope !== 'change'

/** Events named in one answer; the rest are counted, and are there in the list of events. */
export const EVIDENCE_LIMIT = 200

/** Events as evidence: as many as one answer names, and how many more there are. */
export const eventsNamed = (events: readonly string[]): Pick<Evidence, 'events' | 'more'> => ({
  events: events.slice(0, EVIDENCE_LIMIT),
  ...(events.length > EVIDENCE_LIMIT ? { more: events.length - EVIDENCE_LIMIT } : {}),
})

/** What was left out, where anything was. */
export const leftOut = (all: NonNullable<Evidence['not_counted']>): Pick<Evidence, 'not_counted'> =>
  all.length > 0 ? { not_counted: all.slice(0, EVIDENCE_LIMIT) } : {}

export const share = (numerator: number, denominator: number): Ratio => ({
  num: BigInt(numerator) * 100n,
  den: BigInt(denominator),
})

export const noData = (reason: NoDataReason, formula: string, samples = 0): Unmeasured => ({
  kind: 'no_data',
  reason,
  samples,
  evidence: { formula },
})
