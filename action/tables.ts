// Writes the tables of README.md from action.yml: `node action/tables.ts`. A test fails where they differ.
import { readFileSync, writeFileSync } from 'node:fs'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

type Manifest = {
  inputs: Record<string, { description: string; default?: string }>
  outputs: Record<string, { description: string }>
}

const cell = (text: string) => text.trim().replaceAll('|', '\\|').replaceAll('\n', ' ')

/** Columns padded to their widest cell, as the formatter leaves them. */
const table = (head: string[], rows: string[][]) => {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)))
  const line = (row: string[]) => `| ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |`
  return [line(head), line(widths.map((width) => `:${'-'.repeat(width - 1)}`)), ...rows.map(line)].join('\n')
}

/** README with its two tables as action.yml has them. */
export const withTables = (readme: string, actionYml: string): string => {
  const manifest: Manifest = parse(actionYml)
  const inputs = table(
    ['Input', 'Default', 'What it does'],
    Object.entries(manifest.inputs).map(([name, input]) => [
      `\`${name}\``,
      input.default === undefined ? '' : `\`${input.default}\``,
      cell(input.description),
    ]),
  )
  const outputs = table(
    ['Output', 'What it says'],
    Object.entries(manifest.outputs).map(([name, output]) => [`\`${name}\``, cell(output.description)]),
  )
  const between = (text: string, name: string, content: string) =>
    text.replace(
      new RegExp(`(<!-- ${name}: made from action.yml -->\n)[\\s\\S]*?(<!-- /${name} -->)`),
      (_, start: string, end: string) => `${start}\n${content}\n\n${end}`,
    )
  return between(between(readme, 'inputs', inputs), 'outputs', outputs)
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const path = (name: string) => new URL(name, import.meta.url)
  const readme = path('README.md')
  writeFileSync(readme, withTables(readFileSync(readme, 'utf8'), readFileSync(path('action.yml'), 'utf8')))
}
