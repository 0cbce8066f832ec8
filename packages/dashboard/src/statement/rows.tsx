import type { Statement, StatementRow } from '@plumbline/core'
import { clean, previousFigure, rowFigure, rowStatus, trendWord, windowWords } from '@plumbline/render'
import type { FC } from 'hono/jsx'
import { pageAddress } from '../address.ts'
import type { StatementView } from './view.ts'

const LOOKS: Record<StatementRow['status'], { tone: string; glyph: string }> = {
  breached: { tone: 'bad', glyph: '✕' },
  at_risk: { tone: 'risk', glyph: '!' },
  met: { tone: 'good', glyph: '✓' },
  no_data: { tone: 'none', glyph: '?' },
  waived: { tone: 'none', glyph: '–' },
  excluded: { tone: 'none', glyph: '–' },
  not_in_force: { tone: 'none', glyph: '–' },
}

const toneOf = ({ status, enforcement }: StatementRow): string =>
  status === 'breached' && enforcement === 'observe' ? 'noted' : LOOKS[status].tone

const HEADS: { head: string; isNumber?: boolean }[] = [
  { head: 'Objective' },
  { head: 'Service' },
  { head: 'Now', isNumber: true },
  { head: 'Target', isNumber: true },
  { head: 'n', isNumber: true },
  { head: 'Before', isNumber: true },
  { head: 'Verdict' },
]

/** What one row has room for; the list of breaches has them all. */
const MOST_LATE = 5

/** A figure stays on one line with its unit; what is longer may break. */
const unbroken = (figure: string): string => (figure.length > 16 ? figure : figure.replaceAll(' ', '\u00a0'))

/** Its clause, and its window where that is not just the period that the statement is of. */
const remarkOf = (row: StatementRow, { from, to }: Statement): string => {
  const isWhole = row.window?.from === from && row.window.to === to
  const window = row.window === null ? 'merges' : windowWords(row)
  return [row.clause === null ? '' : `§${clean(row.clause, 30)}`, isWhole ? '' : window]
    .filter((part) => part !== '')
    .join(', ')
}

/** Clocks have a breach each: its page is behind how long the clock ran. */
const Late: FC<{ row: StatementRow; engagement: string }> = ({ row: { clocks = [] }, engagement }) =>
  clocks.length === 0 ? null : (
    <span class="small">
      {' late: '}
      {clocks.slice(0, MOST_LATE).map(({ breach_id: id, display }, index) => (
        <>
          {index === 0 ? '' : ', '}
          <a href={pageAddress(engagement, 'breaches', id)}>{clean(display, 40) || clean(id, 40)}</a>
        </>
      ))}
      {clocks.length > MOST_LATE ? ` and ${clocks.length - MOST_LATE} more` : ''}
    </span>
  )

const Title: FC<{ row: StatementRow; view: StatementView }> = ({ row, view: { statement, engagement } }) => {
  const remark = remarkOf(row, statement)
  const title = clean(row.title, 110) || clean(row.objective, 110)
  return (
    <>
      {row.breach_id === undefined ? (
        <strong>{title}</strong>
      ) : (
        <a href={pageAddress(engagement, 'breaches', row.breach_id)}>{title}</a>
      )}
      {remark === '' ? null : <span class="small"> {remark}</span>}
      <Late row={row} engagement={engagement} />
    </>
  )
}

const Row: FC<{ row: StatementRow; view: StatementView }> = ({ row, view }) => (
  <tr>
    <th scope="row">
      <Title row={row} view={view} />
    </th>
    <td class="where">{clean(row.service, 70)}</td>
    <td class="number strong">{unbroken(rowFigure(row))}</td>
    <td class="number" data-name="Target">
      {unbroken(clean(row.target, 60))}
    </td>
    <td class="number" data-name="n">
      {row.samples}
    </td>
    <td class="number" data-name="Before">
      {unbroken(previousFigure(row))}
      {row.trend === null ? null : <span class="small"> {trendWord(row)}</span>}
    </td>
    <td class="state">
      <span class={`status ${toneOf(row)}`}>
        <span aria-hidden="true">{LOOKS[row.status].glyph}</span> {rowStatus(row)}
      </span>
    </td>
  </tr>
)

/** Every objective with its figure, how many cases it rests on, and the figure of the period before. */
export const Attainment: FC<{ view: StatementView }> = ({ view }) => (
  <table class="list" aria-label="Attainment">
    <thead>
      <tr>
        {HEADS.map(({ head, isNumber }) => (
          <th scope="col" class={isNumber ? 'number' : undefined}>
            {head}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {view.statement.objectives.map((row) => (
        <Row row={row} view={view} />
      ))}
    </tbody>
  </table>
)
