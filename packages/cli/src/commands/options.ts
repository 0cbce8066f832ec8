import { type Command, InvalidArgumentError, Option } from 'commander'
import { FORMATS } from '../output/format.ts'
import type { OutputOptions } from '../output/print.ts'

export type ApiOptions = { apiUrl?: string; engagement?: string; timeout?: number }

export const withOutput = (command: Command): Command =>
  command
    .option('--json', 'print JSON')
    .addOption(
      new Option('--format <form>', 'form of the data (a table on a terminal, TSV when piped)').choices(FORMATS),
    )
    .option('-o, --output <file>', 'write the data to a file instead of stdout')

/** For commands whose answer is one thing and no list. */
export const withJson = (command: Command): Command =>
  command.option('--json', 'print JSON').option('-o, --output <file>', 'write the data to a file instead of stdout')

export const withApi = (command: Command): Command =>
  command
    .option('--api-url <url>', 'address of the server (or PLUMBLINE_API_URL); the key comes from PLUMBLINE_API_KEY')
    .option('--engagement <name>', 'engagement (or PLUMBLINE_ENGAGEMENT)')
    .option('--timeout <seconds>', 'give up on the server after this long, retries included', seconds)

export const onApiError = (): Option =>
  new Option('--on-api-error <what>', 'if the server can’t be reached').choices(['warn', 'fail']).default('warn')

/** Collects the values of an option that may be given several times. */
export const several = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value]

const wholeNumber =
  (what: string, least: number, most: number) =>
  (value: string): number => {
    const number = Number(value)
    if (!/^\d+$/.test(value) || number < least || number > most)
      throw new InvalidArgumentError(`must be a ${what} from ${least} to ${most}.`)
    return number
  }
export const portNumber = wholeNumber('port', 0, 65_535)
export const positive = wholeNumber('whole number', 1, 1_000_000_000)
const seconds = wholeNumber('number of seconds', 1, 3_600)

export const examples = (...lines: string[]): string =>
  `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`

export type { OutputOptions }

/** A group whose first command is meant where none is named; a word that names none is not taken for it. */
export const byDefault = (group: Command, first: Command, others: Command[]): Command => {
  const names = [first, ...others].map((command) => command.name())
  first.allowExcessArguments(true).hook('preAction', (command) => {
    const [word] = command.args
    if (word !== undefined) command.error(`error: unknown command '${word}'; there is ${names.join(', ')}`)
  })
  group.addCommand(first, { isDefault: true })
  for (const other of others) group.addCommand(other)
  return group
}
