/** A fenced block of a page. */
export type Block = {
  /** First word of the info string: the language that is coloured. */
  language: string
  /** Runs, in the order of the page. */
  run: boolean
  /** Exit code its last command must end with. */
  exit: number
  /** Written to this file, in place of being run. */
  file: string | null
  /** Why it can't run here; null where it runs, or is nothing to run. */
  skip: string | null
  text: string
  /** Lines of the page it lies between, fences not included; counted from 0. */
  from: number
  to: number
}

/** A command as it is typed, and what the page shows of its answer; null where it shows none. */
export type Command = { text: string; shows: string[] | null }

const FENCE = /^( *)(`{3,})([^`]*)$/

const attribute = (info: string, name: string): string | null => {
  const found = new RegExp(`(?:^|\\s)${name}=(?:"([^"]*)"|(\\S+))`).exec(info)
  return found ? (found[1] ?? found[2] ?? '') : null
}

/** Every fenced block of a page; those inside an HTML comment too, which readers don't see. */
export const blocksOf = (page: string): Block[] => {
  const lines = page.split('\n')
  const blocks: Block[] = []
  for (let i = 0; i < lines.length; i++) {
    const [, indent = '', ticks, info = ''] = FENCE.exec(lines[i] ?? '') ?? []
    if (ticks === undefined) continue
    const end = lines.findIndex((line, at) => at > i && line.trim() === ticks)
    if (end < 0) throw new Error(`line ${i + 1}: the block is never closed`)
    const words = info.trim().split(/\s+/)
    blocks.push({
      language: words[0] ?? '',
      run: words.includes('run'),
      exit: Number(attribute(info, 'exit') ?? 0),
      file: attribute(info, 'file'),
      skip: attribute(info, 'skip'),
      text: lines
        .slice(i + 1, end)
        .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
        .join('\n'),
      from: i + 1,
      to: end,
    })
    i = end
  }
  return blocks
}

/** Languages whose blocks a reader would type or paste. */
export const isShell = ({ language }: Block): boolean => ['sh', 'bash', 'shell', 'console'].includes(language)

/** `console`: lines after `$ ` are typed, `> ` goes on with the line before, the rest is shown. `sh`: all is typed. */
export const commandsOf = (block: Block): Command[] => {
  if (block.language !== 'console') return [{ text: block.text, shows: null }]
  const commands: { text: string; shows: string[] }[] = []
  let typing = false
  for (const line of block.text.split('\n')) {
    const last = commands.at(-1)
    if (line.startsWith('$ ')) {
      commands.push({ text: line.slice(2), shows: [] })
      typing = true
    } else if (last === undefined) throw new Error(`line ${block.from + 1}: a console block begins with "$ "`)
    else if (typing && line.startsWith('> ')) last.text += `\n${line.slice(2)}`
    else {
      last.shows.push(line)
      typing = false
    }
  }
  return commands
}

const GAP = '…'
const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** One line as shown: `…` stands for anything on it. */
const lineMatches = (shown: string, line: string): boolean =>
  new RegExp(`^${shown.trimEnd().split(GAP).map(literal).join('.*')}$`).test(line.trimEnd())

/** Is this what the page shows? A line of `…` alone stands for any number of lines. */
export const showsSame = (shown: readonly string[], lines: readonly string[]): boolean => {
  const [first, ...rest] = shown
  if (first === undefined) return lines.length === 0
  if (first.trim() === GAP) return lines.some((_, i) => showsSame(rest, lines.slice(i))) || showsSame(rest, [])
  const [line, ...after] = lines
  return line !== undefined && lineMatches(first, line) && showsSame(rest, after)
}
