import type { ObjectiveStatus } from '../evaluation/evaluation.ts'
import type { LedgerBody } from '../ledger/body.ts'
import { canonicalJson, sha256 } from '../ledger/entry.ts'
import type { Adjustment, Period, PeriodFigures } from './period.ts'

const named = ({ id, service, objective, window }: Period) => ({
  period: id,
  service,
  objective,
  window: { from: window.from, to: window.to },
})

const figures = ({ status, value, display, samples }: PeriodFigures) => ({ status, value, display, samples })

const judged = ({ result }: Period) => ({
  ...figures(result),
  ...(result.no_data_reason === undefined ? {} : { no_data_reason: result.no_data_reason }),
  target: result.target,
  agreement_version: result.agreement_version ?? 0,
  agreement_hash: result.agreement_hash,
  result: `sha256:${sha256(canonicalJson(result))}`,
})

/** @param was what it was judged to be before; null the first time */
export const verdictBody = (period: Period, was: ObjectiveStatus | null): LedgerBody => ({
  type: 'verdict',
  ...named(period),
  ...(was === null ? {} : { was }),
  ...judged(period),
})

export const finalBody = (period: Period, how: 'time' | 'ruling' | 'acknowledged'): LedgerBody => ({
  type: 'period_final',
  ...named(period),
  how,
  ...judged(period),
})

export const adjustmentBody = (period: Period, { was, would_be, counted_in }: Adjustment): LedgerBody => ({
  type: 'adjustment',
  ...named(period),
  was: figures(was),
  would_be: figures(would_be),
  counted_in: counted_in?.id ?? null,
})
