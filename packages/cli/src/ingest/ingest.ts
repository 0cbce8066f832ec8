import type { ApiOptions } from '../commands/options.ts'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode, misconfigured } from '../exit.ts'
import { sayIfInterrupted } from '../interrupt.ts'
import { type OutputOptions, printData, printJson, wantsJson } from '../output/print.ts'
import { createProgress } from '../output/progress.ts'
import { oneLine } from '../output/text.ts'
import { checkEvent } from './check.ts'
import type { ReportFile } from './measured.ts'
import { type Addressed, batched, nothingSent, type Rejection, type Sent, sendBatch } from './send.ts'
import { openSource, type RawEvent, type Source } from './source.ts'

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
  at: (bytes: number) => void,
): AsyncGenerator<Addressed> {
  for await (const raw of events) {
    at(raw.bytes)
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

/** How far it came, and that it may be done again. @param underway events sent whose answer has not come */
const stoppedAt = ({ recorded, duplicate }: Sent, underway: number): string =>
  [
    `${recorded} events were recorded`,
    ...(duplicate > 0 ? [`, ${duplicate} were known already`] : []),
    ...(underway > 0 ? [`, and of ${underway} more nobody knows`] : []),
    '; run it again to send the rest: what is known is not counted twice',
  ].join('')

/** Sends reports and events. Everything is read before anything is refused, and sent again without harm. */
export const ingest = async (context: Context, files: string[], options: IngestOptions): Promise<ExitCode> => {
  if (options.dryRun) return (await import('./dry-run.ts')).dryRun(context, files, options)
  const reports: ReportFile[] = []
  const streams: Extract<Source, { kind: 'events' }>[] = []
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
  const total = streams.reduce((sum, { bytes }) => sum + bytes, 0)
  let before = 0
  let read = 0
  const all = async function* () {
    yield* measured
    for (const { file, events, bytes } of streams) {
      yield* wellFormed(file, events, sent.rejected, (inFile) => {
        read = before + inFile
      })
      before += bytes
    }
  }
  const progress = createProgress(context.err, 'sending events', () => performance.now())
  let done = 0
  let underway = 0
  const finished = sayIfInterrupted(() => {
    progress.end()
    context.err.write(`plumbline: interrupted: ${stoppedAt(sent, underway)}\n`)
  })
  try {
    for await (const batch of batched(all())) {
      underway = batch.length
      await sendBatch(client, batch, sent)
      underway = 0
      done += batch.length
      progress.at(read, total > 0 ? total : null, `${done} events`)
    }
  } catch (error) {
    progress.end()
    if (done > 0)
      context.err.write(
        `plumbline: ${done} events were sent; run it again to send the rest, what is known is no harm\n`,
      )
    throw error
  } finally {
    finished()
    progress.end()
  }
  report(context, options, sent)
  return sent.rejected.length === 0 ? EXIT.fine : EXIT.no
}
