import type { StatementRow, StatementState } from './statement.ts'

/** How figures come about, in sentences for whoever reads a printed page. */
export const METHOD: string[] = [
  'Each window is judged by the version that was in force in its last millisecond; equality meets the target.',
  'Nothing observed is no data, never met; rates of too few cases are pooled with up to two earlier windows, or not judged.',
  'Of a window that is over nothing changes once it is final: what is learned later is listed as an adjustment of the next one.',
  'Of changes, those merged while failing are counted; what the gate stopped before the merge is none of them.',
  'Rolling windows are early warning and are not stated.',
]

const count = (number: number, one: string) => `${number} ${one}`

/** One sentence: what was kept, what was not, and what could not be told. */
export const summaryOf = (label: string, state: StatementState, rows: readonly StatementRow[]): string => {
  const of = (...statuses: StatementRow['status'][]) => rows.filter(({ status }) => statuses.includes(status)).length
  const judged = rows.filter(({ status }) => status !== 'not_in_force').length
  const soFar = state === 'open' ? ' so far' : ''
  if (judged === 0) return `${label}${soFar}: nothing was judged`
  const parts = [
    of('breached') > 0 ? count(of('breached'), 'breached') : '',
    of('no_data') > 0 ? count(of('no_data'), 'without data') : '',
    of('waived') > 0 ? count(of('waived'), 'waived') : '',
    of('excluded') > 0 ? count(of('excluded'), 'excluded') : '',
  ].filter((part) => part !== '')
  return `${label}${soFar}: ${of('met', 'at_risk')} of ${judged} met${parts.map((part) => `, ${part}`).join('')}`
}
