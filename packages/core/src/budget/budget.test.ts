import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JudgeableTarget } from '../evaluation/judge.ts'
import { share } from '../indicators/indicator.ts'
import { ratio, toNumber } from '../number/ratio.ts'
import { target } from '../testing/agreement.ts'
import { withCases } from '../testing/cases.ts'
import { DAY, HOUR, MINUTE } from '../time/instant.ts'
import { allowanceOf } from './allowance.ts'
import { budgetOf } from './budget.ts'
import { burnFactor } from './burning.ts'

const EVIDENCE = { formula: '' }
const MONTH_MS = 30 * DAY

const ofEvents = (indicator: string, agreed: JudgeableTarget, numerator: number, denominator: number) => {
  const allowance = allowanceOf(indicator, agreed) ?? expect.fail('no allowance')
  const fraction = { numerator, denominator }
  const value = share(numerator, denominator)
  return budgetOf(
    indicator,
    allowance,
    { kind: 'measured', value, fraction, samples: denominator, evidence: EVIDENCE },
    MONTH_MS,
  )
}

const ofTime = (agreed: JudgeableTarget, downMs: number, observedMs: number, windowMs = MONTH_MS) => {
  const allowance = allowanceOf('availability', agreed) ?? expect.fail('no allowance')
  const fraction = { numerator: (observedMs - downMs) / 1_000, denominator: observedMs / 1_000 }
  const value = ratio(BigInt(observedMs - downMs) * 100n, BigInt(observedMs))
  return budgetOf(
    'availability',
    allowance,
    { kind: 'measured', value, fraction, samples: 1, evidence: EVIDENCE },
    windowMs,
  )
}

describe('error budget: what the target allows, what was used of it, what is left', () => {
  test.each([
    ['<= 15%: 3 of 20', target('<=', '15', '%'), 2, 20, 3, '2 of 3 allowed failures used'],
    ['whole events only: 1.5 of 10', target('<=', '15', '%'), 1, 10, 1, '1 of 1 allowed failure used'],
    ['more than allowed', target('<=', '15', '%'), 5, 20, 3, '5 of 3 allowed failures used'],
    ['< 15% allows one less where it is whole', target('<', '15', '%'), 2, 20, 2, '2 of 2 allowed failures used'],
    ['nothing allowed, nothing used', target('<=', '0', '%'), 0, 20, 0, 'no failure is allowed, and none was used'],
    ['nothing allowed', target('<=', '0', '%'), 1, 20, 0, '1 failure, none is allowed'],
    ['too few to allow one', target('<=', '15', '%'), 0, 5, 0, 'no failure is allowed, and none was used'],
    ['many: a share says more', target('<=', '15', '%'), 75, 1_000, 150, '50.0 % of the error budget left'],
  ])('%s', (_, agreed, failed, of, allowed, words) => {
    expect(ofEvents('change-fail-rate', agreed, failed, of)).toMatchObject({
      unit: 'count',
      allowed,
      used: failed,
      remaining: allowed - failed,
      in_words: words,
    })
  })

  test('where higher is better, the failures are what is missing', () => {
    expect(ofEvents('gate-coverage', target('>=', '90', '%'), 19, 20)).toMatchObject({
      allowed: 2,
      used: 1,
      remaining_percent: 50,
      burn_rate: 0.5,
      in_words: '1 of 2 allowed ungated deployments used',
    })
  })

  test('of time it is what the whole window allows, however much of it has passed', () => {
    const budget = ofTime(target('>=', '99.9', '%'), 648_000, 3 * DAY)
    expect(budget).toMatchObject({ unit: 's', allowed: 2_592, used: 648, remaining: 1_944, remaining_percent: 75 })
    expect(budget?.in_words).toBe('10 min 48 s of 43 min 12 s allowed downtime used')
    expect(budget?.burn_rate).toBeCloseTo(2.5)
  })

  test('a number that is no share of failures has none', () => {
    expect(allowanceOf('deployment-frequency', target('>=', '1', '/day'))).toBeNull()
    expect(allowanceOf('change-fail-rate', target('==', '0', '%'))).toBeNull()
  })

  test('nothing is left exactly where the target is missed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.nat(400),
        fc.integer({ min: 1, max: 99 }),
        (of, bad, percent) => {
          const failed = Math.min(bad, of)
          const budget = ofEvents('change-fail-rate', target('<=', String(percent), '%'), failed, of)
          expect((budget?.remaining ?? 0) < 0).toBe(failed * 100 > percent * of)
        },
      ),
    )
  })
})

describe('burn rates are those of the SRE workbook, for windows of any length', () => {
  test.each([
    [2, HOUR, 14.4],
    [5, 6 * HOUR, 6],
    [10, DAY, 3],
    [10, 3 * DAY, 1],
  ])('%i %% of 30 days in %i ms is %f times too fast', (percent, long, factor) =>
    expect(toNumber(burnFactor(percent, 30, long))).toBe(factor),
  )

  type Burn = {
    id: string
    slo_period_days: number
    error_budget_percent?: number
    long_window_minutes: number
    expect_burn_rate?: number
  }
  withCases<Burn>('sla/burn-rate.json', (cases) => {
    // Where a tool rounds its factors by hand there is no formula to check.
    const formulas = cases.filter(({ expect_burn_rate: expected }) => expected !== undefined)
    test.each(formulas)('$id', ({ error_budget_percent = 0, slo_period_days, long_window_minutes, expect_burn_rate }) =>
      expect(toNumber(burnFactor(error_budget_percent, slo_period_days, long_window_minutes * MINUTE))).toBeCloseTo(
        expect_burn_rate ?? Number.NaN,
        9,
      ),
    )
  })

  type Slices = {
    id: string
    method: string
    window_minutes?: number
    target?: number
    expect_bad_slices_allowed?: number
  }
  withCases<Slices>('sla/openslo-budgeting.json', (cases) => {
    const budgets = cases.filter((one) => one.expect_bad_slices_allowed !== undefined)
    test.each(budgets)('$id: minutes that may be bad', ({ window_minutes = 0, target: share = 0, ...one }) => {
      const windowMs = window_minutes * MINUTE
      const budget = ofTime(target('>=', String(share * 100), '%'), 0, windowMs, windowMs)
      expect(budget?.allowed).toBe((one.expect_bad_slices_allowed ?? 0) * 60)
    })
  })
})
