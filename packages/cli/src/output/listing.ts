import { type Cell, type Colour, harmless, layOut, painter } from '@plumbline/render'
import type { Format } from './format.ts'
import { oneLine } from './text.ts'

export type Column<Row> = {
  /** Stable snake_case name: the CSV header. */
  key: string
  /** What a person reads; only tables show it. */
  title: string
  text: (row: Row) => string
  /** How a table shows it, where machines want it otherwise. */
  shown?: (row: Row) => string
  align?: 'right'
  /** Left out of tables: for machines, or too wide. */
  machine?: boolean
  tone?: (row: Row) => Colour | null
}

/** What a table is drawn on; no width is too narrow where nobody looks at a terminal. */
export type Terminal = { colour: boolean; width: number }

/** A list of things of one kind, in every form it can be asked for. */
export type Listing<Row> = {
  columns: Column<Row>[]
  rows: Row[]
  /** What a line of NDJSON holds, where that is not the whole row. */
  line?: (row: Row) => unknown
}

/** Columns that stand on the first line of a row where the terminal is too narrow for all of them. */
const LEADS = 3

const table = <Row>({ columns, rows }: Listing<Row>, { colour, width }: Terminal): string => {
  const shown = columns.filter((column) => !column.machine)
  const heads = shown.map((column): Cell => ({ text: column.title, colour: 'dim' }))
  const body = rows.map((row) =>
    shown.map((column): Cell => {
      const tone = column.tone?.(row) ?? null
      return {
        text: oneLine((column.shown ?? column.text)(row)),
        ...(tone === null ? {} : { colour: tone }),
        ...(column.align === undefined ? {} : { align: column.align }),
      }
    }),
  )
  return `${layOut([heads, ...body], width, painter(colour), LEADS)
    .flat()
    .map(harmless)
    .join('\n')}\n`
}

const tsv = <Row>({ columns, rows }: Listing<Row>): string =>
  rows.map((row) => `${columns.map((column) => oneLine(column.text(row))).join('\t')}\n`).join('')

/** RFC 4180; a cell that a spreadsheet would run as a formula gets an apostrophe before it. */
const csvCell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[-+]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
const csv = <Row>({ columns, rows }: Listing<Row>): string =>
  [columns.map((column) => column.key), ...rows.map((row) => columns.map((column) => column.text(row)))]
    .map((cells) => `${cells.map(csvCell).join(',')}\r\n`)
    .join('')

const mdCell = (text: string): string =>
  oneLine(text).replace(/[\\`*_{}[\]<>|@#~&]/g, (sign) =>
    sign === '@' || sign === '#' ? `${sign}\u200b` : `\\${sign}`,
  )
const md = <Row>({ columns, rows }: Listing<Row>): string => {
  const shown = columns.filter((column) => !column.machine)
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [
    line(shown.map((column) => column.title)),
    `|${shown.map((column) => (column.align === 'right' ? '--:' : ':--')).join('|')}|`,
    ...rows.map((row) => line(shown.map((column) => mdCell((column.shown ?? column.text)(row))))),
    '',
  ].join('\n')
}

export const formatListing = <Row>(listing: Listing<Row>, format: Format, terminal: Terminal): string => {
  switch (format) {
    case 'table':
      return table(listing, terminal)
    case 'tsv':
      return tsv(listing)
    case 'csv':
      return csv(listing)
    case 'md':
      return md(listing)
    case 'ndjson':
      return listing.rows.map((row) => `${JSON.stringify(listing.line?.(row) ?? row)}\n`).join('')
    default:
      return format satisfies never
  }
}
