import type { ReportKind, Statement } from '@plumbline/core'
import type { Frame } from '../frame.ts'

export type StatementView = Frame & {
  statement: Statement
  /** Null where the one who looks may not take note of it; else why a form that was sent was not taken. */
  acknowledging: { failed: string | null } | null
}

/** As the path of a statement has it. */
export const REPORT_WORDS: Record<ReportKind, string> = { week: 'weekly', month: 'monthly', quarter: 'quarterly' }
