import { expect, test } from 'vitest'
import { consequences, RATE, tiers } from '../credits/testing/judged.ts'
import { at, version } from '../testing/agreement.ts'
import { statementMoney } from './money.ts'
import { inItsZone, spanNamed } from './span.ts'
import { period } from './testing/november.ts'

/* October and November were judged by midnights of New York; since then the agreement is in UTC. */

const AGREED = {
  consequences: consequences(),
  objectives: [{ ...RATE, money: { credits: tiers(['15%', '5%']), bonuses: [], chronicBelow: null } }],
}
const VERSIONS = [
  version(1, '2026-09-01', { ...AGREED, timeZone: 'America/New_York' }),
  version(2, '2026-11-15', { ...AGREED, timeZone: 'UTC' }),
]
const inNewYork = (month: '10' | '11', status: 'met' | 'breached', percent: number) => {
  const known = period(RATE.id, month, status, percent)
  const [from, to] = month === '10' ? ['10-01T04', '11-01T04'] : ['11-01T04', '12-01T05']
  const window = { ...known.window, from: `2026-${from}:00:00.000Z`, to: `2026-${to}:00:00.000Z` }
  return { ...known, window }
}

const money = (name: string, periods: Parameters<typeof statementMoney>[0]['periods']) => {
  const span = inItsZone(VERSIONS, spanNamed('month', 'UTC', name) ?? expect.fail(name))
  const told = statementMoney({ at: at('2027-02-01'), span, versions: VERSIONS, periods, breaches: new Map() })
  return told === 'mixed' || told === null ? expect.fail(name) : told
}

test('rule 1: what ended by the midnights of another zone is credited in one month’s statement and in no other', () => {
  const periods = [inNewYork('10', 'breached', 20), inNewYork('11', 'breached', 20)]
  const credited = ['2026-10', '2026-11', '2026-12', '2027-01'].map((name) => money(name, periods).credits_minor)
  expect(credited.filter((minor) => minor > 0)).toEqual([200_000, 200_000])
  expect(credited[0]).toBe(200_000)
})

test('rule 12: what was learned late of such a month is an adjustment of the statement that told it', () => {
  const figures = { value: 20, display: '20.0 %', samples: 20, exact: { value: '20/1' } }
  const late = {
    was: { ...figures, status: 'met' as const, exact: { value: '10/1' } },
    would_be: { ...figures, status: 'breached' as const },
    noticed_at: '2026-11-20T00:00:00.000Z',
  }
  const [october, november] = [inNewYork('10', 'met', 10), inNewYork('11', 'met', 10)]
  const december = { ...november, id: 'december', window: { ...november.window, to: '2027-01-01T00:00:00.000Z' } }
  const of = ({ id }: typeof october) => ({ id, period: '2026', label: '' })
  const countedIn = { counted_in: of(december) }
  const periods = [
    { ...october, adjustments: [{ ...late, ...countedIn }] },
    { ...november, adjustments: [{ ...late, ...countedIn }] },
    { ...december, carries: [october, november].map((one) => ({ ...late, of: of(one) })) },
  ]
  // November, which ended in the first hours of what is December since.
  expect(money('2026-12', periods).adjustments.map(({ month, amount_minor }) => [month.from, amount_minor])).toEqual([
    ['2026-10-01T04:00:00.000Z', 200_000],
    ['2026-12-01T00:00:00.000Z', 200_000],
  ])
})
