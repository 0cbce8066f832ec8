import type { Consequences, MoneyTier } from '../agreement/terms.ts'
import { formatInstant } from '../time/instant.ts'
import { type Due, dueOf } from './due.ts'
import { type CreditInput, endedIn, inOrder, type Judged } from './judged.ts'
import { type CapLine, type CreditLine, type NotCredited, subjectOf } from './line.ts'
import { moneyText, mostOf, shareOf } from './money.ts'
import { creditedOnce } from './once.ts'
import { creditedWords, notCreditedWords } from './words.ts'

export type Credits = { lines: (CreditLine | CapLine)[]; total_minor: number; provisional: boolean }

type Row = { judged: Judged; due: NonNullable<Due>; amount: number }

/** Something credited, and what was not because of it. */
type Chosen = { place: string; cause: string; row: Row }

const placeOf = ({ objective, window }: Judged) => `${objective.id} ${window.from} ${window.to}`
/** What has no agreed cause is its own. */
const causeOf = (judged: Judged, index: number) =>
  judged.rootCause === null ? `own ${index}` : `agreed ${judged.rootCause}`

/**
 * What the vendor owes for windows that ended in a month: for each objective and window the highest tier of its worst
 * service, each agreed root cause once, together no more than the cap. The lines add up to the total.
 */
export const creditsOf = ({ at, month, consequences, judged }: CreditInput): Credits => {
  const fee = consequences?.monthlyFee ?? null
  const rows = judged
    .filter((one) => endedIn(month, one))
    .sort(inOrder)
    .flatMap((one): Row[] => {
      const due = dueOf(one, at)
      if (due === null) return []
      if (fee === null) return [{ judged: one, due: { not: 'no_fee' }, amount: 0 }]
      return [{ judged: one, due, amount: 'tier' in due ? shareOf(fee, due.tier.share) : 0 }]
    })
  const chosen = choose(rows)
  const lines = rows.map((row, index) => lineOf(row, index, chosen, consequences))
  const sum = lines.reduce((total, line) => total + BigInt(line.amount_minor), 0n)
  const cap = fee === null || consequences === null ? 0 : mostOf(fee, consequences.creditCap)
  const over = sum - BigInt(cap)
  return {
    lines: over > 0n && consequences ? [...lines, capLine(Number(over), cap, consequences)] : lines,
    total_minor: Number(over > 0n ? BigInt(cap) : sum),
    provisional: lines.some((line) => line.provisional),
  }
}

const choose = (rows: readonly Row[]): Chosen[] => {
  const claims = rows.flatMap((row, index) =>
    'tier' in row.due ? [{ row, place: placeOf(row.judged), cause: causeOf(row.judged, index) }] : [],
  )
  const taken = creditedOnce(claims.map(({ place, cause, row }) => ({ place, cause, amount: BigInt(row.amount) })))
  return claims.filter((_, index) => taken.has(index))
}

const lineOf = (row: Row, index: number, chosen: readonly Chosen[], consequences: Consequences | null): CreditLine => {
  const { judged, due, amount } = row
  const base = {
    kind: 'credit' as const,
    ...subjectOf(judged),
    alone_minor: amount,
    tier: 'tier' in due ? tierView(due.tier) : null,
    ...(judged.rootCause === null ? {} : { root_cause: judged.rootCause }),
    provisional: judged.provisional,
  }
  if ('not' in due) return notCredited(base, due.not, judged)
  const isChosen = chosen.some((one) => one.row === row)
  const samePlace = chosen.find((one) => one.place === placeOf(judged))
  const sameCause = chosen.find((one) => one.cause === causeOf(judged, index))
  if (!isChosen && samePlace && samePlace.row.amount >= amount)
    return notCredited(base, 'worse_elsewhere', judged, samePlace.row.judged)
  if (!isChosen && sameCause) return notCredited(base, 'same_cause', judged, sameCause.row.judged)
  const { currency = '', monthlyFee = 0 } = consequences ?? {}
  const words = creditedWords(due.tier, moneyText(monthlyFee ?? 0, currency), moneyText(amount, currency))
  return { ...base, amount_minor: amount, detail: words }
}

const tierView = ({ threshold, shareText }: MoneyTier) => ({ worse_than: threshold.text, credit: shareText })

/** An incident is known here by a reference that nobody can read: its breach is something that both can open. */
const nameOf = ({ objective, service, case: one, breach }: Judged) =>
  `${objective.title} of ${service}${one === null ? '' : `, ${breach ?? one}`}`

const notCredited = (
  base: Omit<CreditLine, 'amount_minor' | 'detail'>,
  why: NotCredited,
  { presumed }: Judged,
  instead?: Judged,
): CreditLine => {
  const until = presumed ? formatInstant(presumed.until) : ''
  return {
    ...base,
    amount_minor: 0,
    not_credited: why,
    ...(instead && {
      instead: {
        objective: instead.objective.id,
        service: instead.service,
        ...(instead.case === null ? {} : { case: instead.case }),
      },
    }),
    ...(why === 'presumed' && { presumed_until: until }),
    detail: notCreditedWords(why, instead ? nameOf(instead) : '', until),
  }
}

const capLine = (over: number, cap: number, { currency }: Consequences): CapLine => ({
  kind: 'cap',
  amount_minor: -over,
  detail: `all credits of a month come to at most ${moneyText(cap, currency)}`,
})
