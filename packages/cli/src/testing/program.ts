import type { Command } from 'commander'
import type { Context, Sink } from '../context.ts'
import { readInputs } from '../inputs.ts'
import { createPaint } from '../output/colour.ts'
import { createProgram } from '../program.ts'

export type Heard = { context: Context; out: () => string; err: () => string }
export type Seen = Omit<Heard, 'context'> & { program: Command }

const sink = (): { sink: Sink; text: () => string } => {
  let text = ''
  return {
    sink: {
      write: (more) => {
        text += more
      },
      isTerminal: false,
      columns: 100,
      colour: false,
      paint: createPaint(false),
    },
    text: () => text,
  }
}

/** A world in which nothing is, and what is said is kept. */
export const heardContext = (env: Record<string, string> = {}): Heard => {
  const [out, err] = [sink(), sink()]
  const context: Context = {
    inputs: readInputs(env),
    cwd: '/nonexistent',
    now: Date.now,
    out: out.sink,
    err: err.sink,
    stdin: { isTerminal: false, read: async () => '' },
  }
  return { context, out: out.text, err: err.text }
}

/** The program as it is, with what it says kept instead of printed. */
export const seenProgram = (): Seen => {
  const { context, ...said } = heardContext()
  return { program: createProgram({ context, finish: () => {} }), ...said }
}

/** Words that a command can't do without: its arguments, and the options it requires. */
export const neededBy = (command: Command): string[] => [
  ...command.registeredArguments
    .filter(({ required }) => required)
    .map((argument) => argument.argChoices?.[0] ?? (argument.name() === 'version' ? '1' : 'x')),
  ...command.options
    .filter(({ mandatory }) => mandatory)
    .flatMap(({ long, argChoices }) => [long ?? '', argChoices?.[0] ?? 'x']),
]

/** Every command with its words, groups included; without `help`, which commander makes itself. */
export const everyCommand = (command: Command, path: string[] = []): { path: string[]; command: Command }[] => [
  { path, command },
  ...command.commands.flatMap((sub) => everyCommand(sub, [...path, sub.name()])),
]

/** What `--help` prints. */
export const helpOf = (path: readonly string[]): string => {
  const { program, out } = seenProgram()
  const found = everyCommand(program).find((one) => one.path.join(' ') === path.join(' '))
  if (!found) throw new Error(`there is no ${path.join(' ')}`)
  found.command.outputHelp()
  return out()
}

/** Lines of a help text that a reader would type. */
export const examplesIn = (help: string): string[] => [...help.matchAll(/^ {2}\$ (.+)$/gm)].map(([, line = '']) => line)

/** The words of each `plumbline` in a line of shell, as a shell would take the line apart. */
export const wordsIn = (line: string): string[][] => {
  const words = [...line.matchAll(/(?:"[^"]*"|'[^']*'|\\.|[^\s"'])+/g)].map(([word]) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, (_, double?: string, single?: string) => double ?? single ?? ''),
  )
  const ends = new Set(['|', '&&', '>', '<', ';'])
  const calls: string[][] = []
  for (let i = 0; i < words.length; i++) {
    if (words[i] !== 'plumbline') continue
    const end = words.findIndex((word, at) => at > i && ends.has(word))
    calls.push(words.slice(i + 1, end < 0 ? undefined : end))
  }
  return calls
}
