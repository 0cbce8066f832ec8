import fc from 'fast-check'
import type { Consequences, MoneyTier, Objective } from '../../agreement/terms.ts'
import { bonusesOf } from '../../credits/bonuses.ts'
import { chronicNotices } from '../../credits/chronic.ts'
import { creditsOf } from '../../credits/credits.ts'
import { figureOf, type Judged } from '../../credits/judged.ts'
import { ratio } from '../../number/ratio.ts'
import { objective, target } from '../agreement.ts'
import type { Fraction } from './measured.ts'
import { aloneOf, type NaiveRow, naiveBonuses, naiveChronic, naiveCredits } from './money.ts'
import { instantOf } from './time.ts'

const one = <T>(...values: T[]) => fc.constantFrom(...values)
const month = (first: string, next: string) => ({ from: instantOf('UTC', first, 0), to: instantOf('UTC', next, 0) })
const NOVEMBER = month('2026-11-01', '2026-12-01')
const MONTHS = [month('2026-09-01', '2026-10-01'), month('2026-10-01', '2026-11-01'), NOVEMBER]
/** The quarter of another calendar: it ends with November. */
const QUARTER = month('2026-09-01', '2026-12-01')
const ASKED = instantOf('UTC', '2026-12-15', 0)

/** Exactly at the thresholds, and just beside: so many of so many in %. */
const value = one(
  [3, 20],
  [3, 10],
  [1, 20],
  [1, 100],
  [0, 1],
  [151, 1000],
  [149, 1000],
  [301, 1000],
  [1, 1],
  [2, 5],
).map(([num = 0, den = 1]): Fraction => ({ num: num * 100, den }))

const tier = (percent: number, share: string): MoneyTier => ({
  threshold: { value: ratio(percent), unit: '%', text: `${percent}%` },
  share: ratio(Math.round(Number(share) * 1000), 1000),
  shareText: `${share}%`,
})

const asks = fc.record({
  op: one('<=' as const, '<=' as const, '>=' as const),
  indicator: one('change-fail-rate', 'change-fail-rate', 'availability', 'deployment-frequency'),
  owedBy: one('vendor', 'vendor', 'vendor', 'vendor', 'client', 'both'),
  contractual: one(true, true, true, true, false),
  kind: one('calendar month', 'calendar month', 'calendar month', 'calendar quarter', 'calendar week', 'rolling'),
  shares: one(['5', '10'], ['3', '9'], ['0.5', '33.333'], ['8', '8.5']),
})

const agreed = fc.tuple(asks, asks).map((all) =>
  all.map(({ op, indicator, owedBy, contractual, kind, shares: [small = '5', large = '10'] }, i) => {
    const lower = op === '<='
    const own: Objective = objective({
      id: `o${i}`,
      indicator,
      target: target(op, '15', '%'),
      window: { kind: 'calendar', unit: 'month' },
      owedBy: owedBy as Objective['owedBy'],
      money: {
        credits: lower ? [tier(15, small), tier(30, large)] : [tier(15, small), tier(5, large)],
        bonuses: lower ? [tier(5, small), tier(1, large)] : [tier(30, small)],
        chronicBelow: lower ? null : tier(5, '1').threshold,
      },
    })
    return {
      objective: own,
      kind,
      contractual,
      missed: ({ num, den }: Fraction) => (lower ? num > 15 * den : num < 15 * den),
    }
  }),
)

const judgedRow = fc.record({
  index: fc.nat(1),
  service: one('a', 'b'),
  which: fc.nat(2),
  value,
  aside: one(null, null, null, null, 'waived' as const, 'excluded' as const, 'no_data' as const),
  presumed: one<'none' | 'rebutted' | 'less' | 'more'>('none', 'none', 'none', 'rebutted', 'less'),
  until: one(-1, 0, 1),
  cause: one(null, 'x', 'x', 'y'),
})

/** What was judged in three months, each objective, service and window once; and what was agreed about money. */
export const accounts = fc.record({
  rows: fc
    .tuple(
      agreed,
      fc.uniqueArray(judgedRow, {
        minLength: 2,
        maxLength: 10,
        selector: (row) => `${row.index} ${row.service} ${row.which}`,
      }),
    )
    .map(([objectives, rows]) =>
      rows.flatMap(({ index, service, which, value: figure, aside, presumed, until, cause }): NaiveRow[] => {
        const found = objectives[index]
        if (!found || (found.kind === 'calendar quarter' && which !== 2)) return []
        const { objective: own, kind, contractual, missed } = found
        const window = kind === 'calendar quarter' ? QUARTER : (MONTHS[which] ?? NOVEMBER)
        const isMissed = missed(figure)
        const without = presumed === 'less' ? { num: 16 * 100, den: 100 } : null
        return [
          {
            objective: own,
            service,
            window: { ...window, kind },
            status: aside === 'no_data' || aside === 'excluded' ? aside : isMissed ? (aside ?? 'breached') : 'met',
            contractual,
            value: figure,
            presumed: isMissed && presumed !== 'none' ? { until: ASKED + until, value: without } : null,
            cause,
          },
        ]
      }),
    ),
  fee: one<number | null>(null, 4_000_000, 4_000_000, 99_999, 1, 333),
  cap: one(100, 100, 12, 8, 0),
  consecutive: one(null, 1, 2, 2, 3),
  nothing: one(false, false, false, false, true),
})

type Account = typeof accounts extends fc.Arbitrary<infer One> ? One : never

const asJudged = (row: NaiveRow): Judged => {
  const figure = (of: Fraction) => figureOf(ratio(of.num, of.den), '%')
  const { objective: own, service, status, contractual, window, presumed, cause } = row
  const { from, to, kind } = window
  return {
    objective: own,
    version: 1,
    service,
    case: null,
    window: { from, to, kind: kind as Judged['window']['kind'], label: '' },
    status,
    contractual,
    figure: status === 'no_data' ? null : figure(row.value),
    presumed: presumed && { until: presumed.until, figure: presumed.value && figure(presumed.value) },
    rootCause: cause,
    breach: null,
    provisional: false,
  }
}

/** The sums of both, and why what is not credited is not, but for what was chosen instead. */
export const moneys = ({ rows, fee, cap, consecutive, nothing }: Account) => {
  const consequences: Consequences | null = nothing
    ? null
    : {
        currency: 'USD',
        monthlyFee: fee,
        creditCap: ratio(cap),
        chronic: consecutive === null ? null : { consecutive },
      }
  const asked = { at: ASKED, month: NOVEMBER, consequences }
  const input = { ...asked, judged: rows.map(asJudged) }
  const credits = creditsOf(input)
  const naive = naiveCredits({ ...asked, rows })
  const whys = credits.lines.flatMap((line) => {
    if (line.kind !== 'credit') return []
    const chosen = line.not_credited === 'worse_elsewhere' || line.not_credited === 'same_cause'
    return [`${line.objective} ${line.service} ${line.not_credited && !chosen ? line.not_credited : line.alone_minor}`]
  })
  const own = rows.flatMap((row) => {
    const why = aloneOf(row, consequences?.monthlyFee ?? null, ASKED)
    const ended = row.window.to === NOVEMBER.to && ['calendar month', 'calendar quarter'].includes(row.window.kind)
    return why === null || !ended ? [] : [`${row.objective.id} ${row.service} ${why}`]
  })
  return {
    engine: {
      credits: credits.total_minor,
      cut: credits.lines.reduce((sum, line) => sum + (line.kind === 'cap' ? -line.amount_minor : 0), 0),
      whys: whys.sort(),
      bonuses: bonusesOf(input).total_minor,
      chronic: chronicNotices({ ...input, ended: NOVEMBER })
        .map(({ objective: id, service, window, why, in_a_row: times }) => {
          const ended = Date.parse(window.to)
          return `${id} ${service} ${ended} ${why === 'below' ? 'below' : `${times} in a row`}`
        })
        .sort(),
    },
    naive: {
      credits: naive.total,
      cut: naive.cut,
      whys: own.sort(),
      bonuses: naiveBonuses({ ...asked, rows }),
      chronic: naiveChronic({ ...asked, rows }),
    },
  }
}
