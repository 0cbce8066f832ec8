import { clean, ownerName } from '@plumbline/render'
import type { FC } from 'hono/jsx'
import { pageAddress } from '../address.ts'
import { BreachStatusMark, durationOf, measuredOf, subjectOf, targetOf, titleOf } from '../breach/words.tsx'
import { zoneOf } from '../frame.ts'
import { Day } from '../words.tsx'
import type { BreachListRow, BreachListView } from './view.ts'

/** A list without incidents has no severities to show. */
const hasSeverities = ({ rows }: BreachListView) => rows.some(({ severity }) => severity !== undefined)

const headsOf = (view: BreachListView): { head: string; isNumber?: boolean }[] => [
  { head: 'Opened' },
  { head: 'Objective' },
  { head: 'Service' },
  { head: 'Change or window' },
  { head: 'Measured', isNumber: true },
  { head: 'Target', isNumber: true },
  ...(hasSeverities(view) ? [{ head: 'Severity' }] : []),
  { head: 'Owed by' },
  { head: 'Lasted' },
  { head: 'Status' },
]

const Lasted: FC<{ row: BreachListRow; view: BreachListView }> = ({ row, view }) => {
  const duration = durationOf(row, view.at)
  return (
    <td class={duration === null ? 'nothing' : undefined} data-name="Lasted">
      <span class="lasted">{duration?.lasted ?? '–'}</span>
      {duration?.goesOn ? <span class="small"> so far</span> : null}
    </td>
  )
}

/** On narrow screens a row stands as a block; then the names of its columns come from `data-name`. */
const Row: FC<{ row: BreachListRow; view: BreachListView }> = ({ row, view }) => (
  <tr>
    <td class="when">
      <Day at={row.opened_at} zone={zoneOf(view)} />
    </td>
    <th scope="row">
      <a href={pageAddress(view.engagement, 'breaches', row.id)}>{titleOf(row)}</a>
      {row.clause === null ? null : <span class="small"> §{clean(row.clause, 30)}</span>}
    </th>
    <td class="where">
      {clean(row.service, 70)}
      {row.environment === 'production' ? null : <span class="small"> {clean(row.environment, 70)}</span>}
    </td>
    <td>{subjectOf(row)}</td>
    <td class="number strong">{measuredOf(row)}</td>
    <td class="number" data-name="Target">
      {targetOf(row)}
    </td>
    {hasSeverities(view) ? (
      <td class={row.severity === undefined ? 'nothing' : undefined} data-name="Severity">
        {row.severity === undefined ? '–' : clean(row.severity, 20)}
      </td>
    ) : null}
    <td data-name="Owed by">{clean(ownerName(row.owed_by, view.agreement), 80)}</td>
    <Lasted row={row} view={view} />
    <td class="state">
      <BreachStatusMark breach={row} />
      {row.contractual ? null : <span class="small"> observed only</span>}
    </td>
  </tr>
)

export const BreachTable: FC<{ view: BreachListView }> = ({ view }) => (
  <table class="list" aria-label="Breaches">
    <thead>
      <tr>
        {headsOf(view).map(({ head, isNumber }) => (
          <th scope="col" class={isNumber ? 'number' : undefined}>
            {head}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {view.rows.map((row) => (
        <Row row={row} view={view} />
      ))}
    </tbody>
  </table>
)
