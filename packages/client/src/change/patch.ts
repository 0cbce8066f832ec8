import { extname } from 'node:path'
import type { Note } from '@plumbline/core'
import {
  type AddedLines,
  type CoverageReport,
  type PatchCoverage,
  parseDiff,
  patchCoverage,
  type Unjudged,
} from '@plumbline/reports'
import { markedFiles } from './attributes.ts'
import { editedFiles, type Files } from './compared.ts'
import type { Patch } from './events.ts'
import { baseAdvice, type NoRepository, type Repository } from './repository.ts'

/** Paths a report can mean; without a repository a report is taken by its own. */
export type Paths = readonly string[] | null

export const note = (detail: string): Note => ({ code: 'reports', detail })

/** A unified diff that was got elsewhere: of what is checked out, whatever was edited since. Or why there is none. */
export type DiffElsewhere =
  /** `baseSha`: the commit that it begins at, where that is known. */
  { kind: 'diff'; text: string; baseSha: string | null } | { kind: 'none'; why: string }

type Compared = {
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

/** Files the report covers but git doesn't follow: their lines count nowhere until they are added. */
export const untrackedNotes = (untracked: readonly string[], report: CoverageReport): Note[] => {
  const unseen = untracked.filter((path) =>
    report.files.some((file) => file.path === path || file.path.endsWith(`/${path}`)),
  )
  return unseen.length === 0
    ? []
    : [note(`not in git yet, so not counted as added: ${namesOf(unseen)} (git add -N makes them count)`)]
}

/** Changed files of a kind that the reports do cover, and yet in none of them: nothing ran them, and nothing counts them. */
const unjudgedNotes = (report: CoverageReport, { unjudged }: PatchCoverage): Note[] => {
  if (unjudged.length === 0) return []
  const kinds = kindsIn(report)
  const unseen = unjudged.filter(({ path, reason }) => reason === 'not_reported' && kinds.has(extname(path)))
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

type Lines = { added: Map<string, readonly number[]>; moved: AddedLines; binary: readonly string[]; text: string }

const whyNone = ({ repository, elsewhere }: Compared): string => {
  const here =
    repository.kind === 'none'
      ? repository.detail
      : repository.base.kind === 'none'
        ? baseAdvice(repository.base)
        : 'git could not compare the change with its base'
  return elsewhere?.kind === 'none' ? `${here} (and ${elsewhere.why})` : here
}

/** Kinds of files that a report covers, by their endings. */
const kindsIn = (report: CoverageReport): ReadonlySet<string> => new Set(report.files.map(({ path }) => extname(path)))

const changedLines = (report: CoverageReport, compared: Compared): Lines | { why: string } => {
  const { diff, elsewhere } = compared
  const text = elsewhere?.kind === 'diff' ? elsewhere.text : diff
  if (text === null) return { why: whyNone(compared) }
  const kinds = kindsIn(report)
  // What a document lost was never judged there: put into code, it is new.
  const read = parseDiff(text, (path) => kinds.has(extname(path)))
  if (!read.ok) return { why: read.problem.message }
  const { added, moved, binary } = read
  return { added: new Map([...binary.map((path) => [path, []] as const), ...added]), moved, binary, text }
}

/** Files that the report covers and the diff shows no line of: git's own diff here takes all for text, GitHub's does not. */
const hiddenIn = (report: CoverageReport, { binary, added }: Lines, paths: Paths): string[] => {
  const hidden = binary.filter((path) => added.has(path))
  const { unjudged } = patchCoverage(report, new Map(hidden.map((path) => [path, []])), paths ?? undefined)
  return hidden.filter((path) => !unjudged.some((one) => one.path === path))
}

/** Takes files away whose lines are not to be counted; says so of those that the report would have counted. */
const without = (
  report: CoverageReport,
  { added }: Lines,
  paths: Paths,
  files: readonly string[],
  words: string,
): Note[] => {
  const taken: AddedLines = new Map(files.flatMap((file) => (added.has(file) ? [[file, added.get(file) ?? []]] : [])))
  for (const file of taken.keys()) added.delete(file)
  if (taken.size === 0) return []
  const counted = [...taken].flatMap(([path, lines]) =>
    patchCoverage(report, new Map([[path, lines]]), paths ?? undefined).total > 0 ? [path] : [],
  )
  return counted.length === 0 ? [] : [note(`${words}: ${namesOf(counted)}`)]
}

const UNMARKED =
  'this change edits .gitattributes, so that what is marked as generated or vendored counts as added all the same'

const withoutMarked = async (
  report: CoverageReport,
  compared: Compared,
  lines: Lines,
  paths: Paths,
): Promise<Note[]> => {
  const { repository, files } = compared
  if (repository.kind === 'none' || files === null) return []
  const { marked, edited } = await markedFiles(repository, files, [...lines.added.keys()], lines.text)
  const of = (mark: string) => [...marked].flatMap(([path, own]) => (own === mark ? [path] : []))
  if (edited) return marked.size === 0 ? [] : [note(`${UNMARKED}: ${namesOf([...marked.keys()])}`)]
  return [
    ...without(
      report,
      lines,
      paths,
      of('linguist-generated'),
      'generated (linguist-generated), so not counted as added',
    ),
    ...without(report, lines, paths, of('linguist-vendored'), 'vendored (linguist-vendored), so not counted as added'),
  ]
}

const withoutEdited = async (
  report: CoverageReport,
  compared: Compared,
  lines: Lines,
  paths: Paths,
): Promise<Note[]> => {
  const { repository, elsewhere } = compared
  if (repository.kind === 'none' || elsewhere?.kind !== 'diff') return []
  const words = 'edited since it was checked out, so that the lines GitHub tells are no longer those, and not counted'
  return without(report, lines, paths, await editedFiles(repository), words)
}

const movedNote = ({ moved }: PatchCoverage): Note[] =>
  moved === 0
    ? []
    : [note(`${moved === 1 ? '1 line was' : `${moved} lines were`} moved unchanged, so not counted as added`)]

/** How many of the added lines ran; null, with a note why, where they are not known. */
export const patchOf = async (
  report: CoverageReport,
  compared: Compared,
  paths: Paths,
): Promise<{ patch: Patch | null; notes: Note[] }> => {
  const unknown = (why: string, notes: Note[] = []) => ({
    patch: null,
    notes: [...notes, note(`the added lines are unknown: ${why}`)],
  })
  const lines = changedLines(report, compared)
  if ('why' in lines) return unknown(lines.why)
  const marked = await withoutMarked(report, compared, lines, paths)
  const hidden = hiddenIn(report, lines, paths)
  if (hidden.length > 0)
    return unknown(
      `the diff takes ${namesOf(hidden)} for binary and shows no line; a whole clone (fetch-depth: 0) does`,
      marked,
    )
  const notes = [...marked, ...(await withoutEdited(report, compared, lines, paths))]
  const patch = patchCoverage(report, lines.added, paths ?? undefined, lines.moved)
  return { patch, notes: [...notes, ...movedNote(patch), ...unjudgedNotes(report, patch)] }
}
