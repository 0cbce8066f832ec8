import { type AcceptedVersion, inForceAt } from '../agreement/versions.ts'
import type { BonusLine } from '../credits/bonuses.ts'
import type { CapLine, CreditLine } from '../credits/line.ts'
import { moneyText } from '../credits/money.ts'
import { type AdjustmentLine, adjustmentOf, type MoneyStatement, moneyOf } from '../credits/statement.ts'
import type { CreditedFigures, Period } from '../periods/period.ts'
import { formatInstant, type Instant, parseInstant, type Window } from '../time/instant.ts'
import { type BreachesByIdentity, creditedOf, judgedOf } from './judged.ts'
import { endsIn, inItsZone, monthsOf, type ReportSpan, spanAt } from './span.ts'

type Told<Line> = Line & { amount: string }

/** The money of a month, or of a quarter's months; every amount in minor units and as people read it. */
export type StatementMoney = Omit<MoneyStatement, 'credits' | 'bonuses' | 'adjustments'> & {
  credits: Told<CreditLine | CapLine>[]
  bonuses: Told<BonusLine>[]
  adjustments: Told<AdjustmentLine>[]
  /** `fee` and `cap` are null where none is agreed. */
  text: { fee: string | null; cap: string | null; credits: string; bonuses: string; owed: string }
}

export type MoneyInput = {
  at: Instant
  span: ReportSpan
  versions: AcceptedVersion[]
  /** Of at least the month, and of every month that it carries an adjustment of. */
  periods: readonly Period[]
  breaches: BreachesByIdentity
}

const instant = (text: string): Instant => parseInstant(text) ?? 0

/** What a period came to once some of what was noticed about it late was counted. */
const figuresAfter = (period: Period, counted: (noticedAt: string) => boolean): CreditedFigures =>
  period.adjustments.findLast(({ noticed_at }) => counted(noticed_at))?.would_be ?? creditedOf(period)

/** Adjustments counted in the month, by the period that they are about. */
const carriedIn = ({ span, periods }: MoneyInput): Map<string, Set<string>> => {
  const found = new Map<string, Set<string>>()
  for (const { window, carries } of periods)
    if (endsIn(span, instant(window.to)))
      for (const { of, noticed_at } of carries) found.set(of.id, (found.get(of.id) ?? new Set()).add(noticed_at))
  return found
}

const consequencesOf = ({ versions }: MoneyInput, month: Window) =>
  inForceAt(versions, month.to - 1)?.terms.consequences ?? null

/** The month in whose statement it is told: the one that it ended in. */
const monthOf = ({ versions, span }: MoneyInput, { window }: Period): ReportSpan => {
  const last = instant(window.to) - 1
  return inItsZone(versions, spanAt('month', inForceAt(versions, last)?.terms.timeZone ?? span.zone, last))
}

/** The months whose verdicts became final and would be others now, each with the difference in money. */
const adjustmentLines = (input: MoneyInput): AdjustmentLine[] => {
  const { at, versions, periods, breaches } = input
  const carried = carriedIn(input)
  const months = new Map(
    periods
      .filter(({ id }) => carried.has(id))
      .map((period) => monthOf(input, period))
      .map((month) => [month.period, month]),
  )
  return [...months.values()]
    .sort((a, b) => a.window.from - b.window.from)
    .flatMap((month): AdjustmentLine[] => {
      const own = periods.filter(({ window }) => endsIn(month, instant(window.to)))
      const consequences = consequencesOf(input, month.window)
      const asOf = (also: boolean) => {
        const judged = own.flatMap((period) => {
          const now = carried.get(period.id) ?? new Set<string>()
          const first = [...now].sort()[0]
          const isCounted = (noticed: string) => (now.has(noticed) ? also : first !== undefined && noticed < first)
          return judgedOf(versions, breaches, period, figuresAfter(period, isCounted))
        })
        return moneyOf({ at, month: month.window, consequences, judged })
      }
      const line = adjustmentOf(asOf(false), asOf(true), month.label)
      return line.ok && line.value ? [line.value] : []
    })
}

/** Null where the version in force at the month's end says nothing about money: then nothing is owed. */
const monthMoney = (input: MoneyInput): StatementMoney | null => {
  const { at, span, versions, periods, breaches } = input
  const consequences = consequencesOf(input, span.window)
  if (!consequences) return null
  const judged = periods
    .filter(({ window }) => endsIn(span, instant(window.to)))
    .flatMap((period) => judgedOf(versions, breaches, period))
  const money = moneyOf({ at, month: span.window, consequences, judged }, adjustmentLines(input))
  const told = <Line extends { amount_minor: number }>(line: Line) => ({
    ...line,
    amount: moneyText(line.amount_minor, consequences.currency),
  })
  const lines = {
    credits: money.credits.map(told),
    bonuses: money.bonuses.map(told),
    adjustments: money.adjustments.map(told),
  }
  return { ...money, ...lines, text: inWords(money, consequences.currency) }
}

const inWords = (
  money: Pick<MoneyStatement, 'fee_minor' | 'cap_minor' | 'credits_minor' | 'bonuses_minor' | 'owed_minor'>,
  currency: string,
): StatementMoney['text'] => {
  const text = (minor: number) => moneyText(minor, currency)
  return {
    fee: money.fee_minor === null ? null : text(money.fee_minor),
    cap: money.cap_minor === null ? null : text(money.cap_minor),
    credits: text(money.credits_minor),
    bonuses: text(money.bonuses_minor),
    owed: text(money.owed_minor),
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** Null where no month of it has one. */
const sumOfKnown = (numbers: readonly (number | null)[]): number | null => {
  const known = numbers.filter((number) => number !== null)
  return known.length === 0 ? null : sum(known)
}

/** The cap is one of a month, and in a quarter has to say of which. */
const withMonth = ({ money, label }: { money: StatementMoney; label: string }): StatementMoney['credits'] =>
  money.credits.map((line) => (line.kind === 'cap' ? { ...line, detail: `${label}: ${line.detail}` } : line))

/**
 * The money of a quarter is that of its months, each with its own fee and cap.
 * @returns null where none of them has any; `mixed` where they are in different currencies, and have no sum
 */
const quarterMoney = (input: MoneyInput): StatementMoney | 'mixed' | null => {
  const { span, versions } = input
  const months = monthsOf(span)
    .map((month) => inItsZone(versions, month))
    .flatMap((month) => {
      const money = monthMoney({ ...input, span: month })
      return money ? [{ money, label: month.label }] : []
    })
  const of = months.map(({ money }) => money)
  const [first] = of
  if (first === undefined || first.currency === null) return null
  if (of.some(({ currency }) => currency !== first.currency)) return 'mixed'
  const totals = {
    fee_minor: sumOfKnown(of.map((one) => one.fee_minor)),
    cap_minor: sumOfKnown(of.map((one) => one.cap_minor)),
    credits_minor: sum(of.map((one) => one.credits_minor)),
    bonuses_minor: sum(of.map((one) => one.bonuses_minor)),
    owed_minor: sum(of.map((one) => one.owed_minor)),
  }
  return {
    month: { from: formatInstant(span.window.from), to: formatInstant(span.window.to) },
    currency: first.currency,
    ...totals,
    credits: months.flatMap(withMonth),
    bonuses: of.flatMap(({ bonuses }) => bonuses),
    adjustments: of.flatMap(({ adjustments }) => adjustments),
    provisional: of.some(({ provisional }) => provisional),
    text: inWords(totals, first.currency),
  }
}

/** Of a month, or a quarter; a week has none. */
export const statementMoney = (input: MoneyInput): StatementMoney | 'mixed' | null => {
  switch (input.span.kind) {
    case 'week':
      return null
    case 'month':
      return monthMoney(input)
    case 'quarter':
      return quarterMoney(input)
    default:
      return input.span.kind satisfies never
  }
}
