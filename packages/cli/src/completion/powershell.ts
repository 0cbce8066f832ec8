import { type CommandNode, everyCommand, type OptionNode } from './tree.ts'

const quoted = (text: string): string => `'${text.replaceAll("'", "''").replaceAll('\n', ' ')}'`
const pathOf = ({ path }: CommandNode): string => path.join(' ')

/** A word and what it means, as a row of the table. */
const row = (word: string, about: string): string => `    @(${quoted(word)}, ${quoted(about || word)})`
const table = (rows: string[]): string => (rows.length === 0 ? '@()' : `@(\n${rows.join(',\n')}\n  )`)

const rowsOf = (node: CommandNode): string[] => [
  ...node.commands.map(({ name, about }) => row(name, about)),
  ...node.arguments.flatMap(({ wants, about }) =>
    wants.kind === 'choice' ? wants.of.map((word) => row(word, about)) : [],
  ),
  ...node.options.flatMap(({ names, about }) => names.map((name) => row(name, about))),
]

const valueLine = (node: CommandNode, { names, wants, about }: OptionNode): string[] => {
  if (wants === null) return []
  const rows = wants.kind === 'choice' ? wants.of.map((word) => row(word, about)) : []
  return names.map(
    (name) =>
      `  ${quoted(`${pathOf(node)}:${name}`)} = ${rows.length === 1 ? `,${rows.join('').trim()}` : table(rows)}`,
  )
}

/** A script for PowerShell 5.1 and later. Where it offers nothing PowerShell itself offers files. */
export const powershellCompletion = (root: CommandNode): string => {
  const nodes = everyCommand(root)
  return `# PowerShell completion for plumbline, made by: plumbline completion powershell
$plumblineWords = @{
${nodes.map((node) => `  ${quoted(pathOf(node))} = ${table(rowsOf(node))}`).join('\n')}
}
$plumblineValues = @{
${nodes.flatMap((node) => node.options.flatMap((option) => valueLine(node, option))).join('\n')}
}
Register-ArgumentCompleter -Native -CommandName plumbline -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $path = ''
  $option = $null
  foreach ($element in @($commandAst.CommandElements | Select-Object -Skip 1)) {
    if ($element.Extent.EndOffset -ge $cursorPosition) { break }
    $word = $element.Extent.Text
    # The value of an option is never taken for a command.
    if ($null -ne $option) { $option = $null; continue }
    if ($plumblineValues.ContainsKey("\${path}:$word")) { $option = "\${path}:$word"; continue }
    $longer = "$path $word".Trim()
    if ($plumblineWords.ContainsKey($longer)) { $path = $longer }
  }
  # Assigned, and not given out by an expression, which would take a list of one apart.
  $rows = $plumblineWords[$path]
  if ($null -ne $option) { $rows = $plumblineValues[$option] }
  foreach ($row in $rows) {
    if ($row[0] -like "$wordToComplete*") {
      [System.Management.Automation.CompletionResult]::new($row[0], $row[0], 'ParameterValue', $row[1])
    }
  }
}
`
}
