import { headText, type Statement, type StatementRow } from '@plumbline/core'
import { codeSpan, escapeMarkdown } from '../text/markdown.ts'
import { localTime } from '../words/time.ts'
import { adjustmentLines, causeLines, dataLines, setAsideLines } from './lines.ts'
import {
  ANSWER_WORDS,
  needsWho,
  previousFigure,
  QUESTION_WORDS,
  rowFigure,
  rowStatus,
  STATE_WORDS,
  trendWord,
  windowWords,
} from './words.ts'

const text = (words: string, max = 300) => escapeMarkdown(words, max)

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`## ${title}`, '', ...lines, '']

const table = (heads: readonly string[], align: readonly string[], rows: readonly string[][]): string[] =>
  rows.length === 0 ? [] : [heads, align, ...rows].map((cells) => `| ${cells.join(' | ')} |`)

const rowCells = (row: StatementRow): string[] => [
  `${text(row.title, 120)}${row.clause === null ? '' : ` (${text(row.clause, 20)})`}`,
  codeSpan(row.service, 100),
  text(windowWords(row)),
  row.status === 'breached' ? `**${rowStatus(row)}**` : rowStatus(row),
  text(rowFigure(row)),
  text(row.target, 80),
  String(row.samples),
  text(previousFigure(row)),
  trendWord(row),
]

const HEADS = ['Objective', 'Service', 'Window', 'Verdict', 'Now', 'Target', 'n', 'Before', '']
const ALIGN = [':--', ':--', ':--', ':--', '--:', '--:', '--:', '--:', ':--']

const attainment = (statement: Statement): string[] => [
  ...table(HEADS, ALIGN, statement.objectives.map(rowCells)),
  ...(statement.not_judged.length === 0
    ? []
    : ['', `Agreed, but not measured here yet: ${statement.not_judged.map(({ id }) => codeSpan(id)).join(', ')}.`]),
]

const moneyLines = ({ money, money_note: note }: Statement): string[] => {
  if (money === null) return note === null ? [] : [text(note)]
  const { text: said, credits, bonuses, adjustments } = money
  const subject = (line: (typeof credits)[number]) =>
    line.kind === 'cap' ? 'Cap' : `${text(line.title, 120)}, ${codeSpan(line.service, 100)}, ${text(line.window.label)}`
  const rows = [
    ...credits.map((line) => [subject(line), text(line.detail), text(line.amount)]),
    ...adjustments.map((line) => [`Adjustment of ${text(line.month.label)}`, text(line.detail), text(line.amount)]),
    ['**Owed**', money.provisional ? 'provisional' : '', `**${text(said.owed)}**`],
  ]
  const earned = bonuses.map((line) => [
    `${text(line.title, 120)}, ${codeSpan(line.service, 100)}`,
    text(line.detail),
    text(line.amount),
  ])
  return [
    ...table(['Credit', 'Why', 'Amount'], [':--', ':--', '--:'], rows),
    ...(earned.length === 0
      ? []
      : ['', ...table(['Bonus, apart from credits', 'Why', 'Amount'], [':--', ':--', '--:'], earned)]),
  ]
}

const needLines = (statement: Statement): string[] => [
  `As of ${localTime(statement.at, statement.time_zone)}${statement.needs.length === 0 ? ' nothing waits for anybody.' : ':'}`,
  '',
  ...statement.needs.map((need) => {
    const due = need.due_at === null ? '' : ` by ${localTime(need.due_at, statement.time_zone)}`
    return `- **${text(needsWho(statement, need))}**${due}: ${text(need.detail)}`
  }),
]

const acknowledged = (statement: Statement): string[] =>
  statement.acknowledgements.map(
    ({ party, name, at, current }) =>
      `- ${text(statement.parties[party])} (${text(name, 80)}), ${localTime(at, statement.time_zone)}${current ? '' : ': an earlier state of it'}`,
  )

const agreementLines = ({ agreements, time_zone: zone }: Statement): string[] =>
  agreements.map(
    ({ version, hash, from }) => `- version ${version ?? '?'}, in force from ${localTime(from, zone)}: \`${hash}\``,
  )

/** A statement as Markdown: the same sections as its page, in the same order. */
export const statementMarkdown = (statement: Statement): string => {
  const { title, summary, parties, from, to, time_zone: zone, at, state, hash, ledger } = statement
  const said = statement.questions.map(
    ({ question, answer, detail }) => `- **${QUESTION_WORDS[question]}** ${ANSWER_WORDS[answer]}: ${text(detail, 600)}`,
  )
  const lines = [
    `# ${text(summary)}`,
    '',
    `${text(title)}: ${text(parties.client, 80)} and ${text(parties.vendor, 80)}. ` +
      `From ${localTime(from, zone)} to ${localTime(to, zone)} (${text(zone, 60)}); drawn up ${localTime(at, zone)}, ${STATE_WORDS[state]}.`,
    '',
    ...section('Three questions', said),
    ...section('What needs a decision', needLines(statement)),
    ...section('Attainment', attainment(statement)),
    ...section(
      'Chronic failure',
      statement.chronic.map(
        (one) =>
          `- ${text(one.title, 120)} of ${codeSpan(one.service, 100)}, ${text(one.window.label)}: ${text(one.detail)}`,
      ),
    ),
    ...section(
      'Set aside and disputed',
      setAsideLines(statement).map((line) => `- ${text(line, 700)}`),
    ),
    ...section(
      'Root causes both agree on',
      causeLines(statement).map((line) => `- ${text(line, 700)}`),
    ),
    ...section(
      'Adjustments of earlier periods',
      adjustmentLines(statement).map((line) => `- ${text(line, 700)}`),
    ),
    ...section('Credits', moneyLines(statement)),
    ...section(
      `Data, as of ${localTime(at, zone)}`,
      dataLines(statement).map((line) => `- ${text(line, 500)}`),
    ),
    ...section('Method', [...statement.method.map((line) => `- ${text(line)}`), ...agreementLines(statement)]),
    ...section('Acknowledged by', acknowledged(statement)),
    `Statement \`${hash}\`  `,
    `Ledger head \`${headText(ledger)}\``,
  ]
  return `${lines.join('\n')}\n`
}
