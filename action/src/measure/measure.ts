import {
  type Asked,
  askGit,
  type CollectedReports,
  collectReports,
  type DiffElsewhere,
  type MeasuredChange,
  measureChange,
} from '@plumbline/client/change'
import type { Job } from '../job.ts'
import { masked } from '../masked.ts'
import { mergeEvent, pullRequestEvent } from './pull-request.ts'

/** What a file is shows in its content, so one that answers to globs of several kinds is still one file. */
const once = <Found extends { file: string }>(found: Found[]): Found[] => [
  ...new Map(found.map((one) => [one.file, one])).values(),
]

/** Reports, and what git was asked about the change while they were read. */
export type Gathered = CollectedReports & { asked?: Promise<Asked | null> }

/** Each input's globs are searched alone, so that an exclusion of one takes nothing away from another. */
export const collect = async ({ settings, runner, clone, log }: Job): Promise<Gathered> => {
  const asked = clone.then((repository) =>
    settings.coverage.length > 0 && repository.kind === 'repository' ? askGit(repository) : null,
  )
  // It is awaited further on; until then a failure must not end the process.
  asked.catch(() => {})
  const searches: CollectedReports[] = []
  for (const globs of [settings.coverage, settings.tests, settings.findings])
    searches.push(
      await collectReports(globs, runner.workspace, (read, of) => log.info(`read ${read} of ${of} reports`)),
    )
  return {
    asked,
    coverage: once(searches.flatMap((search) => search.coverage)),
    tests: once(searches.flatMap((search) => search.tests)),
    findings: once(searches.flatMap((search) => search.findings)),
    unreadable: once(searches.flatMap((search) => search.unreadable)),
    unmatched: searches.flatMap((search) => search.unmatched),
  }
}

/** In a clone that is too shallow, or without one, GitHub is asked; its code is loaded only then. */
const diffElsewhere = async (job: Job, { coverage }: CollectedReports): Promise<DiffElsewhere | null> => {
  const repository = await job.clone
  const isKnown = repository.kind === 'repository' && repository.base.kind === 'found'
  if (coverage.length === 0 || isKnown) return null
  return (await import('./diff-from-github.ts')).diffFromGitHub(job, repository)
}

/** Compares what the reports say with the base. Nothing that a report or git can hold makes it throw. */
export const measure = async (job: Job, service: string, reports: Gathered): Promise<MeasuredChange> => {
  const { settings, runner, change, at } = job
  const host = URL.canParse(runner.serverUrl) ? new URL(runner.serverUrl).host : 'github.com'
  const source = `${host}/${runner.repository}/actions`
  // What is deployed need not be what the event is about.
  const told =
    change.event === 'pull_request' && settings.mode !== 'deployment'
      ? pullRequestEvent(runner.payload, { service, source, now: at })
      : mergeEvent(change, { service, source })
  const measured = await measureChange({
    cwd: runner.workspace,
    repository: await job.clone,
    reports,
    asked: (await reports.asked) ?? null,
    diff: await diffElsewhere(job, reports),
    service,
    source,
    at,
    commitSha: change.commitSha,
    branch: change.branch ?? null,
    flag: settings.flag,
    pullRequest: told,
  })
  return { ...measured, notes: masked(measured.notes, job.mask) }
}
