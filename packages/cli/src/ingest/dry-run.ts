import {
  DEFAULT_LIMITS,
  type FindingsSummary,
  parseReport,
  type ReportProblem,
  type Summary,
  summarise,
  type Totals,
} from '@plumbline/reports'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit.ts'
import { type OutputOptions, printData, printJson, wantsJson } from '../output/print.ts'
import { oneLine } from '../output/text.ts'
import { checkEvent } from './check.ts'
import { openSource, type RawEvent } from './source.ts'

type EventSummary = { format: 'events'; events: number; valid: number; types: Record<string, number> }
type Found =
  | { file: string; kind: 'report'; summary: Summary }
  | { file: string; kind: 'events'; summary: EventSummary; faults: string[] }
  | { file: string; kind: 'unreadable'; fault: string; code: string }

const faultOf = (file: string, { message, line, column }: ReportProblem): string =>
  `${file}${line === undefined ? '' : `:${line}${column === undefined ? '' : `:${column}`}`}: ${message}`

const lookAtEvents = async (file: string, events: AsyncIterable<RawEvent>): Promise<Found> => {
  const summary: EventSummary = { format: 'events', events: 0, valid: 0, types: {} }
  const faults: string[] = []
  for await (const raw of events) {
    summary.events += 1
    const checked =
      'broken' in raw ? { ok: false as const, mistakes: [{ pointer: '', detail: raw.broken }] } : checkEvent(raw.value)
    if (checked.ok) {
      summary.valid += 1
      summary.types[checked.event.type] = (summary.types[checked.event.type] ?? 0) + 1
    } else
      for (const { pointer, detail } of checked.mistakes)
        faults.push(`${file}:${raw.line}: ${pointer}${pointer ? ' ' : ''}${detail}`)
  }
  return { file, kind: 'events', summary, faults }
}

const look = async (context: Context, name: string): Promise<Found> => {
  const source = await openSource(context, name, DEFAULT_LIMITS.maxBytes)
  const { file } = source
  if (source.kind === 'events') return lookAtEvents(file, source.events)
  if (source.kind === 'unreadable')
    return { file, kind: 'unreadable', code: 'unreadable', fault: `${file}: ${source.message}` }
  const parsed = await parseReport(source.bytes)
  if (parsed.ok) return { file, kind: 'report', summary: summarise(parsed.report) }
  return { file, kind: 'unreadable', code: parsed.problem.code, fault: faultOf(file, parsed.problem) }
}

const MEASURES = ['lines', 'statements', 'branches', 'functions'] as const

const share = ({ covered, total }: { covered: number; total: number }): string =>
  `${covered} of ${total}${total === 0 ? '' : ` (${(Math.floor((covered * 1_000) / total) / 10).toFixed(1)} %)`}`

const carried = (totals: Totals): string[] =>
  MEASURES.flatMap((measure) => {
    const count = totals[measure]
    return count ? [`${measure} ${share(count)}`] : []
  })

const looked = ({
  tool,
  category,
  by_severity: { critical, high, medium, low },
}: FindingsSummary['findings'][number]): string =>
  `${tool} ${category}: ${critical} critical, ${high} high, ${medium} medium, ${low} low`

const words = (summary: Summary | EventSummary): string => {
  if ('valid' in summary)
    return `events: ${summary.valid} of ${summary.events} valid${Object.entries(summary.types)
      .map(([type, count]) => `, ${count} ${type}`)
      .join('')}`
  if ('findings' in summary) return `${summary.format}: ${summary.findings.map(looked).join('; ')}`
  const { format, ...rest } = summary
  if (!('tests' in rest)) return `${format}: ${carried(rest).join(', ') || 'carries no totals'}`
  const { tests, failures, errors, skipped, ...totals } = rest
  const counts = `${tests} tests, ${failures} failed, ${errors} errors, ${skipped} skipped`
  return `${format}: ${[counts, ...carried(totals)].join(', ')}`
}

const json = (found: Found) => {
  if (found.kind === 'unreadable') return { file: found.file, error: { code: found.code, detail: found.fault } }
  return { file: found.file, ...found.summary }
}

/** Says what each file holds, and sends nothing. One file prints its own object, several an array with their names. */
export const dryRun = async (context: Context, files: string[], options: OutputOptions): Promise<ExitCode> => {
  const found: Found[] = []
  for (const file of files) found.push(await look(context, file))

  const [only] = found
  const readable = found.filter((one) => one.kind !== 'unreadable')
  if (wantsJson(options)) {
    if (found.length > 1) printJson(context, options, found.map(json))
    else if (only && only.kind !== 'unreadable') printJson(context, options, only.summary)
  } else if (readable.length > 0) {
    const lines = readable.map((one) => `${files.length > 1 ? `${one.file}  ` : ''}${words(one.summary)}\n`)
    printData(context, options, lines.join(''))
  }

  const faults = found.flatMap((one) =>
    one.kind === 'unreadable' ? [one.fault] : one.kind === 'events' ? one.faults : [],
  )
  for (const fault of faults) context.err.write(`plumbline: ${oneLine(fault)}\n`)
  return faults.length === 0 ? EXIT.fine : EXIT.configuration
}
