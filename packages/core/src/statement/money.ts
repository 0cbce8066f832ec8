import { type AcceptedVersion, inForceAt } from '../agreement/versions.ts'
import type { BonusLine } from '../credits/bonuses.ts'
import type { CapLine, CreditLine } from '../credits/line.ts'
import { moneyText } from '../credits/money.ts'
import { type AdjustmentLine, adjustmentOf, type MoneyStatement, moneyOf } from '../credits/statement.ts'
import type { Period, PeriodFigures } from '../periods/period.ts'
import { type Instant, parseInstant, type Window } from '../time/instant.ts'
import { type BreachesByIdentity, judgedOf } from './judged.ts'
import { endsIn, type ReportSpan, spanAt } from './span.ts'

type Told<Line> = Line & { amount: string }

/** The month's money; every amount in minor units and as people read it. */
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
const figuresAfter = (period: Period, counted: (noticedAt: string) => boolean): PeriodFigures =>
  period.adjustments.findLast(({ noticed_at }) => counted(noticed_at))?.would_be ?? period.result

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

/** The months whose verdicts became final and would be others now, each with the difference in money. */
const adjustmentLines = (input: MoneyInput): AdjustmentLine[] => {
  const { at, span, versions, periods, breaches } = input
  const carried = carriedIn(input)
  const months = new Map(
    periods
      .filter(({ id }) => carried.has(id))
      .map(({ window }) => spanAt('month', span.zone, instant(window.to) - 1))
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
export const statementMoney = (input: MoneyInput): StatementMoney | null => {
  const { at, span, versions, periods, breaches } = input
  const consequences = consequencesOf(input, span.window)
  if (span.kind !== 'month' || !consequences) return null
  const judged = periods
    .filter(({ window }) => endsIn(span, instant(window.to)))
    .flatMap((period) => judgedOf(versions, breaches, period))
  const money = moneyOf({ at, month: span.window, consequences, judged }, adjustmentLines(input))
  const text = (minor: number) => moneyText(minor, consequences.currency)
  const told = <Line extends { amount_minor: number }>(line: Line) => ({ ...line, amount: text(line.amount_minor) })
  return {
    ...money,
    credits: money.credits.map(told),
    bonuses: money.bonuses.map(told),
    adjustments: money.adjustments.map(told),
    text: {
      fee: money.fee_minor === null ? null : text(money.fee_minor),
      cap: money.cap_minor === null ? null : text(money.cap_minor),
      credits: text(money.credits_minor),
      bonuses: text(money.bonuses_minor),
      owed: text(money.owed_minor),
    },
  }
}
