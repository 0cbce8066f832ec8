import { ok, type Result, refused } from '../result.ts'
import { formatInstant } from '../time/instant.ts'
import { type BonusLine, bonusesOf } from './bonuses.ts'
import { creditsOf } from './credits.ts'
import type { CreditInput } from './judged.ts'
import type { CapLine, CreditLine } from './line.ts'
import { moneyText, mostOf, NO_CURRENCY } from './money.ts'

/** What became known of a month after it was final: a line of the next statement. */
export type AdjustmentLine = {
  kind: 'adjustment'
  /** The month that it is about. */
  month: { from: string; to: string; label: string }
  stated_minor: number
  would_be_minor: number
  /** Would be, less stated; below 0 where too much was credited. */
  amount_minor: number
  detail: string
}

/** Money of one calendar month, in the form in which it travels. Amounts are whole minor units of `currency`. */
export type MoneyStatement = {
  month: { from: string; to: string }
  /** Null where the agreement says nothing about money; then nothing is owed. */
  currency: string | null
  fee_minor: number | null
  cap_minor: number | null
  /** What is credited, what is not and why, and what the cap takes off. They add up to `credits_minor`. */
  credits: (CreditLine | CapLine)[]
  credits_minor: number
  /** Apart: never netted against credits. */
  bonuses: BonusLine[]
  bonuses_minor: number
  adjustments: AdjustmentLine[]
  /** Credits of the month and adjustments of earlier ones; below 0 where earlier months were credited too much. */
  owed_minor: number
  /** Some window of it is not final. */
  provisional: boolean
}

/**
 * The month's money. Adjustments are of months that were stated, and capped, before: no cap of this month is theirs.
 * A quarter's statement is that of its three months.
 */
export const moneyOf = (input: CreditInput, adjustments: readonly AdjustmentLine[] = []): MoneyStatement => {
  const { month, consequences } = input
  const fee = consequences?.monthlyFee ?? null
  const credits = creditsOf(input)
  const bonuses = bonusesOf(input)
  return {
    month: { from: formatInstant(month.from), to: formatInstant(month.to) },
    currency: consequences?.currency ?? null,
    fee_minor: fee,
    cap_minor: consequences && fee !== null ? mostOf(fee, consequences.creditCap) : null,
    credits: credits.lines,
    credits_minor: credits.total_minor,
    bonuses: bonuses.lines,
    bonuses_minor: bonuses.total_minor,
    adjustments: [...adjustments],
    owed_minor: adjustments.reduce((sum, { amount_minor: amount }) => sum + amount, credits.total_minor),
    provisional: credits.provisional || bonuses.provisional,
  }
}

/** Why two statements can't be set against each other. */
export type AdjustmentRefusal = { code: 'other_month' | 'other_currency'; message: string }

/**
 * The difference between a month as it was stated and as it would be with what is known now; null where there is
 * none. What was adjusted already is part of what was stated: `adjusted` is the sum of earlier adjustments of it.
 */
export const adjustmentOf = (
  stated: Pick<MoneyStatement, 'month' | 'currency' | 'credits_minor'>,
  wouldBe: Pick<MoneyStatement, 'month' | 'currency' | 'credits_minor'>,
  label: string,
  adjusted = 0,
): Result<AdjustmentLine | null, AdjustmentRefusal> => {
  const { month } = stated
  if (month.from !== wouldBe.month.from || month.to !== wouldBe.month.to)
    return refused({ code: 'other_month', message: `${month.from} and ${wouldBe.month.from} are different months` })
  if (stated.currency !== wouldBe.currency)
    return refused({
      code: 'other_currency',
      message: `${label} was stated in ${stated.currency ?? 'no currency'}, not in ${wouldBe.currency ?? 'none'}`,
    })
  const before = stated.credits_minor + adjusted
  const amount = wouldBe.credits_minor - before
  if (amount === 0) return ok(null)
  const text = (minor: number) => moneyText(minor, stated.currency ?? NO_CURRENCY)
  return ok({
    kind: 'adjustment',
    month: { ...month, label },
    stated_minor: before,
    would_be_minor: wouldBe.credits_minor,
    amount_minor: amount,
    detail: `${label}: ${text(before)} was credited, with what is known now it is ${text(wouldBe.credits_minor)}`,
  })
}
