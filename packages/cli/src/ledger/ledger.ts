import { everyRow } from '@plumbline/client'
import { countText, entryLine, headText, type LedgerEntry, shortHead, verifyLedger } from '@plumbline/core'
import type { ApiOptions } from '../commands/options.ts'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit.ts'
import type { Column } from '../output/listing.ts'
import { type OutputOptions, printData, printJson, printListing } from '../output/print.ts'
import { shortTime } from '../output/time.ts'
import { byOf, told } from './told.ts'

export type ListOptions = ApiOptions & OutputOptions & { limit: number }
export type HeadOptions = ApiOptions & OutputOptions

const columns: Column<LedgerEntry>[] = [
  { key: 'seq', title: 'Entry', text: ({ seq }) => String(seq), align: 'right' },
  { key: 'at', title: 'Decided', text: ({ at }) => at, shown: ({ at }) => shortTime(at) },
  { key: 'type', title: 'What', text: ({ body }) => body.type },
  { key: 'by', title: 'By', text: byOf },
  { key: 'says', title: 'Says', text: told },
  { key: 'hash', title: 'Hash', text: ({ hash }) => hash, machine: true },
]

const PAGE = 1_000

export const listLedger = async (context: Context, options: ListOptions): Promise<ExitCode> => {
  const client = connect(context, options)
  const limit = Math.min(PAGE, options.limit)
  const rows: LedgerEntry[] = []
  for await (const row of everyRow((cursor) => client.ledger({ sort: '-seq', limit, cursor }))) {
    rows.push(row)
    if (rows.length === options.limit) break
  }
  printListing(context, options, { columns, rows }, { data: rows }, 'nothing was decided yet')
  return EXIT.fine
}

/** The whole chain as a file, checked on its way: a server that gave out a broken one is found at once. */
export const exportLedger = async (context: Context, options: HeadOptions): Promise<ExitCode> => {
  const client = connect(context, options)
  const lines: string[] = []
  for await (const entry of everyRow((cursor) => client.ledger({ limit: PAGE, cursor }))) lines.push(entryLine(entry))
  const text = lines.map((line) => `${line}\n`).join('')
  const verdict = verifyLedger(text)
  if (options.json)
    printData(
      context,
      options,
      `${JSON.stringify(
        lines.map((line) => JSON.parse(line)),
        null,
        2,
      )}\n`,
    )
  else printData(context, options, text)
  if (verdict.ok) {
    context.err.write(
      `${countText(lines.length, 'entry', 'entries')}, each fits the one before; head ${headText(verdict.head)}\n`,
    )
    return EXIT.fine
  }
  const { fault } = verdict
  context.err.write(`the server’s chain does not fit at entry ${fault.seq ?? fault.line}: ${fault.detail}\n`)
  return EXIT.no
}

export const showHead = async (context: Context, options: HeadOptions): Promise<ExitCode> => {
  const head = await connect(context, options).ledgerHead()
  if (options.json) printJson(context, options, head)
  else printData(context, options, `${headText(head)}\n`)
  context.err.write(`keep it: plumbline ledger verify FILE --witness ${shortHead(head)}\n`)
  return EXIT.fine
}
