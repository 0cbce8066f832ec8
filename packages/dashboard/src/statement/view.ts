import type { ReportKind, Statement } from '@plumbline/core'
import type { Frame } from '../frame.ts'

export type StatementView = Frame & { statement: Statement }

/** As the path of a statement has it. */
export const REPORT_WORDS: Record<ReportKind, string> = { week: 'weekly', month: 'monthly', quarter: 'quarterly' }
