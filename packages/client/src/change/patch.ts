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
import type { Patch } from './events.ts'
import { baseAdvice, diffOf, type NoRepository, type Repository } from './repository.ts'

/** Paths a report can mean; without a repository a report is taken by its own. */
export type Paths = readonly string[] | null

export const note = (detail: string): Note => ({ code: 'reports', detail })

/** What the change is compared in: the repository, or a diff that was got elsewhere. */
type Compared = { repository: Repository | NoRepository; diff?: string | null }

const MAX_NAMES = 3
const names = (paths: readonly string[]): string =>
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
    : [note(`not in git yet, so not counted as added: ${names(unseen)} (git add -N makes them count)`)]
}

/** Changed files of a kind that the reports do cover, and yet in none of them: nothing ran them, and nothing counts them. */
const unjudgedNotes = (report: CoverageReport, { unjudged }: PatchCoverage): Note[] => {
  const kinds = new Set(report.files.map(({ path }) => extname(path)))
  const unseen = unjudged.filter(({ path, reason }) => reason === 'not_reported' && kinds.has(extname(path)))
  const vague = unjudged.filter(({ reason }) => reason === 'ambiguous')
  const bare = unjudged.filter(({ reason }) => reason === 'only_totals')
  const say = (found: readonly Unjudged[], words: string) =>
    found.length === 0 ? [] : [note(`${words}: ${names(found.map(({ path }) => path))}`)]
  return [
    ...say(unseen, 'changed, but in no coverage report, so not counted'),
    ...say(vague, 'a path in the report could be several files, so not counted'),
    ...say(bare, 'the report has no lines of it, only totals, so the added ones were not counted'),
  ]
}

const addedLines = async ({ repository, diff }: Compared): Promise<{ added: AddedLines } | { why: string }> => {
  const text = diff ?? (repository.kind === 'repository' ? await diffOf(repository) : null)
  if (text === null) {
    if (repository.kind === 'none') return { why: repository.detail }
    return {
      why:
        repository.base.kind === 'none'
          ? baseAdvice(repository.base)
          : 'git could not compare the change with its base',
    }
  }
  const read = parseDiff(text)
  return read.ok ? { added: read.added } : { why: read.problem.message }
}

/** How many of the added lines ran; null, with a note why, where they are not known. */
export const patchOf = async (
  report: CoverageReport,
  request: Compared,
  paths: Paths,
): Promise<{ patch: Patch | null; notes: Note[] }> => {
  const lines = await addedLines(request)
  if ('why' in lines) return { patch: null, notes: [note(`the added lines are unknown: ${lines.why}`)] }
  const patch = paths === null ? patchCoverage(report, lines.added) : patchCoverage(report, lines.added, paths)
  return { patch, notes: unjudgedNotes(report, patch) }
}
