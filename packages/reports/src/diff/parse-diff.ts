import { MAX_LINE } from '../coverage/lines.ts'
import { pathOfHeader, readDiffPath, stripPrefix } from './diff-path.ts'
import { type ChangedLine, movedLines } from './moved-lines.ts'
import { type DiffProblem, DiffRefusal, refuseDiff } from './problem.ts'

/** Path in the repository (new side) to the numbers of the lines added there, ascending. */
export type AddedLines = ReadonlyMap<string, readonly number[]>
export type DiffResult =
  | {
      ok: true
      added: AddedLines
      /** Those of them that were only moved here, from elsewhere in the same change. */
      moved: AddedLines
      /** Files that are there after the change and of which the diff shows no lines, because they were taken for binary. */
      binary: readonly string[]
    }
  | { ok: false; problem: DiffProblem }

/**
 * Reads a unified diff as git writes it: any context, renames, copies, modes, binary files, quoted paths, a commit
 * message before it. Hunks are read by the numbers they promise, so that a removed line `-- x` is no header. An empty
 * text is an empty diff; a text without any header is refused, or a failed `git diff` would read as "nothing changed".
 * Combined diffs (of merges) are refused: what is added there depends on the parent.
 * @param isCode whether lines of a file, by its old path, can have been moved; of a document they were never judged
 */
export const parseDiff = (text: string, isCode: (path: string) => boolean = () => true): DiffResult => {
  try {
    const { added, removed, binary } = read(text)
    const movable = removed.filter(({ path }) => isCode(path))
    return { ok: true, added: byPath(added), moved: byPath(movedLines(movable, added)), binary: [...new Set(binary)] }
  } catch (error) {
    if (error instanceof DiffRefusal) return { ok: false, problem: error.problem }
    throw error
  }
}

const RENAMED = /^(?:rename|copy) to /
const BINARY = /^(?:Binary files .* differ\r?|GIT binary patch\r?)$/
const GONE = /^Binary files .* and \/dev\/null differ\r?$/

const HUNK = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/

type Changed = { added: ChangedLine[]; removed: ChangedLine[]; binary: string[] }

const read = (text: string): Changed => {
  const changed: Changed = { added: [], removed: [], binary: [] }
  const lines = createLines(text)
  let header: string | undefined
  let oldPath: string | undefined
  let newPath: string | undefined
  let renamedTo: string | undefined
  let seen: 'nothing' | 'text' | 'diff' = 'nothing'

  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    if (line.startsWith('diff --git ')) {
      header = line.slice('diff --git '.length)
      oldPath = undefined
      newPath = undefined
      renamedTo = undefined
      seen = 'diff'
    } else if (/^(diff --(cc|combined) |@@@ )/.test(line)) {
      refuseDiff('combined_diff', 'this is a combined diff of a merge; give the diff against one parent', lines.number)
    } else if (line.startsWith('--- ')) {
      oldPath = readDiffPath(line.slice(4), lines.number)
    } else if (line.startsWith('+++ ') && oldPath !== undefined) {
      const raw = readDiffPath(line.slice(4), lines.number)
      newPath = raw === '/dev/null' ? raw : stripPrefix(raw, oldPath, header)
      seen = 'diff'
    } else if (header !== undefined && RENAMED.test(line)) {
      renamedTo = readDiffPath(line.replace(RENAMED, ''), lines.number)
    } else if (header !== undefined && BINARY.test(line)) {
      if (!GONE.test(line)) changed.binary.push(renamedTo ?? pathOfHeader(header, lines.number))
    } else if (line.startsWith('@@ ')) {
      if (newPath === undefined) refuseDiff('malformed', 'a hunk without a +++ line before it', lines.number)
      if (newPath !== undefined) readHunk(line, lines, { old: oldPath ?? newPath, new: newPath }, changed)
    } else if (seen === 'nothing' && line.trim() !== '') seen = 'text'
  }
  if (seen === 'text') refuseDiff('not_a_diff', 'this is no unified diff: it has no "diff --git" and no "+++" line', 1)
  return changed
}

/** The lines that one hunk adds and removes, read by the counts in its header. */
const readHunk = (header: string, lines: Lines, path: { old: string; new: string }, changed: Changed): void => {
  const at = lines.number
  const match =
    HUNK.exec(header) ?? refuseDiff('malformed', 'a hunk header should read @@ -line,count +line,count @@', at)
  let oldLeft = Number(match[2] ?? 1)
  let newLeft = Number(match[4] ?? 1)
  let oldNumber = Number(match[1])
  let number = Number(match[3])
  if (number + newLeft > MAX_LINE) refuseDiff('absurd_count', `a hunk of line ${at} lies past line ${MAX_LINE}`, at)
  while (oldLeft > 0 || newLeft > 0) {
    const line =
      lines.next() ?? refuseDiff('truncated', `the diff ends inside the hunk of its line ${at}`, lines.number)
    const sign = line[0]
    if (sign === '\\') continue
    if (sign === '+') {
      changed.added.push({ path: path.new, number: number++, text: line.slice(1) })
      newLeft--
    } else if (sign === '-') {
      changed.removed.push({ path: path.old, number: oldNumber++, text: line.slice(1) })
      oldLeft--
    } else if (sign === ' ' || line === '' || line === '\r') {
      // Some tools trim the space of an empty context line.
      number++
      oldNumber++
      oldLeft--
      newLeft--
    } else refuseDiff('malformed', `the hunk of line ${at} ends before the lines it promises`, lines.number)
    if (oldLeft < 0 || newLeft < 0)
      refuseDiff('malformed', `the hunk of line ${at} has more lines than it promises`, lines.number)
  }
}

/** A diff may hold a path twice (two commits' patches in one text): its lines unite. */
const byPath = (lines: readonly ChangedLine[]): Map<string, number[]> => {
  const found = new Map<string, number[]>()
  for (const { path, number } of lines) {
    const known = found.get(path)
    if (known) known.push(number)
    else found.set(path, [number])
  }
  for (const [path, numbers] of found)
    if (numbers.some((number, i) => i > 0 && number <= (numbers[i - 1] ?? 0)))
      found.set(
        path,
        [...new Set(numbers)].sort((a, b) => a - b),
      )
  return found
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
