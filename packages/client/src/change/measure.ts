import type { Baseline, ChangeFact, Event, EventOf, Instant, Note } from '@plumbline/core'
import { admit } from '@plumbline/core'
import { type CoverageReport, locateFiles, mergeCoverage } from '@plumbline/reports'
import { type CollectedReports, collectReports } from './collect.ts'
import { coverageEvent, findingsEvents, type Origin, testRunEvent, type Uncovered } from './events.ts'
import { note, type Paths, patchOf, untrackedNotes } from './patch.ts'
import { type Files, filesOf, type NoRepository, type Repository } from './repository.ts'

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
  /** A unified diff that was got elsewhere (GitHub's API, in a shallow clone); used in place of git's. */
  diff?: string | null
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
  /** What `baseReports` say. */
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

/** One report of all: each with its files found in the repository first, then united by lines. */
const merged = (reports: CollectedReports, paths: Paths): CoverageReport | null => {
  const located = reports.coverage.map(({ report }) => (paths === null ? report : locateFiles(report, paths).report))
  const [first, ...rest] = located
  if (first === undefined) return null
  return rest.length === 0 ? first : mergeCoverage([first, ...rest])
}

const reportNotes = ({ unreadable, unmatched }: CollectedReports): Note[] => [
  ...unmatched.map((glob) => note(`no file matches ${glob}`)),
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
    baseSha: base?.mergeBase ?? null,
    branch: request.branch ?? null,
    flag: request.flag ?? null,
  }

  const reports = 'coverage' in request.reports ? request.reports : await collectReports(request.reports, cwd)
  const notes = reportNotes(reports)
  const compared = reports.coverage.length > 0 || (request.baseReports ?? []).length > 0
  const files: Files | null = compared && repository.kind === 'repository' ? await filesOf(repository) : null
  const paths: Paths = files?.tracked ?? null
  const coverage = merged(reports, paths)
  const events: Event[] = []
  let uncovered: Uncovered[] = []

  if (coverage) {
    const { patch, notes: patchNotes } = await patchOf(coverage, request, paths)
    notes.push(...patchNotes)
    notes.push(...untrackedNotes(files?.untracked ?? [], coverage))
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

  const before = await baseOf(request, origin, paths)
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
  paths: Paths,
): Promise<{ base: MeasuredChange['base']; notes: Note[] }> => {
  const globs = request.baseReports ?? []
  if (globs.length === 0) return { base: null, notes: [] }
  const reports = await collectReports(globs, request.cwd)
  const notes = reportNotes(reports)
  const coverage = merged(reports, paths)
  const commitSha = head.baseSha ?? NO_COMMIT
  const event = coverage && coverageEvent(coverage, null, { ...head, commitSha, baseSha: null })
  if (!event) return { base: null, notes }
  return { base: { facts: factsOf([event]), baseline: { kind: 'base', commit_sha: commitSha } }, notes }
}
