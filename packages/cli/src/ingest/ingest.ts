import type { ApiOptions } from '../commands/options.ts'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode, misconfigured } from '../exit.ts'
import { type OutputOptions, printData, printJson, wantsJson } from '../output/print.ts'
import { createProgress } from '../output/progress.ts'
import { oneLine } from '../output/text.ts'
import { checkEvent } from './check.ts'
import type { ReportFile } from './measured.ts'
import { type Addressed, batched, nothingSent, type Rejection, type Sent, sendBatch } from './send.ts'
import { openSource, type RawEvent } from './source.ts'

export type IngestOptions = ApiOptions &
  OutputOptions & {
    service?: string
    commit?: string
    base?: string
    branch?: string
    flag?: string
    source: string
    dryRun?: boolean
  }

const MAX_BYTES = 128 * 1024 * 1024
const MAX_SHOWN = 20

/** Events of a file that are whole; the others are refused here with their line, as the server would refuse them. */
async function* wellFormed(
  file: string,
  events: AsyncIterable<RawEvent>,
  rejected: Rejection[],
): AsyncGenerator<Addressed> {
  for await (const raw of events) {
    if ('broken' in raw) {
      rejected.push({ file, line: raw.line, id: null, code: 'not_json', pointer: '', detail: raw.broken })
      continue
    }
    const checked = checkEvent(raw.value)
    if (checked.ok) yield { file, line: raw.line, event: checked.event }
    else
      for (const { pointer, detail } of checked.mistakes.slice(0, 1))
        rejected.push({ file, line: raw.line, id: checked.id, code: 'invalid_event', pointer, detail })
  }
}

const refusal = ({ file, line, id, code, pointer, detail }: Rejection): string =>
  oneLine(
    `${file}${line === null ? '' : `:${line}`}: ${id ?? 'an event'} refused (${code}): ${pointer}${pointer ? ' ' : ''}${detail}`,
  )

const report = (context: Context, options: IngestOptions, sent: Sent): void => {
  const { recorded, duplicate, rejected, countedIn } = sent
  const indicators = [...countedIn].sort()
  if (wantsJson(options))
    printJson(context, options, {
      recorded,
      duplicate,
      rejected: rejected.length,
      counted_in: indicators,
      rejections: rejected,
    })
  else {
    const counted = indicators.length > 0 ? `counted in: ${indicators.join(', ')}\n` : ''
    printData(
      context,
      options,
      `recorded ${recorded}, already known ${duplicate}, refused ${rejected.length}\n${counted}`,
    )
  }
  for (const one of rejected.slice(0, MAX_SHOWN)) context.err.write(`plumbline: ${refusal(one)}\n`)
  if (rejected.length > MAX_SHOWN)
    context.err.write(`plumbline: and ${rejected.length - MAX_SHOWN} more; --json lists them all\n`)
}

/** Sends reports and events. Everything is read before anything is refused, and sent again without harm. */
export const ingest = async (context: Context, files: string[], options: IngestOptions): Promise<ExitCode> => {
  if (options.dryRun) return (await import('./dry-run.ts')).dryRun(context, files, options)
  const reports: ReportFile[] = []
  const streams: { file: string; events: AsyncIterable<RawEvent> }[] = []
  for (const name of files) {
    const source = await openSource(context, name, MAX_BYTES)
    if (source.kind === 'unreadable') throw misconfigured(`${source.file}: ${source.message}`)
    if (source.kind === 'report') reports.push(source)
    else streams.push(source)
  }

  const measured =
    reports.length > 0 ? await (await import('./measured.ts')).measuredEvents(context, reports, options) : []
  const client = connect(context, options)
  const sent = nothingSent()
  const all = async function* () {
    yield* measured
    for (const { file, events } of streams) yield* wellFormed(file, events, sent.rejected)
  }
  const progress = createProgress(context.err, 'sending events', () => performance.now())
  let done = 0
  try {
    for await (const batch of batched(all())) {
      await sendBatch(client, batch, sent)
      done += batch.length
      progress.at(done, null)
    }
  } finally {
    progress.end()
  }
  report(context, options, sent)
  return sent.rejected.length === 0 ? EXIT.fine : EXIT.no
}
