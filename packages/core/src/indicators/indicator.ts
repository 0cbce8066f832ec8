import type { Unit } from '../agreement/terms.ts'
import type { Baseline, Evidence, NoDataReason } from '../evaluation/evaluation.ts'
import type { Deployment } from '../facts/deployments.ts'
import type { ChangeFact } from '../facts/facts.ts'
import type { Ratio } from '../number/ratio.ts'
import type { Instant, Window } from '../time/instant.ts'

/** What was measured, exactly, in the indicator's unit. */
export type Measured = {
  kind: 'measured'
  value: Ratio
  /** Of a share or a rate per time. */
  fraction?: { numerator: number; denominator: number }
  samples: number
  evidence: Evidence
  /** What the value would be without failures that are only presumed. */
  withoutPresumed?: Ratio
}

export type Unmeasured = { kind: 'no_data'; reason: NoDataReason; samples: number; needed?: number; evidence: Evidence }

export type Measurement = Measured | Unmeasured

/** What a change-scope indicator sees: the commit, and what it is compared with. */
export type ChangeInput = {
  /** Facts that count, one for each kind and flag. */
  head: ChangeFact[]
  base: { facts: ChangeFact[]; baseline: Baseline } | null
  uncovered: { path: string; lines: number[] }[] | undefined
  /** Executable added lines below which patch coverage is not judged. */
  minLines: number
}

/** What a window indicator sees: production deployments of one service, judged, in and around the window. */
export type WindowInput = {
  window: Window
  /** Until when things have been observed: the end of a past window, now in an open one. */
  until: Instant
  zone: string
  /** Least time that must have passed before a rate per time says anything: one whole unit of its target. */
  leastSpanMs: number
  deployments: Deployment[]
  /** A production deployment finished before all of these. */
  deployedBefore: boolean
}

/** What the catalogue says of an indicator; the agreement, the API and the docs all read this. */
export type IndicatorInfo = {
  key: string
  title: string
  unit: Exclude<Unit, object>
  direction: 'higher' | 'lower' | 'band'
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

export type ChangeIndicator = {
  info: IndicatorInfo & { scope: 'change' }
  measure: (input: ChangeInput) => Measurement
}
export type WindowIndicator = {
  info: IndicatorInfo & { scope: 'window' }
  measure: (input: WindowInput) => Measurement
}
export type Indicator = ChangeIndicator | WindowIndicator

export const isChangeIndicator = (one: Indicator): one is ChangeIndicator => one.info.scope === 'change'
export const isWindowIndicator = (one: Indicator): one is WindowIndicator => one.info.scope === 'window'

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
