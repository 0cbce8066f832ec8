import { type CollectedReports, collectReports, type MeasuredChange, measureChange } from '@plumbline/client/change'
import type { Job } from '../job.ts'

/** What a file is shows in its content, so one that answers to a glob of both kinds is still one file. */
const once = <Found extends { file: string }>(found: Found[]): Found[] => [
  ...new Map(found.map((one) => [one.file, one])).values(),
]

/** Each input's globs are searched alone, so that an exclusion of one takes nothing away from the other. */
export const collect = async ({ settings, runner }: Job): Promise<CollectedReports> => {
  const coverage = await collectReports(settings.coverage, runner.workspace)
  const tests = await collectReports(settings.tests, runner.workspace)
  return {
    coverage: once([...coverage.coverage, ...tests.coverage]),
    tests: once([...coverage.tests, ...tests.tests]),
    unreadable: once([...coverage.unreadable, ...tests.unreadable]),
    unmatched: [...coverage.unmatched, ...tests.unmatched],
  }
}

/** Compares what the reports say with the base. Nothing that a report or git can hold makes it throw. */
export const measure = async (job: Job, service: string, reports: CollectedReports): Promise<MeasuredChange> => {
  const { settings, runner, change, at } = job
  const host = URL.canParse(runner.serverUrl) ? new URL(runner.serverUrl).host : 'github.com'
  return measureChange({
    cwd: runner.workspace,
    repository: await job.clone,
    reports,
    service,
    source: `${host}/${runner.repository}/actions`,
    at,
    commitSha: change.commitSha,
    branch: change.branch ?? null,
    flag: settings.flag,
  })
}
