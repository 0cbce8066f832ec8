import { type CollectedReports, collectReports, type MeasuredChange, measureChange } from '@plumbline/client/change'
import type { Job } from '../job.ts'
import { pullRequestEvent } from './pull-request.ts'

/** What a file is shows in its content, so one that answers to globs of several kinds is still one file. */
const once = <Found extends { file: string }>(found: Found[]): Found[] => [
  ...new Map(found.map((one) => [one.file, one])).values(),
]

/** Each input's globs are searched alone, so that an exclusion of one takes nothing away from another. */
export const collect = async ({ settings, runner }: Job): Promise<CollectedReports> => {
  const searches: CollectedReports[] = []
  for (const globs of [settings.coverage, settings.tests, settings.findings])
    searches.push(await collectReports(globs, runner.workspace))
  return {
    coverage: once(searches.flatMap((search) => search.coverage)),
    tests: once(searches.flatMap((search) => search.tests)),
    findings: once(searches.flatMap((search) => search.findings)),
    unreadable: once(searches.flatMap((search) => search.unreadable)),
    unmatched: searches.flatMap((search) => search.unmatched),
  }
}

/** Compares what the reports say with the base. Nothing that a report or git can hold makes it throw. */
export const measure = async (job: Job, service: string, reports: CollectedReports): Promise<MeasuredChange> => {
  const { settings, runner, change, at } = job
  const host = URL.canParse(runner.serverUrl) ? new URL(runner.serverUrl).host : 'github.com'
  const source = `${host}/${runner.repository}/actions`
  // What is deployed need not be what the event is about.
  const told =
    change.event === 'pull_request' && settings.mode !== 'deployment'
      ? pullRequestEvent(runner.payload, { service, source, now: at })
      : null
  return measureChange({
    cwd: runner.workspace,
    repository: await job.clone,
    reports,
    service,
    source,
    at,
    commitSha: change.commitSha,
    branch: change.branch ?? null,
    flag: settings.flag,
    pullRequest: told,
  })
}
