import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Evaluation, ObjectiveResult } from '@plumbline/core'
import { type Colour, comment, terminal } from '@plumbline/render'
import type { Context } from '../context.ts'
import { usage } from '../exit.ts'
import { type Column, formatListing } from '../output/listing.ts'
import { printData, terminalOf, wantsJson } from '../output/print.ts'
import type { GateOptions } from './options.ts'

const TONES: Partial<Record<ObjectiveResult['status'], Colour>> = { breached: 'red', at_risk: 'yellow', met: 'green' }

/** One line for each objective, for scripts. */
export const objectiveColumns: Column<ObjectiveResult>[] = [
  { key: 'status', title: 'Status', text: ({ status }) => status, tone: ({ status }) => TONES[status] ?? 'dim' },
  { key: 'objective', title: 'Objective', text: ({ id }) => id },
  { key: 'indicator', title: 'Indicator', text: ({ indicator }) => indicator, machine: true },
  { key: 'value', title: 'Value', text: ({ value }) => (value === null ? '' : String(value)), machine: true },
  { key: 'unit', title: 'Unit', text: ({ unit }) => unit, machine: true },
  { key: 'display', title: 'Now', text: ({ display }) => display, align: 'right' },
  { key: 'target', title: 'Target', text: ({ target }) => target, align: 'right' },
  { key: 'margin', title: 'Margin', text: ({ margin }) => margin },
  { key: 'blocking', title: 'Blocks', text: ({ blocking }) => (blocking ? 'yes' : '') },
]

const markdownFile = (context: Context, file: string, text: string): void => {
  try {
    writeFileSync(resolve(context.cwd, file), text)
  } catch (error) {
    throw usage(`can’t write ${file}: ${error instanceof Error ? error.message : String(error)}`)
  }
  context.err.write(`wrote ${file}\n`)
}

const rendered = (context: Context, options: GateOptions, evaluation: Evaluation, written: () => string): string => {
  const { format, all = false } = options
  const { colour, width } = terminalOf(context, options)
  if (wantsJson(options)) return `${JSON.stringify(evaluation, null, 2)}\n`
  if (format === 'md') return written()
  if (format === undefined || format === 'table')
    return `${terminal(evaluation, { colour, width: context.out.columns, all })}\n`
  return formatListing({ columns: objectiveColumns, rows: evaluation.objectives }, format, { colour, width })
}

/** Prints a verdict in the form that was asked for; `markdown` is the server's comment, where a server judged. */
export const printVerdict = (
  context: Context,
  options: GateOptions,
  evaluation: Evaluation,
  markdown: string | null,
): void => {
  const written = () => markdown ?? comment(evaluation)
  if (options.markdown !== undefined) markdownFile(context, options.markdown, written())
  printData(context, options, rendered(context, options, evaluation, written))
}
