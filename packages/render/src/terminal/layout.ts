import type { Colour, Paint } from './paint.ts'

export type Cell = { text: string; colour?: Colour; align?: 'right' }

/** Emoji and East Asian letters take two columns of a terminal. */
const WIDE =
  /\p{Emoji_Presentation}|[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/u
const NARROW = /\p{M}|\u200D|\u200C/u

export const columns = (text: string): number =>
  [...text].reduce((sum, character) => sum + (NARROW.test(character) ? 0 : WIDE.test(character) ? 2 : 1), 0)

const pad = ({ text, align }: Cell, width: number) => {
  const blanks = ' '.repeat(Math.max(0, width - columns(text)))
  return align === 'right' ? blanks + text : text + blanks
}

const GAP = 2
const INDENT = '  '

/** Widths of the columns; an empty column takes no room. */
const widthsOf = (rows: Cell[][]): number[] =>
  Array.from({ length: Math.max(0, ...rows.map((row) => row.length)) }, (_, at) =>
    Math.max(0, ...rows.map((row) => columns(row[at]?.text ?? ''))),
  )

/**
 * Rows under one another in columns, as the lines of each row. Where that is wider than the terminal, every row takes
 * its first `leads` cells on one line and the others below.
 */
export const layOut = (rows: Cell[][], width: number, paint: Paint, leads: number): string[][] => {
  const widths = widthsOf(rows)
  const shown = (row: Cell[]) =>
    row.map((cell, at) => ({ cell, width: widths[at] ?? 0 })).filter((column) => column.width > 0)
  const painted = ({ colour }: Cell, text: string) => (colour ? paint(text, colour) : text)
  const wide = INDENT.length - GAP + widths.reduce((sum, one) => sum + (one > 0 ? one + GAP : 0), 0) > width
  return rows.map((row) => {
    if (!wide)
      return [
        (
          INDENT +
          shown(row)
            .map((column) => painted(column.cell, pad(column.cell, column.width)))
            .join(' '.repeat(GAP))
        ).trimEnd(),
      ]
    const lead = row.slice(0, leads).filter(({ text }) => text !== '')
    const rest = row.slice(leads).filter(({ text }) => text !== '')
    return [
      INDENT + lead.map((cell) => painted(cell, cell.text)).join(' '),
      ...wrap(rest.map(({ text }) => text).join(' · '), width, INDENT.repeat(2)),
    ]
  })
}

/** Text in lines of at most `width` columns, where its words allow it. */
export const wrap = (text: string, width: number, indent = ''): string[] => {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && columns(indent) + columns(line) + 1 + columns(word) > width) {
      lines.push(indent + line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return line === '' ? lines : [...lines, indent + line]
}

/** A log line that starts with `::` or carries `##[` would be a command to the runner of GitHub Actions. */
export const harmless = (line: string): string => line.replace(/^(\s*):(?=:)/, '$1: ').replaceAll('##[', '## [')
