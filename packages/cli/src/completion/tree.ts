import type { Argument, Command, Option } from 'commander'

/** What a word may be where a value is wanted. */
export type Wanted =
  | { kind: 'choice'; of: readonly string[] }
  | { kind: 'file' }
  | { kind: 'folder' }
  /** Anything; there is nothing to offer. */
  | { kind: 'text' }

export type OptionNode = {
  /** As typed, long ones last: `-o`, `--output`. */
  names: string[]
  about: string
  /** Null where it takes no value. */
  wants: Wanted | null
  /** What its value is called, e.g. `file`; empty where it takes none. */
  value: string
  /** Takes value after value until the next option. */
  greedy: boolean
  /** Makes sense more than once. */
  repeats: boolean
}

export type ArgumentNode = { name: string; about: string; wants: Wanted; greedy: boolean }

/** A command as completion sees it: everything that can be typed after it. */
export type CommandNode = {
  name: string
  /** The words that lead to it, its own last, without the program's. */
  path: string[]
  about: string
  commands: CommandNode[]
  options: OptionNode[]
  arguments: ArgumentNode[]
}

const FILES = new Set(['file', 'files', 'globs'])

const wantedFor = (name: string, choices: readonly string[] | undefined): Wanted => {
  if (choices !== undefined) return { kind: 'choice', of: choices }
  if (FILES.has(name)) return { kind: 'file' }
  return name === 'folder' ? { kind: 'folder' } : { kind: 'text' }
}

const optionNode = (option: Option): OptionNode => {
  const value = /[<[]([\w-]+)/.exec(option.flags)?.[1] ?? ''
  return {
    names: [option.short, option.long].filter((name) => name !== undefined),
    about: option.description,
    wants: option.required || option.optional ? wantedFor(value, option.argChoices) : null,
    value,
    greedy: option.variadic,
    repeats: option.variadic || /may be repeated/.test(option.description),
  }
}

const argumentNode = (argument: Argument): ArgumentNode => ({
  name: argument.name(),
  about: argument.description,
  wants: wantedFor(argument.name(), argument.argChoices),
  greedy: argument.variadic,
})

/** A group takes everything that its default command takes, beside the names of its commands. */
const defaultOf = (command: Command): Command | undefined =>
  command.commands.find((sub) => sub.name() === Reflect.get(command, '_defaultCommandName'))

const HELP = 'help'

/** The tree of a program. `help` is offered once, for all commands. */
export const treeOf = (command: Command, path: string[] = [], program: Command = command): CommandNode => {
  const help = command.createHelp()
  const meant = defaultOf(command) ?? command
  const subs = help.visibleCommands(command).filter((sub) => sub.name() !== HELP || path.length === 0)
  const options = [...help.visibleOptions(meant), ...help.visibleOptions(command)].map(optionNode)
  return {
    name: command.name(),
    path,
    about: command.summary() || command.description(),
    commands: subs.map((sub) => treeOf(sub, [...path, sub.name()], program)),
    options: options.filter((one, i) => options.findIndex(({ names }) => names.join() === one.names.join()) === i),
    arguments: path.join() === HELP ? [helpArgument(program)] : meant.registeredArguments.map(argumentNode),
  }
}

const helpArgument = (program: Command): ArgumentNode => ({
  name: 'command',
  about: 'command that help is wanted for',
  wants: { kind: 'choice', of: program.commands.map((command) => command.name()) },
  greedy: false,
})

/** A command and all below it. */
export const everyCommand = (node: CommandNode): CommandNode[] => [node, ...node.commands.flatMap(everyCommand)]

/** An option by the places it means the same in: everywhere (null), or after this command alone. */
export type PlacedOption = { path: string | null; name: string; option: OptionNode }

const meaning = ({ wants, greedy }: OptionNode): string => JSON.stringify([wants, greedy])

/** Every option that takes a value, said once where it means the same in every command that has it. */
export const valueOptions = (root: CommandNode): PlacedOption[] => {
  const all = everyCommand(root).flatMap((node) =>
    node.options
      .filter(({ wants }) => wants !== null)
      .flatMap((option) => option.names.map((name) => ({ path: node.path.join(' '), name, option }))),
  )
  return [...Map.groupBy(all, ({ name }) => name)].flatMap(([name, places]): PlacedOption[] => {
    const [first] = places
    const alike = first && places.every(({ option }) => meaning(option) === meaning(first.option))
    return alike ? [{ path: null, name, option: first.option }] : places
  })
}
