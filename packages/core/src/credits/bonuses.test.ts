import { describe, expect, test } from 'vitest'
import { objective, target } from '../testing/agreement.ts'
import { bonusesOf } from './bonuses.ts'
import type { Judged } from './judged.ts'
import { consequences, input, judged, LATER, NOVEMBER, per, RATE, tiers } from './testing/judged.ts'

const met = (own: Partial<Judged> = {}) => judged({ status: 'met', figure: per('0.5'), ...own })
const NONE = { lines: [], total_minor: 0, provisional: false }
const servicesOf = (rows: Judged[]) => bonusesOf(input(rows)).lines.map(({ service }) => service)

test('a line says what was earned, and from what it was taken', () => {
  expect(bonusesOf(input([met()]))).toEqual({
    lines: [
      {
        kind: 'bonus',
        objective: 'change-fail-rate',
        title: 'Change fail rate',
        clause: null,
        service: 'checkout-api',
        window: {
          kind: 'calendar month',
          from: '2026-11-01T00:00:00.000Z',
          to: '2026-12-01T00:00:00.000Z',
          label: 'November 2026',
        },
        agreement_version: 1,
        amount_minor: 160_000,
        tier: { better_than: '1%', bonus: '4%' },
        provisional: false,
        detail: 'better than 1%: 4% of 40,000.00 USD is 1,600.00 USD',
      },
    ],
    total_minor: 160_000,
    provisional: false,
  })
})

test.each([
  { why: 'no money agreed', terms: null },
  { why: 'no fee agreed', terms: consequences({ monthlyFee: null }) },
])('$why: nothing is earned', ({ terms }) => expect(bonusesOf(input([met()], { consequences: terms }))).toEqual(NONE))

test('rule 4: what was not measured earns nothing, whatever its status', () => {
  expect(servicesOf([met({ figure: null })])).toEqual([])
})

test('an objective without bonuses, and one that may be neither above nor below, earn nothing', () => {
  const { money: _, ...without } = RATE
  const band = { kind: 'band', low: { num: 0n, den: 1n }, high: { num: 1n, den: 1n }, unit: '%', text: '' } as const
  expect(servicesOf([met({ objective: without })])).toEqual([])
  const happiness = { ...RATE, indicator: 'reported:happiness', target: band }
  expect(['0.5', '6'].map((value) => servicesOf([met({ objective: happiness, figure: per(value) })]))).toEqual([[], []])
})

test('of what is better when higher, better is above', () => {
  const uptime = objective({
    ...RATE,
    indicator: 'availability',
    target: target('>=', '99', '%'),
    money: { credits: [], bonuses: tiers(['99.9%', '2%']), chronicBelow: null },
  })
  expect(servicesOf([met({ objective: uptime, figure: per('99.95') })])).toEqual(['checkout-api'])
  expect(servicesOf([met({ objective: uptime, figure: per('99.9') })])).toEqual([])
})

test('a service that was not in force takes nothing from the others', () => {
  expect(servicesOf([met({ service: 'a' }), met({ service: 'b', status: 'not_in_force', figure: null })])).toEqual([
    'a',
  ])
})

test('a window that ended in another month is another statement', () => {
  const december = met({ window: { from: NOVEMBER.to, to: LATER, kind: 'calendar month', label: '' } })
  expect(bonusesOf(input([december]))).toEqual(NONE)
})

describe('once, by the worst service', () => {
  const [a, b] = [met({ service: 'a' }), met({ service: 'b', figure: per('4') })]
  test('whichever comes first', () => {
    expect(
      servicesOf([
        { ...b, service: 'a' },
        { ...a, service: 'b' },
      ]),
    ).toEqual(['a'])
    expect(servicesOf([b, a])).toEqual(['b'])
  })
  test('rule 12: of those that earn the same the first by name, however they arrive', () => {
    expect([servicesOf([{ ...a, service: 'b' }, a]), servicesOf([a, { ...a, service: 'b' }])]).toEqual([['a'], ['a']])
  })
})

test('provisional as soon as one service of it, and the sum as soon as one line', () => {
  const other = met({ objective: { ...RATE, id: 'other' } })
  const bonuses = bonusesOf(input([met({ service: 'a' }), met({ service: 'b', provisional: true }), other]))
  expect([bonuses.provisional, ...bonuses.lines.map(({ provisional }) => provisional)]).toEqual([true, true, false])
})
