import { describe, expect, test } from 'vitest'
import { percentOf } from '../agreement/money.ts'
import { parseDecimal, type Ratio, ratio } from '../number/ratio.ts'
import { objective, target } from '../testing/agreement.ts'
import { withCases } from '../testing/cases.ts'
import { creditsOf } from './credits.ts'
import { figureOf } from './judged.ts'
import { consequences, input, judged, RATE } from './testing/judged.ts'

type Case = {
  id: string
  commitment_percent: number
  tiers: { at_least: number; credit_percent: number }[]
  monthly_uptime_percent: number
  expect_credit_percent: number
}

const exact = (value: number): Ratio => parseDecimal(String(value)) ?? ratio(0)

/**
 * The published tables say where a tier ends (`at_least`), ours where it begins (`worse_than`): a row ends where the
 * next begins, and the first begins at the commitment.
 */
const uptime = ({ commitment_percent: commitment, tiers }: Case) =>
  objective({
    ...RATE,
    indicator: 'availability',
    target: target('>=', String(commitment), '%'),
    money: {
      credits: tiers.map(({ credit_percent: credit }, index) => {
        const begins = index === 0 ? commitment : (tiers[index - 1]?.at_least ?? 0)
        return {
          threshold: { value: exact(begins), unit: '%' as const, text: `${begins}%` },
          share: percentOf(`${credit}%`) ?? ratio(0),
          shareText: `${credit}%`,
        }
      }),
      bonuses: [],
      chronicBelow: null,
    },
  })

const creditOf = (one: Case): number => {
  const agreed = uptime(one)
  const figure = figureOf(exact(one.monthly_uptime_percent), '%')
  const isMissed = (agreed.target.kind === 'compare' ? (figure(agreed.target) ?? 0) : 0) < 0
  const row = judged({ objective: agreed, figure, status: isMissed ? 'breached' : 'met' })
  return creditsOf(input([row], { consequences: consequences({ monthlyFee: 100 }) })).total_minor
}

describe('credit tables that others publish', () => {
  withCases<Case>('sla/credit-tiers.json', (cases) => {
    test.each(cases)('$id', (one) => expect(creditOf(one)).toBe(one.expect_credit_percent))
  })
})
