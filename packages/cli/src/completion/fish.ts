import { type CommandNode, everyCommand, type OptionNode, valueOptions, type Wanted } from './tree.ts'

const quoted = (text: string): string => `'${text.replace(/['\\]/g, '\\$&').replaceAll('\n', ' ')}'`
const pathOf = ({ path }: CommandNode): string => path.join(' ')
const at = (node: CommandNode): string => `-n ${quoted(`__plumbline_at ${quoted(pathOf(node))}`)}`

/** `-f`: no files beside what is offered. */
const offered = (wants: Wanted): string => {
  switch (wants.kind) {
    case 'choice':
      return `-f -a ${quoted(wants.of.join(' '))}`
    case 'file':
      return '-F'
    case 'folder':
      return "-f -a '(__fish_complete_directories)'"
    case 'text':
      return '-f'
    default:
      return wants satisfies never
  }
}

const optionLine = (node: CommandNode, { names, about, wants }: OptionNode): string => {
  const flags = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`)).join(' ')
  return `complete -c plumbline ${at(node)} ${flags}${wants === null ? '' : ` -r ${offered(wants)}`} -d ${quoted(about)}`
}

const linesOf = (node: CommandNode): string[] => [
  ...node.commands.map(({ name, about }) => `complete -c plumbline ${at(node)} -a ${quoted(name)} -d ${quoted(about)}`),
  ...node.arguments
    .filter(({ wants }) => wants.kind !== 'text')
    .map(({ wants, about }) => `complete -c plumbline ${at(node)} ${offered(wants)} -d ${quoted(about)}`),
  ...node.options.map((option) => optionLine(node, option)),
]

/** A script for fish 3.2 and later. Everything is in it: a TAB starts no process. */
export const fishCompletion = (root: CommandNode): string => {
  const nodes = everyCommand(root)
  const steps = nodes.flatMap((node) =>
    node.commands.map(
      (sub) =>
        `            case ${quoted(`${pathOf(node)}:${sub.name}`)}\n                set path ${quoted(pathOf(sub))}`,
    ),
  )
  const takers = valueOptions(root).map(({ path, name }) => quoted(`${path ?? '*'}:${name}`))
  return `# fish completion for plumbline, made by: plumbline completion fish
# The command that the words before the cursor lead to; the value of an option is never taken for one.
function __plumbline_path
    set -l path ''
    set -l skip no
    for word in (commandline -opc)[2..]
        if test $skip = yes
            set skip no
            continue
        end
        switch "$path:$word"
            case ${takers.join(' ')}
                set skip yes
${steps.join('\n')}
        end
    end
    echo "$path"
end
function __plumbline_at
    test (__plumbline_path) = "$argv[1]"
end
complete -c plumbline -f
${nodes.flatMap(linesOf).join('\n')}
`
}
