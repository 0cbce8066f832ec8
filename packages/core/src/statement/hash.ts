import { canonicalJson, sha256 } from '../ledger/entry.ts'
import type { ReportSpan } from './span.ts'
import type { Statement, StatementAdjustment, StatementRow } from './statement.ts'

/** What is stated, and can be acknowledged: nothing that is still going on, and nothing about when it was asked. */
export const hashOf = (
  { engagement, span }: { engagement: string; span: ReportSpan },
  agreements: Statement['agreements'],
  rows: readonly StatementRow[],
  adjustments: readonly StatementAdjustment[],
): string => {
  const stated = rows
    .filter(({ state }) => state !== 'open')
    .map(({ service, objective, window, status, value, display, target, samples, agreement_version }) => ({
      service,
      objective,
      window,
      status,
      value,
      display,
      target,
      samples,
      agreement_version,
    }))
  const { kind, period, window } = span
  const whole = { engagement, kind, period, ...window, agreements, objectives: stated, adjustments }
  return `sha256:${sha256(canonicalJson(whole))}`
}
