export type Cell = string | number | boolean | null | undefined

const FORMULA = /^[=+\-@\t\r]/
const NEEDS_QUOTES = /[",\r\n]/

/** A spreadsheet runs a text that starts like a formula; an apostrophe in front makes it a text again. */
const cell = (value: Cell): string => {
  if (typeof value !== 'string') return value === null || value === undefined ? '' : String(value)
  const harmless = FORMULA.test(value) ? `'${value}` : value
  return NEEDS_QUOTES.test(harmless) || harmless !== value ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** RFC 4180, with a header line. */
export const csv = <Row>(columns: Readonly<Record<string, (row: Row) => Cell>>, rows: readonly Row[]): string =>
  [Object.keys(columns), ...rows.map((row) => Object.values(columns).map((read) => read(row)))]
    .map((cells) => `${cells.map(cell).join(',')}\r\n`)
    .join('')
