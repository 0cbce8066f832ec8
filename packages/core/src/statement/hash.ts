import type { AgreedCause } from '../breach/root-cause.ts'
import type { ChronicNotice } from '../credits/chronic.ts'
import { canonicalJson, sha256 } from '../ledger/entry.ts'
import type { CarriedAdjustment } from '../periods/period.ts'
import { creditsWithoutAmounts } from './acknowledge.ts'
import type { StatementMoney } from './money.ts'
import type { ReportSpan } from './span.ts'
import type { Statement, StatementRow } from './statement.ts'

export type Stated = Pick<Statement, 'agreements' | 'exclusions' | 'waivers' | 'disputes'> & {
  rows: readonly StatementRow[]
  carries: readonly CarriedAdjustment[]
  chronic: readonly ChronicNotice[]
  /** Whoever asks: what is hashed of it names no amount. */
  money: StatementMoney | null
}

/** Who stated it, and when they agreed, changes nothing of what they agree on. */
const causeOf = (cause: AgreedCause | undefined) => {
  if (cause === undefined) return null
  const { text, category = null, attribution = null } = cause
  return { text, category, attribution }
}

const rowOf = (row: StatementRow) => {
  const { service, objective, window, status, value, display, target, samples, enforcement, agreement_version } = row
  const figures = { status, value, display, target, samples, enforcement, agreement_version }
  return {
    service,
    objective,
    window,
    ...figures,
    waiver: row.waiver?.id ?? null,
    excluded: row.excluded ?? null,
    changes: row.changes ?? null,
    root_cause: causeOf(row.root_cause),
    clocks: (row.clocks ?? []).map(({ case: name, display: took, root_cause }) => ({
      case: name,
      display: took,
      root_cause: causeOf(root_cause),
    })),
  }
}

/** An open dispute holds its window back anyway; how it ended is stated. */
const isSettled = ({ status }: Statement['disputes'][number]) => status === 'ruled' || status === 'withdrawn'

const bonusesOf = (money: StatementMoney | null) =>
  (money?.bonuses ?? []).map(({ objective, service, window, tier }) => ({
    objective,
    service,
    from: window.from,
    to: window.to,
    ...tier,
  }))

/**
 * What is stated, and can be acknowledged: everything that a reader takes from it about the period. Nothing that is
 * still going on (needs, data), nothing about when it was asked or by whom, and of money the shares without amounts:
 * who may not see money acknowledges the same.
 */
export const hashOf = ({ engagement, span }: { engagement: string; span: ReportSpan }, stated: Stated): string => {
  const { kind, period, window } = span
  const { agreements, rows, carries, exclusions, waivers, disputes, chronic, money } = stated
  const whole = {
    engagement,
    kind,
    period,
    ...window,
    agreements,
    objectives: rows.filter(({ state }) => state !== 'open').map(rowOf),
    adjustments: carries,
    exclusions,
    waivers,
    disputes: disputes.filter(isSettled),
    // A breach has its number only once somebody has looked.
    chronic: chronic.map(({ breach_id: _, ...notice }) => notice),
    credits: creditsWithoutAmounts(money),
    bonuses: bonusesOf(money),
  }
  return `sha256:${sha256(canonicalJson(whole))}`
}
