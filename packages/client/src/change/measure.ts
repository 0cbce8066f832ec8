import type { Baseline, ChangeFact, Event, EventOf, Instant, Note } from '@plumbline/core'
import { admit } from '@plumbline/core'
import { indexPaths, matchFiles, type PathIndex } from '@plumbline/reports'
import { type CollectedReports, collectReports } from './collect.ts'
import { type Asked, askGit } from './compared.ts'
import { coverageEvent, findingsEvents, type Origin, testRunEvent, type Uncovered } from './events.ts'
import { changedLines, type DiffElsewhere, kindsIn, note, patchOf, untrackedNotes } from './patch.ts'
import type { NoRepository, Repository } from './repository.ts'
import { united } from './united.ts'

/** Stands for "no commit" where there is no repository; as git itself writes it. */
export const NO_COMMIT = '0'.repeat(40)

export type MeasureRequest = {
  /** Folder that globs are relative to. */
  cwd: string
  /** From `openRepository`. */
  repository: Repository | NoRepository
  /** Globs of coverage, test and findings reports (what a file is shows in its content), or reports read before. */
  reports: readonly string[] | CollectedReports
  /** Globs of coverage reports of the base, for `coverage-change` without a server. */
  baseReports?: readonly string[]
  service: string
  /** Who observes, URI-like; becomes the events' `source`. */
  source: string
  /** The events' `time`. */
  at: Instant
  branch?: string | null
  flag?: string | null
  /** Commit that was measured, where there is no repository to ask. */
  commitSha?: string
  /** Got elsewhere (GitHub's API, in a shallow clone), and used in place of git's. */
  diff?: DiffElsewhere | null
  /** From `askGit`, where it was asked before. */
  asked?: Asked | null
  /** What is told of the change's pull request: no report knows how big that is. */
  pullRequest?: EventOf<'pull_request'> | null
}

/** What one change measures: ready to be posted to a server or judged here. */
export type MeasuredChange = {
  commitSha: string
  baseSha: string | null
  /** First parents of the base, nearest first, at most 20. */
  ancestors: string[]
  /** Coverage, test_run and findings events; none of a kind that no report told about. And the pull request's. */
  events: Event[]
  /** The same as facts, for `evaluate`. */
  facts: ChangeFact[]
  /** Every uncovered added line, also those an event leaves out. */
  uncovered: Uncovered[]
  /** What `baseReports` say, if that be nothing; null: none were given. */
  base: { facts: ChangeFact[]; baseline: Baseline } | null
  reports: CollectedReports
  /** What a reader must know about the measurement itself. */
  notes: Note[]
}

const factsOf = (events: Event[]): ChangeFact[] =>
  // Who sends it changes nothing in a change fact; without a server nobody sends at all.
  events.flatMap((event) =>
    admit(event, 'vendor').placements.flatMap((place) => (place.kind === 'change' ? [place.fact] : [])),
  )

const reportNotes = ({ unreadable, unmatched }: CollectedReports): Note[] => [
  ...unmatched.map((glob) => note(`no file matches ${glob}${glob.includes('\\') ? '; write paths with /' : ''}`)),
  ...unreadable.map(({ file, message, line }) =>
    note(`${file}${line === undefined ? '' : `:${line}`} was not counted: ${message}`),
  ),
]

/** Reads the reports, compares with the base, and says what the change measures and what could not be measured. */
export const measureChange = async (request: MeasureRequest): Promise<MeasuredChange> => {
  const { repository, cwd } = request
  const base = repository.kind === 'repository' && repository.base.kind === 'found' ? repository.base : null
  const origin: Origin = {
    service: request.service,
    source: request.source,
    at: request.at,
    commitSha: repository.kind === 'repository' ? repository.head : (request.commitSha ?? NO_COMMIT),
    baseSha: base?.mergeBase ?? (request.diff?.kind === 'diff' ? request.diff.baseSha : null),
    branch: request.branch ?? null,
    flag: request.flag ?? null,
  }

  const reports = 'coverage' in request.reports ? request.reports : await collectReports(request.reports, cwd)
  const notes = reportNotes(reports)
  const compared = reports.coverage.length > 0 || (request.baseReports ?? []).length > 0
  const asked = compared && repository.kind === 'repository' ? (request.asked ?? askGit(repository)) : null
  const files = (await asked?.files) ?? null
  const diff = (await asked?.diff) ?? null
  const seen = { repository, files, diff, elsewhere: request.diff ?? null }
  const coversKind = kindsIn(reports.coverage.map(({ report }) => report))
  const lines = changedLines(coversKind, seen)
  const changed = 'why' in lines ? [] : [...lines.added.keys()]
  // What is changed can be meant, too, where git doesn't follow it.
  const index = files === null ? null : indexPaths([...files.tracked, ...changed])
  const { coverage, matched: located, notes: mergeNotes } = united(reports, index, request)
  notes.push(...mergeNotes)
  const events: Event[] = []
  let uncovered: Uncovered[] = []

  if (coverage) {
    const alone = () => [{ files: coverage.files, matches: matchFiles(coverage.files, indexPaths(changed, false)) }]
    const covered = { report: coverage, matched: located ?? alone(), coversKind }
    const { patch, notes: patchNotes } = await patchOf(covered, seen, lines)
    notes.push(...patchNotes)
    notes.push(...untrackedNotes(files?.untracked ?? [], covered))
    const event = coverageEvent(coverage, patch, origin)
    if (event) events.push(event)
    else notes.push(note('the coverage report says nothing about lines, so it was not counted'))
    uncovered = patch?.uncovered ?? []
  }
  const tests = testRunEvent(
    reports.tests.map(({ report }) => report),
    origin,
  )
  if (tests && tests.data.failures + tests.data.errors + tests.data.skipped > tests.data.tests)
    notes.push(
      note(`the test reports tell of more failures than tests (${tests.data.tests}), so they were not counted`),
    )
  else if (tests) events.push(tests)
  events.push(
    ...findingsEvents(
      reports.findings.map(({ report }) => report),
      origin,
    ),
  )
  if (request.pullRequest) events.push(request.pullRequest)

  const before = await baseOf(request, origin, index)
  notes.push(...before.notes)
  return {
    commitSha: origin.commitSha,
    baseSha: origin.baseSha,
    ancestors: base?.ancestors ?? [],
    events,
    facts: factsOf(events),
    uncovered,
    base: before.base,
    reports,
    notes,
  }
}

/** Coverage of the base from its own report files; there is no history to look it up in without a server. */
const baseOf = async (
  request: MeasureRequest,
  head: Origin,
  index: PathIndex | null,
): Promise<{ base: MeasuredChange['base']; notes: Note[] }> => {
  const globs = request.baseReports ?? []
  if (globs.length === 0) return { base: null, notes: [] }
  const reports = await collectReports(globs, request.cwd)
  const notes = reportNotes(reports)
  const { coverage } = united(reports, index, request)
  const commitSha = head.baseSha ?? NO_COMMIT
  const event = coverage && coverageEvent(coverage, null, { ...head, commitSha, baseSha: null })
  // Reports that say nothing are not the same as none: there is no baseline, and nobody else to ask.
  return { base: { facts: factsOf(event ? [event] : []), baseline: { kind: 'base', commit_sha: commitSha } }, notes }
}
