import { MAX_LINE } from '../coverage/lines.ts'
import { readDiffPath, stripPrefix } from './diff-path.ts'
import { type DiffProblem, DiffRefusal, refuseDiff } from './problem.ts'

/** Path in the repository (new side) to the numbers of the lines added there, ascending. */
export type AddedLines = ReadonlyMap<string, readonly number[]>
export type DiffResult = { ok: true; added: AddedLines } | { ok: false; problem: DiffProblem }

/**
 * Reads a unified diff as git writes it: any context, renames, copies, modes, binary files, quoted paths, a commit
 * message before it. Hunks are read by the numbers they promise, so that a removed line `-- x` is no header. An empty
 * text is an empty diff; a text without any header is refused, or a failed `git diff` would read as "nothing changed".
 * Combined diffs (of merges) are refused: what is added there depends on the parent.
 */
export const parseDiff = (text: string): DiffResult => {
  try {
    return { ok: true, added: read(text) }
  } catch (error) {
    if (error instanceof DiffRefusal) return { ok: false, problem: error.problem }
    throw error
  }
}

const HUNK = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/

const read = (text: string): Map<string, number[]> => {
  const added = new Map<string, number[]>()
  const lines = createLines(text)
  let header: string | undefined
  let oldPath: string | undefined
  let newPath: string | undefined
  let seen: 'nothing' | 'text' | 'diff' = 'nothing'

  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    if (line.startsWith('diff --git ')) {
      header = line.slice('diff --git '.length)
      oldPath = undefined
      newPath = undefined
      seen = 'diff'
    } else if (/^(diff --(cc|combined) |@@@ )/.test(line)) {
      refuseDiff('combined_diff', 'this is a combined diff of a merge; give the diff against one parent', lines.number)
    } else if (line.startsWith('--- ')) {
      oldPath = readDiffPath(line.slice(4), lines.number)
    } else if (line.startsWith('+++ ') && oldPath !== undefined) {
      const raw = readDiffPath(line.slice(4), lines.number)
      newPath = raw === '/dev/null' ? raw : stripPrefix(raw, oldPath, header)
      seen = 'diff'
    } else if (line.startsWith('@@ ')) {
      if (newPath === undefined) refuseDiff('malformed', 'a hunk without a +++ line before it', lines.number)
      const found = readHunk(line, lines)
      if (found.length > 0 && newPath !== undefined) append(added, newPath, found)
    } else if (seen === 'nothing' && line.trim() !== '') seen = 'text'
  }
  if (seen === 'text') refuseDiff('not_a_diff', 'this is no unified diff: it has no "diff --git" and no "+++" line', 1)
  return added
}

/** The numbers of the added lines of one hunk, read by the counts in its header. */
const readHunk = (header: string, lines: Lines): number[] => {
  const at = lines.number
  const match = HUNK.exec(header)
  if (!match) return refuseDiff('malformed', 'a hunk header should read @@ -line,count +line,count @@', at)
  let oldLeft = Number(match[2] ?? 1)
  let newLeft = Number(match[4] ?? 1)
  let number = Number(match[3])
  if (number + newLeft > MAX_LINE) refuseDiff('absurd_count', `a hunk of line ${at} lies past line ${MAX_LINE}`, at)
  const added: number[] = []
  while (oldLeft > 0 || newLeft > 0) {
    const line = lines.next()
    if (line === undefined)
      return refuseDiff('truncated', `the diff ends inside the hunk of its line ${at}`, lines.number)
    const sign = line[0]
    if (sign === '\\') continue
    if (sign === '+') {
      added.push(number++)
      newLeft--
    } else if (sign === '-') oldLeft--
    else if (sign === ' ' || line === '' || line === '\r') {
      // Some tools trim the space of an empty context line.
      number++
      oldLeft--
      newLeft--
    } else refuseDiff('malformed', `the hunk of line ${at} ends before the lines it promises`, lines.number)
    if (oldLeft < 0 || newLeft < 0)
      refuseDiff('malformed', `the hunk of line ${at} has more lines than it promises`, lines.number)
  }
  return added
}

/** A diff may hold a path twice (two commits' patches in one text): its lines unite. */
const append = (added: Map<string, number[]>, path: string, found: number[]): void => {
  const known = added.get(path)
  if (!known) {
    added.set(path, found)
    return
  }
  const ascending = (known.at(-1) ?? 0) < (found[0] ?? 0)
  for (const line of found) known.push(line)
  if (!ascending)
    added.set(
      path,
      [...new Set(known)].sort((a, b) => a - b),
    )
}

type Lines = ReturnType<typeof createLines>

/** Line by line without an array of all of them. */
const createLines = (text: string) => {
  let at = 0
  let number = 0
  return {
    get number() {
      return number
    },
    next: (): string | undefined => {
      if (at >= text.length) return undefined
      const newline = text.indexOf('\n', at)
      const end = newline < 0 ? text.length : newline
      const line = text.slice(at, end)
      at = end + 1
      number++
      return line
    },
  }
}
