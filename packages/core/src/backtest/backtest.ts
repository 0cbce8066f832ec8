import type {
  BaselineView,
  MissedClock,
  NoDataReason,
  ObjectiveResult,
  ObjectiveStatus,
} from '../evaluation/evaluation.ts'

/*
 * What a text would have judged, had it been in force all along, in the form in which it travels. Nothing of it is a
 * verdict: nobody had agreed to be judged by it.
 */

/** What is counted: calendar windows that are over, local days on which a rolling window stood so, or merges. */
export const BACKTEST_UNITS = ['week', 'month', 'quarter', 'day', 'merge'] as const
export type BacktestUnit = (typeof BACKTEST_UNITS)[number]

/** How often each status, and of clocks how many were too late. */
export type BacktestCounts = {
  of: BacktestUnit
  total: number
  by_status: Record<ObjectiveStatus, number>
  /** Only of incident clocks that must hold one by one; those of an open window too. */
  clocks_late?: number
}

export type BacktestWindow = {
  /** Local date that names it. */
  period: string
  label: string
  from: string
  to: string
  /** It goes on: told, and not counted. */
  open: boolean
  status: ObjectiveStatus
  no_data_reason?: NoDataReason
  value: number | null
  display: string
  margin: string
  samples: number
  /** Samples that it takes, where they were too few. */
  needed?: number
  /** Windows that were counted together, for it alone had too few samples. */
  pooled?: number
  /** Events of imported history in it, which a verdict would leave out (PRODUCT.md, rule 15). */
  imported?: number
  /** It began before the first event that was ever received. */
  incomplete?: true
}

export type BacktestMerge = { at: string; commit_sha: string; evaluation_id: string; value: number; display: string }

/**
 * Why an objective can't be tried: its target is relative to figures that are not frozen; of merges only the figures
 * over all severities and categories are kept; nothing here measures it.
 */
export const NOT_TRIED = ['no_baseline', 'not_kept', 'indicator_not_available'] as const
export type NotTried = (typeof NOT_TRIED)[number]

export type BacktestObjective = {
  service: string
  id: string
  title: string
  clause: string | null
  indicator: string
  scope: ObjectiveResult['scope'] | null
  unit: string
  owed_by: ObjectiveResult['owed_by']
  target: string
  /** What the target was resolved from. */
  baseline?: BaselineView
  not_tried?: { reason: NotTried; detail: string }
  /** Null where it can't be tried. */
  counts: BacktestCounts | null
  /** The same of the version in force over the same events; null where that has no such objective, or can't be tried. */
  now: { target: string; counts: BacktestCounts } | null
  /** Calendar windows, oldest first; of a rolling one how it stands now. */
  windows: BacktestWindow[]
  /** Local days on which a rolling window would have stood breached. */
  breached_days?: string[]
  /** The first 50 clocks that would have been too late. */
  clocks?: MissedClock[]
  /** The last 50 merges that would have missed the target. */
  missed_merges?: BacktestMerge[]
  /** In plain words. */
  summary: string
}

/** An objective that the text no longer has. */
export type BacktestRemoved = {
  service: string
  id: string
  title: string
  now: BacktestCounts | null
  summary: string
}

/** What is known of a service at all. */
export type BacktestData = {
  service: string
  /** The first event among those that decide; null: there is none. */
  first_event: string | null
  /** Said where something of the range is missing. */
  detail?: string
}

export type BacktestMonth = {
  from: string
  to: string
  credits_minor: number
  /** What is credited, and what the cap takes off; they add up. */
  lines: { objective: string | null; service: string | null; window: string; amount_minor: number; detail: string }[]
  /** Some window of it can still change. */
  provisional: boolean
}

/** Credits of the calendar months that ended in the range, as if no phase softened anything. */
export type BacktestMoney = {
  /** Null where nothing is agreed about money. */
  currency: string | null
  /** Whole minor units. */
  credits_minor: number
  months: BacktestMonth[]
  /** What it comes to by the version in force; null where it is that one, or there is none. */
  now: { currency: string | null; credits_minor: number } | null
}

export type Backtest = {
  days: number
  from: string
  to: string
  time_zone: string
  objectives: BacktestObjective[]
  removed: BacktestRemoved[]
  data: BacktestData[]
  /** Only for who may see money. */
  money?: BacktestMoney
}
