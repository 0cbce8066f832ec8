import { describe, expect, test } from 'vitest'
import type { Consequences } from '../agreement/terms.ts'
import { consequences, RATE, tiers } from '../credits/testing/judged.ts'
import { LEDGER_START } from '../ledger/entry.ts'
import { ratio } from '../number/ratio.ts'
import { at, version } from '../testing/agreement.ts'
import type { StatementInput } from './of.ts'
import { statementOf } from './of.ts'
import { type ReportKind, spanNamed } from './span.ts'
import { NOVEMBER_INPUT, period } from './testing/november.ts'

const OBJECTIVES = ['a', 'b'].map((id) => ({
  ...RATE,
  id,
  title: id,
  money: { credits: tiers(['15%', '5%'], ['30%', '10%']), bonuses: tiers(['2%', '1%']), chronicBelow: null },
}))

const agreed = (number: number, from: string, own: Partial<Consequences> = {}) =>
  version(number, from, {
    consequences: consequences({ creditCap: ratio(12), ...own }),
    objectives: OBJECTIVES,
  })

/** October: a bonus. November: two credits beyond the cap. December: one, and one window that was excluded. */
const PERIODS = [
  period('a', '10', 'met', 1),
  period('b', '10', 'met', 10),
  period('a', '11', 'breached', 31),
  period('b', '11', 'breached', 20),
  { ...period('a', '11', 'breached', 20), ...december('a') },
  { ...period('b', '11', 'excluded', null), ...december('b') },
]

function december(id: string) {
  const [from, to] = ['2026-12-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z']
  const window = {
    ...period(id, '11', 'met', 1).window,
    period: '2026-12-01' as const,
    from,
    to,
    label: 'December 2026',
  }
  return { id: `${id} in December`, at: from, window }
}

const input = (kind: ReportKind, name: string, own: Partial<StatementInput> = {}): StatementInput => ({
  ...NOVEMBER_INPUT,
  at: at('2027-02-01'),
  span: spanNamed(kind, 'UTC', name) ?? expect.fail(name),
  versions: [agreed(1, '2026-09-01')],
  periods: PERIODS,
  waivers: [],
  exclusions: [],
  disputes: [],
  ledger: LEDGER_START,
  ...own,
})

const MONTHS = ['2026-10', '2026-11', '2026-12']
const moneyOf = (kind: ReportKind, name: string, own: Partial<StatementInput> = {}) =>
  statementOf(input(kind, name, own)).money ?? expect.fail(`${name} states no money`)

describe('a quarter’s money is that of its months', () => {
  const months = MONTHS.map((month) => moneyOf('month', month))
  const quarter = moneyOf('quarter', '2026-Q4')
  const sum = (of: 'credits_minor' | 'bonuses_minor' | 'owed_minor' | 'fee_minor' | 'cap_minor') =>
    months.reduce((total, month) => total + (month[of] ?? 0), 0)

  test('fees, caps, credits, bonuses and what is owed add up', () => {
    for (const of of ['fee_minor', 'cap_minor', 'credits_minor', 'bonuses_minor', 'owed_minor'] as const)
      expect([of, quarter[of]]).toEqual([of, sum(of)])
    // By hand: a bonus of 1 %; 15 % cut to the cap of 12 %; 5 %.
    expect(months.map((one) => [one.bonuses_minor, one.credits_minor])).toEqual([
      [40_000, 0],
      [0, 480_000],
      [0, 200_000],
    ])
    expect(quarter.text).toEqual({
      fee: '120,000.00 USD',
      cap: '14,400.00 USD',
      credits: '6,800.00 USD',
      bonuses: '400.00 USD',
      owed: '6,800.00 USD',
    })
  })

  test('each line is there as its month has it, and a cap says of which', () => {
    const lines = months.flatMap(({ credits }) => credits)
    expect(quarter.credits.map((line) => line.amount_minor)).toEqual(lines.map((line) => line.amount_minor))
    expect(quarter.credits.find(({ kind }) => kind === 'cap')?.detail).toMatch(/^November 2026: /)
    expect(quarter.bonuses).toEqual(months.flatMap(({ bonuses }) => bonuses))
  })

  test('each month is capped by its own fee: a quarter doesn’t lend one’s room to another', () => {
    expect(quarter.credits_minor).toBeLessThan(quarter.cap_minor ?? 0)
    expect(quarter.credits.filter(({ kind }) => kind === 'cap')).toHaveLength(1)
  })

  test('months of different fees add up, those before the agreement have none', () => {
    const versions = [agreed(1, '2026-11-01'), agreed(2, '2026-12-01', { monthlyFee: 1_000_000 })]
    expect(moneyOf('quarter', '2026-Q4', { versions })).toMatchObject({ fee_minor: 5_000_000, credits_minor: 530_000 })
  })

  test('what is provisional in one month is so in the quarter', () => {
    const periods = PERIODS.map((one) =>
      one.window.label === 'December 2026' ? { ...one, state: 'provisional' as const } : one,
    )
    expect(moneyOf('quarter', '2026-Q4', { periods }).provisional).toBe(true)
    expect(quarter.provisional).toBe(false)
  })
})

test.each([
  {
    why: 'months in different currencies have no sum',
    own: { versions: [agreed(1, '2026-09-01'), agreed(2, '2026-12-01', { currency: 'EUR' })] },
    note: 'Its months are in different currencies: each states its own credits.',
  },
  { why: 'one that is not over', own: { at: at('2026-12-20') }, note: 'Credits are stated once the quarter is over.' },
  {
    why: 'no month has any',
    own: { versions: [version(1, '2026-09-01', { objectives: OBJECTIVES })] },
    note: 'The agreement says nothing about money.',
  },
  { why: 'who asks may not see it', own: { withMoney: false }, note: 'finance:read' },
])('a quarter states no money: $why', ({ own, note }) => {
  const { money, money_note } = statementOf(input('quarter', '2026-Q4', own))
  expect([money, money_note]).toEqual([null, expect.stringContaining(note)])
})
