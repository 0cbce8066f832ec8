import { writeFileSync } from 'node:fs'
import { extname, resolve } from 'node:path'
import type { Context } from '../context.ts'
import { usage } from '../exit.ts'
import type { Format } from './format.ts'
import { formatListing, type Listing, type Terminal } from './listing.ts'

/** How the data is wanted; the options every command shares. */
export type OutputOptions = { json?: boolean; format?: Format; output?: string }

/** Writes data: to the file where one was named, else to stdout. */
export const printData = (context: Context, options: OutputOptions, text: string): void => {
  if (options.output === undefined) {
    context.out.write(text)
    return
  }
  try {
    writeFileSync(resolve(context.cwd, options.output), text)
  } catch (error) {
    throw usage(`can’t write ${options.output}: ${error instanceof Error ? error.message : String(error)}`)
  }
  context.err.write(`wrote ${options.output}\n`)
}

export const printJson = (context: Context, options: OutputOptions, value: unknown): void =>
  printData(context, options, `${JSON.stringify(value, null, 2)}\n`)

const BY_EXTENSION: Record<string, Format> = {
  '.csv': 'csv',
  '.tsv': 'tsv',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.md': 'md',
}

/** A file and a pipe have no width and no colour; colour may be forced for a pipe all the same. */
export const terminalOf = ({ out }: Context, { output }: OutputOptions): Terminal => ({
  colour: output === undefined && out.colour,
  width: output === undefined && out.isTerminal ? out.columns : Number.POSITIVE_INFINITY,
})

/** JSON by `--json` or a file named so. */
export const wantsJson = ({ json, format, output }: OutputOptions): boolean =>
  json === true || (format === undefined && output !== undefined && extname(output) === '.json')

export const formatFor = (context: Context, { format, output }: OutputOptions): Format =>
  format ??
  (output === undefined ? (context.out.isTerminal ? 'table' : 'tsv') : (BY_EXTENSION[extname(output)] ?? 'tsv'))

/**
 * Prints a list. `json` is the whole answer as the API gives it; the other forms have one line for each row.
 * @param empty said on stderr where there is nothing to list: which step is missing, and how to do it
 */
export const printListing = <Row>(
  context: Context,
  options: OutputOptions,
  listing: Listing<Row>,
  json: unknown,
  empty: string,
): void => {
  if (wantsJson(options)) {
    printJson(context, options, json)
    return
  }
  const format = formatFor(context, options)
  if (listing.rows.length === 0) {
    context.err.write(`${empty}\n`)
    if (format === 'table') return
  }
  printData(context, options, formatListing(listing, format, terminalOf(context, options)))
}
