import { everyCommand, helpOf, seenProgram } from './program.ts'

const anchor = (path: readonly string[]): string => ['plumbline', ...path].join('-')

/** Commands at a glance, and what `--help` prints for each: the generated parts of docs/cli.md. */
export const commandTable = (): string => {
  const rows = everyCommand(seenProgram().program)
    .filter(({ path, command }) => path.length > 0 && command.commands.length === 0)
    .map(({ path, command }) => `| [\`plumbline ${path.join(' ')}\`](#${anchor(path)}) | ${command.summary()} |`)
  return ['| command | does |', '| :-- | :-- |', ...rows].join('\n')
}

const section = (path: readonly string[]): string =>
  `### plumbline ${path.join(' ')}\n\n\`\`\`text\n${helpOf(path).trimEnd()}\n\`\`\``

export const commandReference = (): string =>
  everyCommand(seenProgram().program)
    .filter(({ path, command }) => path.length > 0 && command.commands.length === 0)
    .map(({ path }) => section(path))
    .join('\n\n')
