import { addReport, type CollectedReports, measureChange, noReports, openRepository } from '@plumbline/client/change'
import type { Context } from '../context.ts'
import { misconfigured, usage } from '../exit.ts'
import type { IngestOptions } from './ingest.ts'
import type { Addressed } from './send.ts'

export type ReportFile = { file: string; bytes: Uint8Array }

const FULL_SHA = /^([0-9a-f]{40}|[0-9a-f]{64})$/

const readAll = async (files: ReportFile[]): Promise<CollectedReports> => {
  const collected = noReports()
  for (const { file, bytes } of files) await addReport(collected, file, bytes)
  const [bad, ...more] = collected.unreadable
  if (bad) {
    const where = bad.line === undefined ? '' : `:${bad.line}`
    const others = more.length === 0 ? null : `and ${more.length} more: ${more.map(({ file }) => file).join(', ')}`
    throw misconfigured(`${bad.file}${where}: ${bad.message}`, others)
  }
  return collected
}

/** Report files as events about one commit. Several coverage files are one measurement, united by lines. */
export const measuredEvents = async (
  context: Context,
  files: ReportFile[],
  options: IngestOptions,
): Promise<Addressed[]> => {
  const reports = await readAll(files)
  if (options.service === undefined)
    throw usage('reports need to know their service', 'give --service NAME, as the agreement calls it')
  const { commit } = options
  const repository = await openRepository(context.cwd, options.base ?? null, commit ?? null)
  const sha = repository.kind === 'repository' ? repository.head : commit
  if (sha === undefined)
    throw usage(
      `which commit do the reports measure? ${repository.kind === 'none' ? repository.detail : ''}`,
      'give --commit SHA',
    )
  if (!FULL_SHA.test(sha))
    throw usage(`“${sha}” is no full commit SHA`, 'give all 40 hex digits, as git rev-parse HEAD prints them')

  const change = await measureChange({
    cwd: context.cwd,
    repository,
    reports,
    service: options.service,
    source: options.source,
    at: context.now(),
    commitSha: sha,
    branch: options.branch ?? null,
    flag: options.flag ?? null,
  })
  for (const { detail } of change.notes) context.err.write(`plumbline: ${detail}\n`)
  const name = files.map(({ file }) => file).join(', ')
  return change.events.map((event) => ({ file: name, line: null, event }))
}
