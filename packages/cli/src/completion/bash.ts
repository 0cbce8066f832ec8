import { type CommandNode, everyCommand, type PlacedOption, valueOptions, type Wanted } from './tree.ts'

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
const pathOf = ({ path }: CommandNode): string => path.join(' ')

/** What to offer where a value is wanted. Files are left to readline, which knows quotes and `~`. */
const offer = (wants: Wanted): string => {
  switch (wants.kind) {
    case 'choice':
      return `words=${quoted(wants.of.join(' '))}`
    case 'file':
      return 'files=yes'
    case 'folder':
      return 'folders=yes'
    case 'text':
      return ':'
    default:
      return wants satisfies never
  }
}

/** One arm of a `case`; none where nothing would come to it. */
const arm = (patterns: string[], does: string): string[] =>
  patterns.length === 0 ? [] : [`      ${patterns.join('|')}) ${does} ;;`]

const place = ({ path, name }: PlacedOption): string =>
  path === null ? `*${quoted(`:${name}`)}` : quoted(`${path}:${name}`)

/** Arms that offer values: one for each thing offered. */
const offers = (options: PlacedOption[]): string[] =>
  [...Map.groupBy(options, ({ option }) => (option.wants === null ? ':' : offer(option.wants)))]
    .filter(([does]) => does !== ':')
    .flatMap(([does, places]) => arm(places.map(place), does))

/** After the command itself, where no option waits for its value: names of commands, or its argument. */
const wordsOf = (node: CommandNode): string[] => {
  const [argument] = node.arguments
  const first = [
    ...(node.commands.length > 0 ? [`words=${quoted(node.commands.map(({ name }) => name).join(' '))}`] : []),
    ...(argument && !argument.greedy && argument.wants.kind !== 'text' ? [offer(argument.wants)] : []),
  ]
  const always = argument?.greedy ? [offer(argument.wants)] : []
  const does = [...(first.length > 0 ? [`if [ $given = 0 ]; then ${first.join('; ')}; fi`] : []), ...always]
  return does.length > 0 ? arm([quoted(pathOf(node))], does.join('; ')) : []
}

/** A script for bash 3.2 and later. Everything is in it: a TAB starts no process. */
export const bashCompletion = (root: CommandNode): string => {
  const nodes = everyCommand(root)
  const takers = valueOptions(root)
  const named = (greedy: boolean) => takers.filter(({ option }) => option.greedy === greedy).map(place)
  const commands = nodes.flatMap((node) =>
    node.commands.flatMap((sub) =>
      arm([quoted(`${pathOf(node)}:${sub.name}`)], `path=${quoted(pathOf(sub))}; given=0`),
    ),
  )
  const options = nodes.flatMap((node) =>
    arm([quoted(pathOf(node))], `words=${quoted(node.options.flatMap(({ names }) => names).join(' '))}`),
  )

  return `# bash completion for plumbline, made by: plumbline completion bash
_plumbline() {
  local typed path='' option='' greedy='' given=0 words='' files='' folders='' word current
  typed=()
  # Readline takes names apart at colons (gate:run); here they are put together again.
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD}"; do
    current=''
    if [ \${#typed[@]} -gt 0 ]; then current=\${typed[\${#typed[@]}-1]}; fi
    case "$word|$current" in
      :*'|'?*|*'|'*:) typed[\${#typed[@]}-1]=$current$word ;;
      *) typed[\${#typed[@]}]=$word ;;
    esac
  done
  current=\${typed[\${#typed[@]}-1]}
  unset "typed[\${#typed[@]}-1]"

  # The value of an option is never taken for a command.
  for word in "\${typed[@]}"; do
    if [ "$word" = '=' ]; then continue; fi
    if [ -n "$option" ] && [ -z "$greedy" ]; then option=''; continue; fi
    case "$word" in
      -*) option=''; greedy='' ;;
      *) if [ -n "$option" ]; then continue; fi ;;
    esac
    case "$path:$word" in
${[...commands, ...arm(named(false), 'option="$path:$word"'), ...arm(named(true), 'option="$path:$word"; greedy=yes')].join('\n')}
      *:-*) ;;
      *) given=$((given + 1)) ;;
    esac
  done

  if [ "$current" = '=' ]; then current=''; fi
  case "$greedy$current" in yes-*) option='' ;; esac
  if [ -n "$option" ]; then
    case "$option" in
${offers(takers).join('\n')}
    esac
  elif [ "\${current#-}" != "$current" ]; then
    case "$path" in
${options.join('\n')}
    esac
  else
    case "$path" in
${nodes.flatMap(wordsOf).join('\n')}
    esac
  fi

  COMPREPLY=()
  # Files are readline's own answer where there is no other; where none are wanted it gives none.
  if [ -z "$files" ]; then compopt +o default +o bashdefault 2>/dev/null; fi
  if [ -n "$words" ]; then
    local IFS=$' \\n'
    COMPREPLY=($(compgen -W "$words" -- "$current"))
    case "$current" in *:*) COMPREPLY=("\${COMPREPLY[@]#"\${current%"\${current##*:}"}"}") ;; esac
  elif [ -n "$folders" ]; then
    compopt -o filenames 2>/dev/null
    while IFS= read -r word; do COMPREPLY[\${#COMPREPLY[@]}]=$word; done < <(compgen -d -- "$current")
  fi
  return 0
}
complete -o bashdefault -o default -F _plumbline plumbline
`
}
