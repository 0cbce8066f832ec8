import { ApiProblem, type EngagementClient, type ReportWord } from '@plumbline/client'
import { headText, type ReportKind, type Statement, spanAt, spanBefore } from '@plumbline/core'
import { clean, statementMarkdown } from '@plumbline/render'
import type { ApiOptions } from '../commands/options.ts'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit.ts'
import {
  formatFor,
  type OutputOptions,
  printData,
  printJson,
  printListing,
  terminalOf,
  wantsJson,
} from '../output/print.ts'
import { columns, statementTable } from './table.ts'

export type ReportOptions = ApiOptions & OutputOptions
export type AcknowledgeOptions = ApiOptions & { json?: boolean; output?: string; hash?: string }

const KINDS: Record<ReportWord, ReportKind> = { weekly: 'week', monthly: 'month', quarterly: 'quarter' }

const isMissing = (error: unknown) => error instanceof ApiProblem && error.status === 404

/** The last period that is over, in the agreement's zone; where nothing was agreed then, the one that goes on. */
const usual = async (client: EngagementClient, word: ReportWord, now: number): Promise<Statement> => {
  const zone = (await client.status()).agreement?.time_zone ?? 'UTC'
  const present = spanAt(KINDS[word], zone, now)
  try {
    return await client.report(word, spanBefore(present).period)
  } catch (error) {
    if (isMissing(error)) return client.report(word, present.period)
    throw error
  }
}

const print = (context: Context, options: OutputOptions, statement: Statement): void => {
  const listing = { columns, rows: statement.objectives }
  const format = formatFor(context, options)
  if (wantsJson(options)) printJson(context, options, statement)
  else if (format === 'md') printData(context, options, statementMarkdown(statement))
  else if (format === 'table') printData(context, options, statementTable(statement, terminalOf(context, options)))
  else printListing(context, options, listing, statement, 'nothing was judged in it')
}

/** The statement of a period; without one, of the last that is over. */
export const report = async (
  context: Context,
  word: ReportWord,
  period: string | undefined,
  options: ReportOptions,
): Promise<ExitCode> => {
  const client = connect(context, options)
  const statement = await (period === undefined ? usual(client, word, context.now()) : client.report(word, period))
  print(context, options, statement)
  return EXIT.fine
}

/** Reads the statement, and acknowledges exactly that one; with a hash, the one that was read before. */
export const acknowledgeReport = async (
  context: Context,
  period: string,
  options: AcknowledgeOptions,
): Promise<ExitCode> => {
  const client = connect(context, options)
  const hash = options.hash ?? (await client.report('monthly', period)).hash
  const statement = await client.acknowledgeReport(period, hash)
  if (options.json) printJson(context, options, statement)
  else
    printData(
      context,
      options,
      `${clean(statement.summary, 300)}\nStatement ${hash}\nLedger head ${headText(statement.ledger)}\n`,
    )
  const both = statement.acknowledgements.filter(({ current }) => current).length === 2
  context.err.write(
    both ? 'acknowledged by both: what it states is final\n' : 'acknowledged; the other party has not yet\n',
  )
  return EXIT.fine
}
