import { ApiProblem, type EngagementClient, type ReportWord } from '@plumbline/client'
import { headText, type ReportKind, type Statement, type StatementRow, spanAt, spanBefore } from '@plumbline/core'
import {
  ANSWER_WORDS,
  clean,
  localTime,
  needsWho,
  previousFigure,
  QUESTION_WORDS,
  rowFigure,
  rowStatus,
  STATE_WORDS,
  setAsideLines,
  statementMarkdown,
  trendWord,
  windowWords,
} from '@plumbline/render'
import type { ApiOptions } from '../commands/options.ts'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit.ts'
import { type Column, formatListing, type Listing } from '../output/listing.ts'
import {
  formatFor,
  type OutputOptions,
  printData,
  printJson,
  printListing,
  terminalOf,
  wantsJson,
} from '../output/print.ts'

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

const columns: Column<StatementRow>[] = [
  {
    key: 'status',
    title: 'Verdict',
    text: ({ status }) => status,
    shown: rowStatus,
    tone: ({ status }) =>
      status === 'breached' ? 'red' : status === 'met' ? 'green' : status === 'at_risk' ? 'yellow' : 'dim',
  },
  { key: 'objective', title: 'Objective', text: ({ objective }) => objective },
  { key: 'value', title: 'Value', text: ({ value }) => String(value ?? ''), machine: true },
  { key: 'display', title: 'Now', text: ({ display }) => display, shown: rowFigure, align: 'right' },
  { key: 'target', title: 'Target', text: ({ target }) => target, align: 'right' },
  { key: 'samples', title: 'n', text: ({ samples }) => String(samples), align: 'right' },
  {
    key: 'previous',
    title: 'Before',
    text: ({ previous }) => previous?.display ?? '',
    shown: (row) => `${previousFigure(row)}${row.trend === null ? '' : ` ${trendWord(row)}`}`,
    align: 'right',
  },
  { key: 'window', title: 'Window', text: ({ window }) => window?.label ?? '', shown: windowWords },
  { key: 'service', title: 'Service', text: ({ service }) => service },
  { key: 'state', title: 'State', text: ({ state }) => state, machine: true },
  { key: 'no_data_reason', title: 'Why', text: (row) => row.no_data_reason ?? '', machine: true },
  { key: 'owed_by', title: 'Owed by', text: (row) => row.owed_by, machine: true },
  { key: 'breach_id', title: 'Breach', text: (row) => row.breach_id ?? '', machine: true },
]

const block = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)]

const creditLines = ({ money, money_note: note }: Statement): string[] => {
  if (money === null) return note === null ? [] : [note]
  const credited = money.credits.map((line) =>
    line.kind === 'cap'
      ? `${line.amount}  cap: ${clean(line.detail, 200)}`
      : `${line.amount}  ${clean(line.title, 80)} of ${clean(line.service, 70)}: ${clean(line.detail, 200)}`,
  )
  const adjusted = money.adjustments.map(({ amount, detail }) => `${amount}  adjustment: ${clean(detail, 200)}`)
  const earned = money.bonuses.map(
    ({ amount, title, detail }) => `${amount}  bonus, apart: ${clean(title, 80)}: ${clean(detail, 200)}`,
  )
  return [...credited, ...adjusted, `${money.text.owed}  owed${money.provisional ? ', provisional' : ''}`, ...earned]
}

const tableOf = (
  statement: Statement,
  listing: Listing<StatementRow>,
  terminal: Parameters<typeof formatListing>[2],
) => {
  const { parties, state, questions, needs, time_zone: zone, acknowledgements, hash, ledger } = statement
  return [
    clean(statement.summary, 300),
    `${clean(parties.client, 80)} and ${clean(parties.vendor, 80)}; ${STATE_WORDS[state]}`,
    '',
    formatListing(listing, 'table', terminal).trimEnd(),
    ...block(
      'Questions',
      questions.map((one) => `${QUESTION_WORDS[one.question]} ${ANSWER_WORDS[one.answer]}: ${clean(one.detail, 300)}`),
    ),
    ...block(
      'Needs a decision',
      needs.map(
        (need) =>
          `${needsWho(statement, need)}${need.due_at === null ? '' : ` by ${localTime(need.due_at, zone)}`}: ${clean(need.detail, 200)}`,
      ),
    ),
    ...block('Set aside and disputed', setAsideLines(statement)),
    ...block('Credits', creditLines(statement)),
    ...block(
      'Acknowledged',
      acknowledgements.map(
        ({ party, at, current }) =>
          `${clean(parties[party], 80)}, ${localTime(at, zone)}${current ? '' : ': an earlier state of it'}`,
      ),
    ),
    '',
    `Statement ${hash}`,
    `Ledger head ${headText(ledger)}`,
    '',
  ].join('\n')
}

const print = (context: Context, options: OutputOptions, statement: Statement): void => {
  const listing = { columns, rows: statement.objectives }
  const format = formatFor(context, options)
  if (wantsJson(options)) printJson(context, options, statement)
  else if (format === 'md') printData(context, options, statementMarkdown(statement))
  else if (format === 'table') printData(context, options, tableOf(statement, listing, terminalOf(context, options)))
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
