import { headText, type Statement, type StatementRow } from '@plumbline/core'
import {
  ANSWER_WORDS,
  adjustmentLines,
  causeLines,
  clean,
  localTime,
  needsWho,
  previousFigure,
  QUESTION_WORDS,
  rowFigure,
  rowStatus,
  STATE_WORDS,
  setAsideLines,
  trendWord,
  windowWords,
} from '@plumbline/render'
import { type Column, formatListing } from '../output/listing.ts'

/** Of clocks, which have one each, all of them. */
const breachesOf = ({ breach_id: id, clocks = [] }: StatementRow): string =>
  [...(id === undefined ? [] : [id]), ...clocks.map((clock) => clock.breach_id)].join(' ')

export const columns: Column<StatementRow>[] = [
  {
    key: 'status',
    title: 'Verdict',
    text: ({ status }) => status,
    shown: rowStatus,
    tone: ({ status }) =>
      status === 'breached' ? 'red' : status === 'met' ? 'green' : status === 'at_risk' ? 'yellow' : 'dim',
  },
  { key: 'objective', title: 'Objective', text: ({ objective }) => objective },
  { key: 'value', title: 'Value', text: ({ value }) => String(value ?? ''), machine: true },
  { key: 'display', title: 'Now', text: ({ display }) => display, shown: rowFigure, align: 'right' },
  { key: 'target', title: 'Target', text: ({ target }) => target, align: 'right' },
  { key: 'samples', title: 'n', text: ({ samples }) => String(samples), align: 'right' },
  {
    key: 'previous',
    title: 'Before',
    text: ({ previous }) => previous?.display ?? '',
    shown: (row) => `${previousFigure(row)}${row.trend === null ? '' : ` ${trendWord(row)}`}`,
    align: 'right',
  },
  { key: 'window', title: 'Window', text: ({ window }) => window?.label ?? '', shown: windowWords },
  { key: 'service', title: 'Service', text: ({ service }) => service },
  { key: 'state', title: 'State', text: ({ state }) => state, machine: true },
  { key: 'no_data_reason', title: 'Why', text: (row) => row.no_data_reason ?? '', machine: true },
  { key: 'owed_by', title: 'Owed by', text: (row) => row.owed_by, machine: true },
  { key: 'breach_id', title: 'Breach', text: breachesOf, machine: true },
]

const block = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)]

const creditLines = ({ money, money_note: note }: Statement): string[] => {
  if (money === null) return note === null ? [] : [note]
  const credited = money.credits.map((line) =>
    line.kind === 'cap'
      ? `${line.amount}  cap: ${clean(line.detail, 200)}`
      : `${line.amount}  ${clean(line.title, 80)} of ${clean(line.service, 70)}: ${clean(line.detail, 200)}`,
  )
  const adjusted = money.adjustments.map(({ amount, detail }) => `${amount}  adjustment: ${clean(detail, 200)}`)
  const earned = money.bonuses.map(
    ({ amount, title, detail }) => `${amount}  bonus, apart: ${clean(title, 80)}: ${clean(detail, 200)}`,
  )
  return [...credited, ...adjusted, `${money.text.owed}  owed${money.provisional ? ', provisional' : ''}`, ...earned]
}

/** A statement on a terminal: the sections of its page in the same order, but for data and method. */
export const statementTable = (statement: Statement, terminal: Parameters<typeof formatListing>[2]): string => {
  const { parties, state, questions, needs, time_zone: zone, acknowledgements, hash, ledger } = statement
  return [
    clean(statement.summary, 300),
    `${clean(parties.client, 80)} and ${clean(parties.vendor, 80)}; ${STATE_WORDS[state]}`,
    '',
    formatListing({ columns, rows: statement.objectives }, 'table', terminal).trimEnd(),
    ...block(
      'Questions',
      questions.map((one) => `${QUESTION_WORDS[one.question]} ${ANSWER_WORDS[one.answer]}: ${clean(one.detail, 300)}`),
    ),
    ...block(
      `Needs a decision, as of ${localTime(statement.at, zone)}`,
      needs.map(
        (need) =>
          `${needsWho(statement, need)}${need.due_at === null ? '' : ` by ${localTime(need.due_at, zone)}`}: ${clean(need.detail, 200)}`,
      ),
    ),
    ...block('Set aside and disputed', setAsideLines(statement)),
    ...block('Root causes both agree on', causeLines(statement)),
    ...block('Adjustments of earlier periods', adjustmentLines(statement)),
    ...block('Credits', creditLines(statement)),
    ...block(
      'Acknowledged',
      acknowledgements.map(
        ({ party, at, current }) =>
          `${clean(parties[party], 80)}, ${localTime(at, zone)}${current ? '' : ': an earlier state of it'}`,
      ),
    ),
    '',
    `Statement ${hash}`,
    `Ledger head ${headText(ledger)}`,
    '',
  ].join('\n')
}
