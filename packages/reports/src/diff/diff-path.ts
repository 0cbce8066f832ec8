import { refuseDiff } from './problem.ts'

const ESCAPES: Record<string, number> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13, '"': 34, '\\': 92 }

/** A path of a `---` or `+++` line, unquoted; git quotes bytes it finds odd, the rest ends at a tab. */
export const readDiffPath = (text: string, line: number): string => {
  if (text.startsWith('"')) return unquote(text, line)
  const tab = text.indexOf('\t')
  return (tab < 0 ? text : text.slice(0, tab)).replace(/\r$/, '')
}

const unquote = (text: string, line: number): string => {
  const bytes: number[] = []
  const encoder = new TextEncoder()
  for (let at = 1; at < text.length; ) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
    at += character.length
    if (character === '"') return new TextDecoder().decode(new Uint8Array(bytes))
    if (character !== '\\') {
      bytes.push(...encoder.encode(character))
      continue
    }
    const octal = /^[0-3][0-7]{2}/.exec(text.slice(at, at + 3))?.[0]
    const letter = text[at] ?? ''
    const byte = octal === undefined ? ESCAPES[letter] : Number.parseInt(octal, 8)
    if (byte === undefined) return refuseDiff('malformed', 'a quoted path has an escape that git does not write', line)
    bytes.push(byte)
    at += octal?.length ?? 1
  }
  return refuseDiff('malformed', 'a quoted path does not end', line)
}

/**
 * The new path that a `diff --git` line ends with, where nothing else names it: but for renames, which name it in a
 * line of their own, both of its paths are as long, so that a space in one is no riddle.
 */
export const pathOfHeader = (header: string, line: number): string => {
  const both = header.replace(/\r$/, '')
  const middle = (both.length - 1) / 2
  const [oldPath, newPath] = [both.slice(0, middle), both.slice(middle + 1)]
  return stripPrefix(readDiffPath(newPath, line), readDiffPath(oldPath, line), header)
}

/** The letters git puts before old and new paths, also with diff.mnemonicPrefix and -R. */
const PREFIX_PAIRS = new Set(['ab', 'ba', 'ci', 'ic', 'cw', 'wc', 'iw', 'wi', 'ow', 'wo', 'oi', 'io'])

const letterOf = (path: string): string => (path[1] === '/' ? (path[0] ?? '') : '')

/**
 * Takes `b/` from a new path where the old path (or for a new file the `diff --git` line) has its partner. Without
 * partner the diff was made with --no-prefix, and a directory called `b` keeps its name.
 */
export const stripPrefix = (newPath: string, oldPath: string | undefined, header: string | undefined): string => {
  const partner =
    oldPath !== undefined && oldPath !== '/dev/null'
      ? letterOf(oldPath)
      : header === undefined
        ? 'a'
        : letterOf(header.replace(/^"/, ''))
  return PREFIX_PAIRS.has(partner + letterOf(newPath)) ? newPath.slice(2) : newPath
}
