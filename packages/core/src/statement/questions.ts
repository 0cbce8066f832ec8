import { indicatorName } from '../agreement/indicator-names.ts'
import type { StatementAnswer, StatementRow } from './statement.ts'

/** Money spent, against what was meant to be. */
const SPENDING: readonly string[] = ['budget-burn', 'cost-per-story-point']

const isSpending = ({ indicator }: Pick<StatementRow, 'indicator'>) => SPENDING.includes(indicator)

const aboutOf = ({ indicator }: Pick<StatementRow, 'indicator'>) => indicatorName(indicator)?.about

const isValue = (row: Pick<StatementRow, 'indicator'>) =>
  !isSpending(row) && (aboutOf(row) === 'business' || aboutOf(row) === 'user')

const NOT_MEASURED = 'no objective of this agreement answers it'

/** `Few deployments fail (checkout-api, payments)`, each objective once. */
const named = (rows: readonly StatementRow[]): string =>
  [...Map.groupBy(rows, ({ title }) => title)]
    .map(([title, own]) => `${title} (${[...new Set(own.map(({ service }) => service))].sort().join(', ')})`)
    .join(', ')

const HELD: readonly StatementRow['status'][] = ['met', 'at_risk']
const MISSED: readonly StatementRow['status'][] = ['breached', 'waived']

/** Answered by verdicts about it; a waived miss is missed all the same. */
const byVerdicts = (
  question: 'value' | 'budget',
  rows: readonly StatementRow[],
  agreed: readonly { id: string }[],
): StatementAnswer => {
  const held = rows.filter(({ status }) => HELD.includes(status))
  const missed = rows.filter(({ status }) => MISSED.includes(status))
  if (held.length + missed.length === 0) {
    const waiting = [...new Set([...rows.map(({ objective }) => objective), ...agreed.map(({ id }) => id)])]
    const detail = waiting.length === 0 ? NOT_MEASURED : `agreed, but nothing was measured: ${waiting.join(', ')}`
    return { question, answer: 'not_measured', detail }
  }
  const said = [
    held.length > 0 ? `kept: ${named(held)}` : '',
    missed.length > 0 ? `missed: ${named(missed)}` : '',
  ].filter((part) => part !== '')
  const answer = missed.length === 0 ? 'yes' : held.length === 0 ? 'no' : 'partly'
  return { question, answer, detail: said.join('; ') }
}

/** Against the period before. Activity is no improvement, and speed alone is none either (PRODUCT.md, rule 17). */
const improving = (rows: readonly StatementRow[]): StatementAnswer => {
  const question = 'improving'
  const compared = rows.filter((row) => row.trend !== null && aboutOf(row) !== 'activity')
  if (compared.length === 0)
    return {
      question,
      answer: 'not_measured',
      detail: 'nothing to compare with: no figure of this period has one of the period before',
    }
  if (compared.every((row) => aboutOf(row) === 'speed'))
    return { question, answer: 'not_measured', detail: 'only speed was measured in both periods, and no stability' }
  const of = (trend: StatementRow['trend']) => compared.filter((row) => row.trend === trend)
  const [better, worse, same] = [of('better'), of('worse'), of('same')]
  const said = [
    better.length > 0 ? `better: ${named(better)}` : '',
    worse.length > 0 ? `worse: ${named(worse)}` : '',
    same.length > 0 ? `the same: ${named(same)}` : '',
  ].filter((part) => part !== '')
  const answer = better.length > 0 ? (worse.length > 0 ? 'partly' : 'yes') : 'no'
  return { question, answer, detail: said.join('; ') }
}

/** The three questions of who reads one page a month, by what is measured and by nothing else. */
export const questionsOf = (
  rows: readonly StatementRow[],
  notJudged: readonly { id: string; indicator: string }[],
): StatementAnswer[] => [
  byVerdicts('value', rows.filter(isValue), notJudged.filter(isValue)),
  byVerdicts('budget', rows.filter(isSpending), notJudged.filter(isSpending)),
  improving(rows),
]
