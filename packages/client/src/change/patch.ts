import { extname } from 'node:path'
import type { Note } from '@plumbline/core'
import {
  type AddedLines,
  type CoverageReport,
  type MatchedFiles,
  type PatchCoverage,
  parseDiff,
  patchCoverage,
  type Unjudged,
} from '@plumbline/reports'
import { markedFiles } from './attributes.ts'
import { editedFiles, type Files } from './compared.ts'
import type { Patch } from './events.ts'
import { baseAdvice, type NoRepository, type Repository } from './repository.ts'

export const note = (detail: string): Note => ({ code: 'reports', detail })

/** A unified diff that was got elsewhere: of what is checked out, whatever was edited since. Or why there is none. */
export type DiffElsewhere =
  /** `baseSha`: the commit that it begins at, where that is known. */
  { kind: 'diff'; text: string; baseSha: string | null } | { kind: 'none'; why: string }

export type Compared = {
  repository: Repository | NoRepository
  files: Files | null
  /** From git; null where it has none. */
  diff: string | null
  elsewhere: DiffElsewhere | null
}

const MAX_NAMES = 3
export const namesOf = (paths: readonly string[]): string =>
  paths.length > MAX_NAMES
    ? `${paths.slice(0, MAX_NAMES).join(', ')} and ${paths.length - MAX_NAMES} more`
    : paths.join(', ')

/** Whether reports cover files of a path's kind, by its ending. */
export type CoversKind = (path: string) => boolean

/** A change has files of a few kinds: each is looked for once, and most of them are found at once. */
export const kindsIn = (reports: readonly CoverageReport[]): CoversKind => {
  const known = new Map<string, boolean>()
  return (path) => {
    const kind = extname(path)
    const before = known.get(kind)
    if (before !== undefined) return before
    const covers = reports.some(({ files }) =>
      files.some((file) => file.path.endsWith(kind) && extname(file.path) === kind),
    )
    known.set(kind, covers)
    return covers
  }
}

/** What the reports of a change say together, and what the files of each are in the repository. */
export type Covered = { report: CoverageReport; matched: readonly MatchedFiles[]; coversKind: CoversKind }

/** Files the report covers but git doesn't follow: their lines count nowhere until they are added. */
export const untrackedNotes = (untracked: readonly string[], { report, coversKind }: Covered): Note[] => {
  const unseen = untracked.filter((path) => {
    if (!coversKind(path)) return false
    const ending = `/${path}`
    return report.files.some((file) => file.path === path || file.path.endsWith(ending))
  })
  return unseen.length === 0
    ? []
    : [note(`not in git yet, so not counted as added: ${namesOf(unseen)} (git add -N makes them count)`)]
}

/** Changed files of a kind that the reports do cover, and yet in none of them: nothing ran them, and nothing counts them. */
const unjudgedNotes = ({ coversKind }: Covered, { unjudged }: PatchCoverage): Note[] => {
  const unseen = unjudged.filter(({ path, reason }) => reason === 'not_reported' && coversKind(path))
  const vague = unjudged.filter(({ reason }) => reason === 'ambiguous')
  const bare = unjudged.filter(({ reason }) => reason === 'only_totals')
  const say = (found: readonly Unjudged[], words: string) =>
    found.length === 0 ? [] : [note(`${words}: ${namesOf(found.map(({ path }) => path))}`)]
  return [
    ...say(unseen, 'changed, but in no coverage report, so not counted'),
    ...say(vague, 'a path in the report could be several files, so not counted'),
    ...say(bare, 'the report has no lines of it, only totals, so the added ones were not counted'),
  ]
}

export type Lines = {
  added: Map<string, readonly number[]>
  moved: AddedLines
  binary: readonly string[]
  text: string
}

const whyNone = ({ repository, elsewhere }: Compared): string => {
  const here =
    repository.kind === 'none'
      ? repository.detail
      : repository.base.kind === 'none'
        ? baseAdvice(repository.base)
        : 'git could not compare the change with its base'
  return elsewhere?.kind === 'none' ? `${here} (and ${elsewhere.why})` : here
}

/** The lines that the change adds, or why nobody knows them. */
export const changedLines = (coversKind: CoversKind, compared: Compared): Lines | { why: string } => {
  const { diff, elsewhere } = compared
  const text = elsewhere?.kind === 'diff' ? elsewhere.text : diff
  if (text === null) return { why: whyNone(compared) }
  // What a document lost was never judged there: put into code, it is new.
  const read = parseDiff(text, coversKind)
  if (!read.ok) return { why: read.problem.message }
  const { added, moved, binary } = read
  return { added: new Map([...binary.map((path) => [path, []] as const), ...added]), moved, binary, text }
}

/** Files that the report covers and the diff shows no line of: git's own diff here takes all for text, GitHub's does not. */
const hiddenIn = ({ matched }: Covered, { binary, added }: Lines): string[] => {
  const hidden = binary.filter((path) => added.has(path))
  if (hidden.length === 0) return []
  const { unjudged } = patchCoverage(matched, new Map(hidden.map((path) => [path, []])))
  return hidden.filter((path) => !unjudged.some((one) => one.path === path))
}

/** Takes files away whose lines are not to be counted; says so of those that the report would have counted. */
const without = ({ matched }: Covered, { added }: Lines, files: readonly string[], words: string): Note[] => {
  const taken: AddedLines = new Map(files.flatMap((file) => (added.has(file) ? [[file, added.get(file) ?? []]] : [])))
  for (const file of taken.keys()) added.delete(file)
  if (taken.size === 0) return []
  const counted = [...taken].flatMap(([path, lines]) =>
    patchCoverage(matched, new Map([[path, lines]])).total > 0 ? [path] : [],
  )
  return counted.length === 0 ? [] : [note(`${words}: ${namesOf(counted)}`)]
}

const UNMARKED =
  'this change edits .gitattributes, so that what is marked as generated or vendored counts as added all the same'

const withoutMarked = async (covered: Covered, compared: Compared, lines: Lines): Promise<Note[]> => {
  const { repository, files } = compared
  if (repository.kind === 'none' || files === null) return []
  const { marked, edited } = await markedFiles(repository, files, [...lines.added.keys()], lines.text)
  const of = (mark: string) => [...marked].flatMap(([path, own]) => (own === mark ? [path] : []))
  if (edited) return marked.size === 0 ? [] : [note(`${UNMARKED}: ${namesOf([...marked.keys()])}`)]
  return [
    ...without(covered, lines, of('linguist-generated'), 'generated (linguist-generated), so not counted as added'),
    ...without(covered, lines, of('linguist-vendored'), 'vendored (linguist-vendored), so not counted as added'),
  ]
}

const withoutEdited = async (covered: Covered, compared: Compared, lines: Lines): Promise<Note[]> => {
  const { repository, elsewhere } = compared
  if (repository.kind === 'none' || elsewhere?.kind !== 'diff') return []
  const words = 'edited since it was checked out, so that the lines GitHub tells are no longer those, and not counted'
  return without(covered, lines, await editedFiles(repository), words)
}

const movedNote = ({ moved }: PatchCoverage): Note[] =>
  moved === 0
    ? []
    : [note(`${moved === 1 ? '1 line was' : `${moved} lines were`} moved unchanged, so not counted as added`)]

/** How many of the added lines ran; null, with a note why, where they are not known. */
export const patchOf = async (
  covered: Covered,
  compared: Compared,
  lines: Lines | { why: string },
): Promise<{ patch: Patch | null; notes: Note[] }> => {
  const unknown = (why: string, notes: Note[] = []) => ({
    patch: null,
    notes: [...notes, note(`the added lines are unknown: ${why}`)],
  })
  if ('why' in lines) return unknown(lines.why)
  const marked = await withoutMarked(covered, compared, lines)
  const hidden = hiddenIn(covered, lines)
  if (hidden.length > 0)
    return unknown(
      `the diff takes ${namesOf(hidden)} for binary and shows no line; a whole clone (fetch-depth: 0) does`,
      marked,
    )
  const notes = [...marked, ...(await withoutEdited(covered, compared, lines))]
  const patch = patchCoverage(covered.matched, lines.added, lines.moved)
  return { patch, notes: [...notes, ...movedNote(patch), ...unjudgedNotes(covered, patch)] }
}
