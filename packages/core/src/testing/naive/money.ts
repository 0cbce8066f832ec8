import type { Consequences, MoneyTier, Objective, Threshold } from '../../agreement/terms.ts'
import type { Instant, Window } from '../../time/instant.ts'
import type { Fraction } from './measured.ts'

/*
 * What was judged, as money (docs: The agreement file, Money): from rows to sums, by trying every way to choose.
 */

/** One objective for one service in one window or case. */
export type NaiveRow = {
  objective: Objective
  service: string
  window: Window & { kind: string }
  status: 'met' | 'breached' | 'waived' | 'excluded' | 'no_data'
  contractual: boolean
  /** In %. */
  value: Fraction
  /** Links that nobody has rebutted yet: until when they could be, and what it comes to without them. */
  presumed: { until: Instant; value: Fraction | null } | null
  cause: string | null
}

/** What is about speed or about how busy somebody was; of the indicators that are generated here. */
const SPEED = ['deployment-frequency']

const isAbove = (value: Fraction, { value: bound }: Threshold) =>
  BigInt(value.num) * bound.den > bound.num * BigInt(value.den)
const isBelow = (value: Fraction, { value: bound }: Threshold) =>
  BigInt(value.num) * bound.den < bound.num * BigInt(value.den)

/** Where a value gets worse: above what is asked for at most, below what is asked for at least. */
const isWorse = ({ target }: Objective, value: Fraction, threshold: Threshold): boolean =>
  target.kind === 'compare' && target.op.startsWith('<') ? isAbove(value, threshold) : isBelow(value, threshold)
const isBetter = ({ target }: Objective, value: Fraction, threshold: Threshold): boolean =>
  target.kind === 'compare' && target.op.startsWith('<') ? isBelow(value, threshold) : isAbove(value, threshold)

/** A share of the fee, rounded half up to whole minor units. */
const shareOf = (fee: number, { share }: MoneyTier): number => {
  const whole = share.den * 100n
  return Number((2n * BigInt(fee) * share.num + whole) / (2n * whole))
}

const most = (amounts: readonly number[]) => amounts.reduce((best, one) => Math.max(best, one), 0)

const isOfMonth = (month: Window, { window }: NaiveRow) =>
  (window.kind === 'calendar month' || window.kind === 'calendar quarter') &&
  month.from < window.to &&
  window.to <= month.to

/** What counts of a value while presumed links can still be rebutted. */
const counting = ({ value, presumed }: NaiveRow, at: Instant): Fraction | null =>
  presumed && at < presumed.until ? presumed.value : value

/** What one row would come to if nothing else had gone wrong, or why nothing. */
export const aloneOf = (row: NaiveRow, fee: number | null, at: Instant): number | string | null => {
  const { objective, status, contractual } = row
  const tiers = objective.money?.credits ?? []
  if (tiers.length === 0 || status === 'met') return null
  const barred =
    (objective.owedBy !== 'vendor' && `owed_by_${objective.owedBy}`) ||
    (SPEED.includes(objective.indicator) && 'kind') ||
    (!contractual && 'observed')
  if (status !== 'breached') return barred ? null : fee === null ? 'no_fee' : status
  if (fee === null) return 'no_fee'
  if (barred) return barred
  const beyond = (value: Fraction | null) =>
    tiers.filter(({ threshold }) => value !== null && isWorse(objective, value, threshold))
  const reached = beyond(counting(row, at))
  if (reached.length > 0) return most(reached.map((tier) => shareOf(fee, tier)))
  return beyond(row.value).length > 0 ? 'presumed' : 'no_tier'
}

type Claim = { place: string; cause: string; amount: number }

/** The most that can be chosen: no objective twice in a window, no agreed cause twice. Every way is tried. */
const mostOf = (claims: readonly Claim[]): number => {
  const [first, ...rest] = claims
  if (!first) return 0
  const others = rest.filter(({ place, cause }) => place !== first.place && cause !== first.cause)
  return Math.max(mostOf(rest), first.amount + mostOf(others))
}

type Asked = { at: Instant; month: Window; consequences: Consequences | null; rows: readonly NaiveRow[] }

const placeOf = ({ objective, window }: NaiveRow) => `${objective.id} ${window.from} ${window.to}`

export const naiveCredits = ({ at, month, consequences, rows }: Asked): { total: number; cut: number } => {
  const fee = consequences?.monthlyFee ?? null
  if (!consequences || fee === null) return { total: 0, cut: 0 }
  const claims = rows
    .filter((row) => isOfMonth(month, row))
    .flatMap((row, i): Claim[] => {
      const amount = aloneOf(row, fee, at)
      return typeof amount === 'number' ? [{ place: placeOf(row), cause: row.cause ?? `its own ${i}`, amount }] : []
    })
  const sum = mostOf(claims)
  const { num, den } = consequences.creditCap
  const cap = Number((BigInt(fee) * num) / (den * 100n))
  return { total: Math.min(sum, cap), cut: Math.max(0, sum - cap) }
}

/** Once for each objective and window, by its worst service; none where one was missed, waived or without data. */
export const naiveBonuses = ({ month, consequences, rows }: Asked): number => {
  const fee = consequences?.monthlyFee ?? null
  if (fee === null) return 0
  const own = rows.filter((row) => isOfMonth(month, row) && row.status !== 'excluded')
  let sum = 0
  for (const place of new Set(own.map(placeOf))) {
    const earned = own
      .filter((row) => placeOf(row) === place)
      .map(({ objective, status, contractual, value }) => {
        const mayEarn = contractual && objective.owedBy === 'vendor' && !SPEED.includes(objective.indicator)
        const reached = (objective.money?.bonuses ?? []).filter(({ threshold }) =>
          isBetter(objective, value, threshold),
        )
        return mayEarn && status === 'met' ? most(reached.map((tier) => shareOf(fee, tier))) : 0
      })
    sum += Math.min(...earned)
  }
  return sum
}

/** Each service of an objective has its own row of windows; what settles nothing neither counts nor ends it. */
export const naiveChronic = ({ at, month, consequences, rows }: Asked): string[] => {
  const notices: string[] = []
  const calendar = rows.filter(({ window, contractual, objective }) => {
    return window.kind.startsWith('calendar') && contractual && !SPEED.includes(objective.indicator)
  })
  for (const name of new Set(calendar.map(({ objective, service }) => `${objective.id} ${service}`))) {
    const own = calendar.filter(({ objective, service }) => `${objective.id} ${service}` === name)
    let inARow = 0
    for (const to of [...new Set(own.map(({ window }) => window.to))].sort((a, b) => a - b)) {
      const [row] = own.filter(({ window }) => window.to === to)
      if (!row) continue
      const value = counting(row, at)
      if (row.status === 'met') inARow = 0
      if (row.status !== 'breached' || value === null) continue
      inARow++
      if (to <= month.from || to > month.to) continue
      const asked = consequences?.chronic?.consecutive ?? null
      if (asked !== null && inARow >= asked) notices.push(`${name} ${to} ${inARow} in a row`)
      const below = row.objective.money?.chronicBelow ?? null
      if (below && isBelow(value, below)) notices.push(`${name} ${to} below`)
    }
  }
  return notices.sort()
}
