import { describe, expect, test } from 'vitest'
import { judgesAlike } from '../agreement/lineage.ts'
import { ok } from '../result.ts'
import { terms } from '../testing/agreement.ts'
import { bonusesOf } from './bonuses.ts'
import type { Judged } from './judged.ts'
import { type AdjustmentLine, adjustmentOf, moneyOf } from './statement.ts'
import { consequences, input, judged, per, RATE } from './testing/judged.ts'

const met = (own: Partial<Judged> = {}) => judged({ status: 'met', figure: per('0.5'), ...own })
const bonuses = (...rows: Judged[]) =>
  bonusesOf(input(rows)).lines.map((line) => `${line.service} ${line.amount_minor}`)

describe('bonuses', () => {
  test.each<{ why: string; rows: Judged[]; told: string[] }>([
    { why: 'the highest tier', rows: [met()], told: ['checkout-api 160000'] },
    { why: 'equality is not better', rows: [met({ figure: per('1') })], told: ['checkout-api 80000'] },
    {
      why: 'once, by the worst service',
      rows: [met({ service: 'a' }), met({ service: 'b', figure: per('4') })],
      told: ['b 80000'],
    },
    {
      why: 'one service that earns none takes the others with it',
      rows: [met({ service: 'a' }), met({ service: 'b', figure: per('6') })],
      told: [],
    },
    {
      why: 'nothing observed is not success',
      rows: [met({ service: 'a' }), met({ service: 'b', status: 'no_data', figure: null })],
      told: [],
    },
    { why: 'a waiver is no success', rows: [met({ service: 'a' }), met({ service: 'b', status: 'waived' })], told: [] },
    {
      why: 'what lies outside the measurement is left out',
      rows: [met({ service: 'a' }), met({ service: 'b', status: 'excluded', figure: null })],
      told: ['a 160000'],
    },
    { why: 'nothing but exclusions earns nothing', rows: [met({ status: 'excluded', figure: null })], told: [] },
    { why: 'only observed', rows: [met({ contractual: false })], told: [] },
    { why: 'owed by the client', rows: [met({ objective: { ...RATE, owedBy: 'client' } })], told: [] },
    { why: 'rule 17: speed', rows: [met({ objective: { ...RATE, indicator: 'cycle-time' } })], told: [] },
  ])('$why', ({ rows, told }) => expect(bonuses(...rows)).toEqual(told))
})

describe('the statement', () => {
  test('bonuses stand apart: nothing is netted, nothing of them capped', () => {
    const rows = [judged(), met({ objective: { ...RATE, id: 'other' } })]
    expect(moneyOf(input(rows, { consequences: consequences({ creditCap: { num: 1n, den: 1n } }) }))).toMatchObject({
      currency: 'USD',
      fee_minor: 4_000_000,
      cap_minor: 40_000,
      credits_minor: 40_000,
      bonuses_minor: 160_000,
      owed_minor: 40_000,
      provisional: false,
    })
  })
  test('without money in the agreement there is none, and no word of it', () => {
    expect(moneyOf(input([met()], { consequences: null }))).toMatchObject({
      currency: null,
      owed_minor: 0,
      bonuses: [],
      credits: [],
    })
  })
})

describe('the statement in whole', () => {
  test('its month, and what was adjusted', () => {
    const { month, adjustments } = moneyOf(input([]), [ADJUSTMENT])
    expect(month).toEqual({ from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' })
    expect(adjustments).toEqual([ADJUSTMENT])
  })
  test('without a fee there is no cap', () => {
    expect(moneyOf(input([], { consequences: consequences({ monthlyFee: null }) }))).toMatchObject({
      currency: 'USD',
      fee_minor: null,
      cap_minor: null,
    })
    expect(moneyOf(input([], { consequences: null }))).toMatchObject({ fee_minor: null, cap_minor: null })
  })
  test.each([
    { why: 'a credit', rows: [judged({ provisional: true }), met({ objective: { ...RATE, id: 'other' } })] },
    { why: 'a bonus', rows: [judged(), met({ provisional: true, objective: { ...RATE, id: 'other' } })] },
  ])('provisional as soon as $why is', ({ rows }) => expect(moneyOf(input(rows)).provisional).toBe(true))
})

const ADJUSTMENT: AdjustmentLine = {
  kind: 'adjustment',
  month: { from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z', label: 'November 2026' },
  stated_minor: 200_000,
  would_be_minor: 400_000,
  amount_minor: 200_000,
  detail: 'November 2026: 2,000.00 USD was credited, with what is known now it is 4,000.00 USD',
}

describe('adjustments', () => {
  const stated = moneyOf(input([judged()]))
  const wouldBe = moneyOf(input([judged({ figure: per('40') })]))

  test('the difference is a line of the next statement, past any cap of it', () => {
    const adjustment = adjustmentOf(stated, wouldBe, 'November 2026')
    if (!adjustment.ok || adjustment.value === null) throw new Error('no adjustment')
    expect(adjustment.value).toEqual(ADJUSTMENT)
    expect(moneyOf(input([], {}), [adjustment.value])).toMatchObject({ credits_minor: 0, owed_minor: 200_000 })
  })
  test('it may go the other way', () => {
    const adjustment = adjustmentOf(wouldBe, stated, 'November 2026')
    expect(adjustment).toMatchObject({ value: { amount_minor: -200_000 } })
  })
  test('no difference is no line; what was adjusted already is stated', () => {
    expect(adjustmentOf(stated, stated, 'November 2026')).toEqual(ok(null))
    expect(adjustmentOf(stated, wouldBe, 'November 2026', 200_000)).toEqual(ok(null))
    expect(adjustmentOf(stated, wouldBe, 'November 2026', 300_000)).toMatchObject({ value: { amount_minor: -100_000 } })
  })
  test.each([
    { why: 'another month', other: { ...wouldBe, month: { from: 'x', to: 'y' } }, code: 'other_month' },
    { why: 'another begin', other: { ...wouldBe, month: { ...stated.month, from: 'x' } }, code: 'other_month' },
    { why: 'another end', other: { ...wouldBe, month: { ...stated.month, to: 'y' } }, code: 'other_month' },
    { why: 'another currency', other: { ...wouldBe, currency: 'EUR' }, code: 'other_currency' },
  ])('$why is refused', ({ other, code }) => {
    expect(adjustmentOf(stated, other, 'November 2026')).toMatchObject({ ok: false, errors: [{ code }] })
  })
  test.each([
    {
      one: stated,
      other: { ...wouldBe, month: { ...stated.month, from: 'x' } },
      message: '2026-11-01T00:00:00.000Z and x are different months',
    },
    {
      one: stated,
      other: { ...wouldBe, currency: null },
      message: 'November 2026 was stated in USD, not in none',
    },
    {
      one: { ...stated, currency: null },
      other: wouldBe,
      message: 'November 2026 was stated in no currency, not in USD',
    },
  ])('the refusal says what differs: $message', ({ one, other, message }) => {
    expect(adjustmentOf(one, other, 'November 2026')).toMatchObject({ errors: [{ message }] })
  })
  test('of money without a currency it is told in none', () => {
    expect(adjustmentOf({ ...stated, currency: null }, { ...wouldBe, currency: null }, 'November')).toMatchObject({
      value: { detail: 'November: 2,000.00 XXX was credited, with what is known now it is 4,000.00 XXX' },
    })
  })
})

test('rule 8: other credits judge alike, so that a window does not begin anew with them', () => {
  const { money: _, ...without } = RATE
  expect(
    judgesAlike(
      { objective: RATE, terms: terms({}) },
      { objective: without, terms: terms({ consequences: consequences() }) },
    ),
  ).toBe(true)
})
