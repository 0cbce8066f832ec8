import { expect, test } from 'vitest'
import { ratio } from '../number/ratio.ts'
import { ACME_CHECKOUT } from './testing/example.ts'
import { sound } from './testing/texts.ts'

const moneyOf = (text: string) => {
  const { consequences, objectives } = sound(text).terms
  return { consequences, of: (id: string) => objectives.find((objective) => objective.id === id)?.money }
}

test('what the example says about money', () => {
  const { consequences, of } = moneyOf(ACME_CHECKOUT)
  expect(consequences).toEqual({
    currency: 'USD',
    monthlyFee: 4_000_000,
    creditCap: ratio(12),
    chronic: { consecutive: 3 },
  })
  expect(of('change-fail-rate')).toEqual({
    credits: [
      { threshold: { value: ratio(15), unit: '%', text: '15%' }, share: ratio(5), shareText: '5%' },
      { threshold: { value: ratio(30), unit: '%', text: '30%' }, share: ratio(10), shareText: '10%' },
    ],
    bonuses: [],
    chronicBelow: null,
  })
  expect(of('uptime')?.chronicBelow).toEqual({ value: ratio(990, 10), unit: '%', text: '99.0%' })
  expect(of('patch-coverage')).toBeUndefined()
})

test('without a cap no more than the fee is owed; without a word about money there are no consequences', () => {
  expect(moneyOf(ACME_CHECKOUT.replace(', credit_cap: "12%"', '')).consequences?.creditCap).toEqual(ratio(100))
  const none = ACME_CHECKOUT.replace(/consequences: .*\n/, '').replace(/ {4}credits: .*\n/g, '')
  expect(moneyOf(none).consequences).toBeUndefined()
})
