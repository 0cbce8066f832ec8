import type { Collected, MeasuredChange } from '@plumbline/client/change'
import { codeSpan, count, escapeMarkdown, sentence, toMarkdown } from '@plumbline/render'
import type { Report } from '@plumbline/reports'

const FILES_SHOWN = 20
/** Room for the names of all formats, where a report is of none. */
const NOTE_MAX = 600

const covered = (what: { covered: number; total: number } | undefined, noun: string, plural = `${noun}s`): string[] =>
  what === undefined ? [] : [`${what.covered} of ${count(what.total, noun, plural)}`]

type BySeverity = Partial<Record<'critical' | 'high' | 'medium' | 'low' | 'info', number | undefined>>

/** `3 findings: 1 critical, 2 low`. */
const found = (bySeverity: BySeverity): string => {
  const levels = Object.entries(bySeverity).flatMap(([severity, number = 0]) =>
    number > 0 ? [{ severity, number }] : [],
  )
  const total = levels.reduce((sum, { number }) => sum + number, 0)
  const parts = levels.map(({ severity, number }) => `${number} ${severity}`)
  return `${count(total, 'finding')}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`
}

const says = (report: Report): string => {
  if (report.kind === 'findings')
    return report.findings.map(({ tool, bySeverity }) => `${escapeMarkdown(tool, 60)}: ${found(bySeverity)}`).join('; ')
  if (report.kind === 'tests')
    return `${count(report.tests, 'test')}, ${report.failures + report.errors} failing, ${report.skipped} skipped`
  const { lines, branches, functions } = report.totals
  const parts = [
    ...covered(lines, 'line'),
    ...covered(branches, 'branch', 'branches'),
    ...covered(functions, 'function'),
  ]
  return parts.length > 0 ? `${parts.join(', ')} covered` : 'nothing that is counted'
}

const row = ({ file, report }: Collected<Report>): string =>
  `| ${codeSpan(file, 90, 'end')} | ${escapeMarkdown(report.format)} | ${says(report)} |`

const totals = ({ events }: MeasuredChange): string[] =>
  events.flatMap((event) => {
    if (event.type === 'coverage') {
      const { lines, patch } = event.data
      const added =
        patch === undefined ? '' : `; of those this change adds, **${patch.covered} of ${count(patch.total, 'line')}**`
      return [`- Covered: **${lines.covered} of ${count(lines.total, 'line')}**${added}`]
    }
    if (event.type === 'findings') {
      const { tool, category = 'quality', by_severity } = event.data
      return [`- ${escapeMarkdown(tool, 60)}, ${category}: **${found(by_severity)}**`]
    }
    if (event.type !== 'test_run') return []
    const { tests, failures, errors, skipped } = event.data
    return [`- Ran: **${count(tests, 'test')}**, ${failures + errors} failing, ${skipped} skipped`]
  })

/** What was measured on this machine, for the job's summary: it stands there before anyone else is asked. */
export const measuredSection = (measured: MeasuredChange, service: string): string => {
  const { coverage, tests, findings } = measured.reports
  const files: Collected<Report>[] = [...coverage, ...tests, ...findings]
  const shown = files.slice(0, FILES_SHOWN)
  const table = shown.length === 0 ? [] : ['', '| Report | Format | Says |', '|:--|:--|:--|', ...shown.map(row)]
  const more = files.length > shown.length ? ['', `and ${files.length - shown.length} more.`] : []
  const nothing = files.length === 0 ? ['No report was read.'] : []
  const notes = measured.notes.map(({ detail }) => `- ⚠️ ${toMarkdown(sentence(detail, NOTE_MAX))}`)
  return [
    `#### Measured here: ${codeSpan(service, 70)} at ${codeSpan(measured.commitSha.slice(0, 12))}`,
    '',
    ...nothing,
    ...totals(measured),
    ...notes,
    ...table,
    ...more,
  ].join('\n')
}
