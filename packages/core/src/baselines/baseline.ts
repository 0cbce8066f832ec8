import type { Phase, Unit } from '../agreement/terms.ts'
import type { Interval } from '../indicators/interval.ts'
import type { KeptRecord } from '../records/records.ts'

/*
 * What an objective came to in a phase that is over, frozen: later events, corrections and versions change nothing
 * about it. What relative targets mean, and what a target is suggested from.
 */

/** A figure in the unit of its baseline: `exact` as `num/den`, what a number in JSON would round. */
export type FrozenFigure = { value: number; exact: string; display: string }

export type BaselineFigures = {
  /** Cases or events counted, with those of earlier windows where some were pooled. */
  samples: number
  /** How many of them come from imported history (PRODUCT.md, rule 15: it feeds baselines). */
  reconstructed: number
  /** How many it takes to suggest anything; absent where none are asked for. */
  needed?: number
  /** By the objective's own statistic; null where nothing was measured. */
  value: FrozenFigure | null
  /** Of cases one by one: nearest rank, each a real case. */
  p50?: FrozenFigure
  p85?: FrozenFigure
  numerator?: number
  denominator?: number
  /** Wilson score interval at 95 % beside a rate. */
  interval?: Interval
  /** Why there is no value; `no_cases`: nothing happened in a time that was watched. */
  no_data_reason?: string
  /** The phase and the earlier windows of its length that were counted with it, newest first. */
  pooled?: { from: string; to: string; samples: number }[]
}

/** A target that the figures speak for, as an agreement would write it; null where they are too few, or say none. */
export type Suggestion = { target: string | null; statistic?: string; reason: string }

export type FrozenBaseline = KeptRecord<'baseline'> & {
  service: string
  objective: string
  title: string
  indicator: string
  /** Null: the indicator's own. */
  statistic: string | null
  /** What is measured, as one short text: an objective that measures something else has another baseline. */
  form: string
  phase: { name: string; enforce: Phase['enforce'] }
  window: { from: string; to: string }
  unit: Unit
  figures: BaselineFigures
  suggestion: Suggestion
  /** By whose rules it was measured. */
  agreement_version: number | null
  agreement_hash: string
  timeline: readonly [{ kind: 'frozen'; at: string }]
}
