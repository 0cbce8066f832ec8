import { type ArgumentNode, type CommandNode, everyCommand, type OptionNode, type Wanted } from './tree.ts'

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
/** Text inside a specification, where brackets and colons end it. */
const plain = (text: string): string => text.replace(/[[\]:\\]/g, '\\$&').replaceAll('\n', ' ')
const functionOf = ({ path }: CommandNode): string => ['_plumbline', ...path].join('_').replaceAll('-', '_')

const action = (wants: Wanted): string => {
  switch (wants.kind) {
    case 'choice':
      return `(${wants.of.map((word) => word.replaceAll(':', '\\:')).join(' ')})`
    case 'file':
      return '_files'
    case 'folder':
      return '_files -/'
    case 'text':
      return '()'
    default:
      return wants satisfies never
  }
}

const optionSpec = ({ names, about, wants, value, repeats }: OptionNode): string[] => {
  const others = repeats ? '' : `(${names.join(' ')})`
  return names.map((name) => {
    const taking = wants === null ? '' : name.startsWith('--') ? '=' : '+'
    const gives = wants === null ? '' : `:${plain(value)}:${action(wants)}`
    return quoted(`${repeats ? '*' : others}${name}${taking}[${plain(about)}]${gives}`)
  })
}

const argumentSpec = (argument: ArgumentNode, i: number): string =>
  quoted(`${argument.greedy ? '*' : i + 1}:${plain(argument.about || argument.name)}:${action(argument.wants)}`)

/** Values of an option that takes several go on where the command itself takes no words. */
const moreFiles = (node: CommandNode): string[] =>
  node.arguments.length === 0 && node.options.some((option) => option.greedy) ? [quoted('*:file:_files')] : []

const leaf = (node: CommandNode): string =>
  `${functionOf(node)}() {\n  _arguments -s ${[...node.options.flatMap(optionSpec), ...node.arguments.map(argumentSpec), ...moreFiles(node)].join(' \\\n    ')}\n}`

const group = (node: CommandNode): string => `${functionOf(node)}() {
  local curcontext=$curcontext state line ret=1
  _arguments -s -C ${node.options.flatMap(optionSpec).join(' \\\n    ')} \\
    '1: :->command' '*:: :->rest' && ret=0
  case $state in
    command)
      local -a commands=(
${node.commands.map(({ name, about }) => `        ${quoted(`${name}:${about.replaceAll('\n', ' ')}`)}`).join('\n')}
      )
      _describe -t commands command commands && ret=0
      ;;
    rest)
      case $words[1] in
${node.commands.map((sub) => `        ${sub.name}) ${functionOf(sub)} && ret=0 ;;`).join('\n')}
      esac
      ;;
  esac
  return ret
}`

/** A script for zsh, sourced or on `fpath` as `_plumbline`. Everything is in it: a TAB starts no process. */
export const zshCompletion = (root: CommandNode): string => `#compdef plumbline
# zsh completion for plumbline, made by: plumbline completion zsh
${everyCommand(root)
  .map((node) => (node.commands.length > 0 ? group(node) : leaf(node)))
  .join('\n')}

if [ "$funcstack[1]" = _plumbline ]; then
  _plumbline "$@"
else
  compdef _plumbline plumbline
fi
`
