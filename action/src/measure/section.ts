import type { Collected, MeasuredChange } from '@plumbline/client/change'
import { codeSpan, count, escapeMarkdown } from '@plumbline/render'
import type { CoverageReport, TestReport } from '@plumbline/reports'

const FILES_SHOWN = 20

const covered = (what: { covered: number; total: number } | undefined, noun: string, plural = `${noun}s`): string[] =>
  what === undefined ? [] : [`${what.covered} of ${count(what.total, noun, plural)}`]

const says = (report: CoverageReport | TestReport): string => {
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

const row = ({ file, report }: Collected<CoverageReport | TestReport>): string =>
  `| ${codeSpan(file, 90, 'end')} | ${escapeMarkdown(report.format)} | ${says(report)} |`

const totals = ({ events }: MeasuredChange): string[] =>
  events.flatMap((event) => {
    if (event.type === 'coverage') {
      const { lines, patch } = event.data
      const added =
        patch === undefined ? '' : `; of those this change adds, **${patch.covered} of ${count(patch.total, 'line')}**`
      return [`- Covered: **${lines.covered} of ${count(lines.total, 'line')}**${added}`]
    }
    if (event.type !== 'test_run') return []
    const { tests, failures, errors, skipped } = event.data
    return [`- Ran: **${count(tests, 'test')}**, ${failures + errors} failing, ${skipped} skipped`]
  })

/** What was measured on this machine, for the job's summary: it stands there before anyone else is asked. */
export const measuredSection = (measured: MeasuredChange, service: string): string => {
  const found = [...measured.reports.coverage, ...measured.reports.tests]
  const shown = found.slice(0, FILES_SHOWN)
  const table = shown.length === 0 ? [] : ['', '| Report | Format | Says |', '|:--|:--|:--|', ...shown.map(row)]
  const more = found.length > shown.length ? ['', `and ${found.length - shown.length} more.`] : []
  const nothing = found.length === 0 ? ['No report was read.'] : []
  const notes = measured.notes.map(({ detail }) => `- ⚠️ ${escapeMarkdown(detail, 400)}`)
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
