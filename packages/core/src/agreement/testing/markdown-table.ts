/** A Markdown table as the repository's formatter leaves it: columns of one width, aligned left. */
export const markdownTable = (header: readonly string[], rows: readonly (readonly string[])[]): string => {
  const widths = header.map((name, column) =>
    Math.max(3, ...[name, ...rows.map((row) => row[column] ?? '')].map((cell) => cell.length)),
  )
  const line = (cells: readonly string[], fill = ' ') =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width, fill)).join(' | ')} |`
  return [
    line(header),
    line(
      header.map(() => ':'),
      '-',
    ),
    ...rows.map((row) => line(row)),
  ].join('\n')
}
