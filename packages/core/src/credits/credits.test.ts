import { describe, expect, test } from 'vitest'
import { objective, target } from '../testing/agreement.ts'
import { creditsOf } from './credits.ts'
import type { Judged } from './judged.ts'
import type { CreditLine } from './line.ts'
import { consequences, input, judged, LATER, NOVEMBER, per, RATE, tiers } from './testing/judged.ts'

const linesOf = (rows: Judged[], own: Parameters<typeof input>[1] = {}) =>
  creditsOf(input(rows, own)).lines.map((line) =>
    line.kind === 'cap' ? `cap ${line.amount_minor}` : `${line.service} ${line.not_credited ?? line.amount_minor}`,
  )
const onlyLine = (row: Judged, own: Parameters<typeof input>[1] = {}): CreditLine => {
  const [line] = creditsOf(input([row], own)).lines
  if (line?.kind !== 'credit') throw new Error('no line')
  return line
}
const { money: _, ...WITHOUT_MONEY } = RATE
const other = (id: string, share: string) =>
  objective({ ...RATE, id, money: { credits: tiers(['15%', share]), bonuses: [], chronicBelow: null } })

describe('the highest tier that applies', () => {
  test.each([
    { why: 'equality with a threshold is not worse', value: '30', told: 'checkout-api 200000' },
    { why: 'the least more is', value: '30.0000000001', told: 'checkout-api 400000' },
    { why: 'the mildest tier begins past the target', value: '15.01', told: 'checkout-api 200000' },
  ])('$why', ({ value, told }) => expect(linesOf([judged({ figure: per(value) })])).toEqual([told]))

  test('whatever order the tiers are written in', () => {
    const money = { credits: [...tiers(['30%', '10%'], ['15%', '5%'])], bonuses: [], chronicBelow: null }
    expect(linesOf([judged({ objective: { ...RATE, money }, figure: per('40') })])).toEqual(['checkout-api 400000'])
  })

  test('of what is better when higher, worse is below; and units of one kind compare', () => {
    const restore = objective({
      ...RATE,
      indicator: 'time-to-restore',
      target: target('<=', '4', 'h'),
      money: {
        credits: [
          {
            threshold: { value: { num: 4n, den: 1n }, unit: 'h', text: '4h' },
            share: { num: 5n, den: 1n },
            shareText: '5%',
          },
        ],
        bonuses: [],
        chronicBelow: null,
      },
    })
    expect(linesOf([judged({ objective: restore, figure: per('241', 'm') })])).toEqual(['checkout-api 200000'])
    expect(linesOf([judged({ objective: restore, figure: per('240', 'm') })])).toEqual(['checkout-api no_tier'])
  })

  test('a line says from what it was taken', () => {
    const line = {
      kind: 'credit',
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
      amount_minor: 200_000,
      alone_minor: 200_000,
      tier: { worse_than: '15%', credit: '5%' },
      provisional: false,
      detail: 'worse than 15%: 5% of 40,000.00 USD is 2,000.00 USD',
    }
    expect(onlyLine(judged())).toEqual(line)
    const known = onlyLine(judged({ breach: 'brc_1', case: 'INC-1', rootCause: 'rc1' }))
    expect(known).toEqual({ ...line, breach_id: 'brc_1', case: 'INC-1', root_cause: 'rc1' })
  })

  test('only a presumed one says until when', () => {
    expect(onlyLine(judged({ status: 'waived' }))).not.toHaveProperty('presumed_until')
  })
})

describe('what is not credited, and why', () => {
  test.each<{ why: string; own: Partial<Judged>; told: string[] }>([
    { why: 'waived', own: { status: 'waived' }, told: ['checkout-api waived'] },
    { why: 'excluded', own: { status: 'excluded' }, told: ['checkout-api excluded'] },
    { why: 'rule 4: no data', own: { status: 'no_data', figure: null }, told: ['checkout-api no_data'] },
    { why: 'observed', own: { contractual: false }, told: ['checkout-api observed'] },
    {
      why: 'owed by the client',
      own: { objective: { ...RATE, owedBy: 'client' } },
      told: ['checkout-api owed_by_client'],
    },
    { why: 'owed by both', own: { objective: { ...RATE, owedBy: 'both' } }, told: ['checkout-api owed_by_both'] },
    {
      why: 'rule 17: speed',
      own: { objective: { ...RATE, indicator: 'lead-time-for-changes' } },
      told: ['checkout-api kind'],
    },
    {
      why: 'rule 17: points',
      own: { objective: { ...RATE, indicator: 'sprint-velocity' } },
      told: ['checkout-api kind'],
    },
    { why: 'met: nothing to tell', own: { status: 'met' }, told: [] },
    { why: 'at risk: met', own: { status: 'at_risk' }, told: [] },
    { why: 'not in force', own: { status: 'not_in_force' }, told: [] },
    {
      why: 'no tiers agreed',
      own: { objective: objective({ ...RATE, money: { credits: [], bonuses: [], chronicBelow: null } }) },
      told: [],
    },
    {
      why: 'waived, but nothing the vendor could have owed',
      own: { status: 'waived', objective: { ...RATE, owedBy: 'client' } },
      told: [],
    },
    { why: 'not contractual, and without data', own: { status: 'no_data', contractual: false }, told: [] },
    { why: 'no money agreed', own: { objective: WITHOUT_MONEY }, told: [] },
    { why: 'weeks never', own: { window: { ...NOVEMBER, kind: 'calendar week', label: '' } }, told: [] },
    { why: 'rolling windows never', own: { window: { ...NOVEMBER, kind: 'rolling 30d', label: '' } }, told: [] },
    {
      why: 'another month is another statement',
      own: { window: { from: NOVEMBER.to, to: LATER, kind: 'calendar month', label: '' } },
      told: [],
    },
    {
      why: 'the month before has its own',
      own: { window: { from: 0, to: NOVEMBER.from, kind: 'calendar month', label: '' } },
      told: [],
    },
    {
      why: 'a quarter counts in the month it ends in',
      own: { window: { from: 0, to: NOVEMBER.to, kind: 'calendar quarter', label: '' } },
      told: ['checkout-api 200000'],
    },
  ])('$why', ({ own, told }) => expect(linesOf([judged(own)])).toEqual(told))

  test.each([
    { why: 'an agreement without money', terms: null },
    { why: 'an agreement without a fee', terms: consequences({ monthlyFee: null }) },
  ])('$why', ({ terms }) => expect(linesOf([judged()], { consequences: terms })).toEqual(['checkout-api no_fee']))
})

describe('rule 11: presumed links alone do not credit until the dispute window has passed unanswered', () => {
  const presumed = (figure: Judged['figure']) => judged({ figure: per('40'), presumed: { until: LATER, figure } })
  test('before: nothing, and it says from when', () => {
    expect(onlyLine(presumed(null), { at: LATER - 1 })).toMatchObject({
      not_credited: 'presumed',
      presumed_until: '2027-01-15T00:00:00.000Z',
      amount_minor: 0,
    })
  })
  test('before: what is missed without them is credited by the tier it is in', () => {
    expect(onlyLine(presumed(per('16')), { at: LATER - 1 }).amount_minor).toBe(200_000)
  })
  test('after: all of it', () => expect(onlyLine(presumed(null), { at: LATER }).amount_minor).toBe(400_000))
})

describe('once for each objective and window, for its worst service', () => {
  test('the other services say which one is credited', () => {
    const rows = [judged({ service: 'a' }), judged({ service: 'b', figure: per('40') }), judged({ service: 'c' })]
    expect(linesOf(rows)).toEqual(['a worse_elsewhere', 'b 400000', 'c worse_elsewhere'])
    const [line] = creditsOf(input(rows)).lines
    expect(line).not.toHaveProperty('instead.case')
    expect(line).toMatchObject({
      instead: { objective: 'change-fail-rate', service: 'b' },
      alone_minor: 200_000,
      detail: 'credited once for the objective, for its worst: Change fail rate of b',
    })
  })
  test('of several cases of one objective the worst', () => {
    const rows = [judged({ case: 'INC-1', figure: per('40') }), judged({ case: 'INC-2' })]
    expect(linesOf(rows)).toEqual(['checkout-api 400000', 'checkout-api worse_elsewhere'])
    expect(creditsOf(input(rows)).lines[1]).toMatchObject({
      instead: { objective: 'change-fail-rate', service: 'checkout-api', case: 'INC-1' },
      detail: 'credited once for the objective, for its worst: Change fail rate of checkout-api, INC-1',
    })
  })
  test('a case is named by its breach, which people can open, where it has one', () => {
    const rows = [judged({ case: 'd80f5c1a2b3d', breach: 'br_7', figure: per('40') }), judged({ case: 'INC-2' })]
    expect(creditsOf(input(rows)).lines.map(({ detail }) => detail)).toContain(
      'credited once for the objective, for its worst: Change fail rate of checkout-api, br_7',
    )
  })
  test('rule 12: cases are told by name, however they arrive', () => {
    const rows = ['INC-2', null, 'INC-1'].map((one) => judged({ case: one }))
    const told = creditsOf(input(rows)).lines.map((line) => line.kind === 'credit' && (line.case ?? '-'))
    expect(told).toEqual(['-', 'INC-1', 'INC-2'])
  })
  test('a month and a quarter of two objectives are two', () => {
    const quarter = judged({
      objective: other('quarterly', '7%'),
      window: { from: 0, to: NOVEMBER.to, kind: 'calendar quarter', label: 'Q4' },
    })
    expect(linesOf([judged(), quarter])).toEqual(['checkout-api 200000', 'checkout-api 280000'])
  })
})

describe('one agreed root cause is credited once', () => {
  test('the highest counts, the others name it', () => {
    const rows = [judged({ rootCause: 'rc1' }), judged({ objective: other('uptime', '9%'), rootCause: 'rc1' })]
    expect(linesOf(rows)).toEqual(['checkout-api same_cause', 'checkout-api 360000'])
    expect(creditsOf(input(rows)).lines[0]).toMatchObject({ root_cause: 'rc1', instead: { objective: 'uptime' } })
  })
  test('and name the one that has their own cause', () => {
    const rows = [
      judged({ objective: other('a', '20%'), rootCause: 'rc0' }),
      judged({ objective: other('b', '1%'), rootCause: 'rc1' }),
      judged({ objective: other('c', '9%'), rootCause: 'rc1' }),
    ]
    expect(creditsOf(input(rows)).lines[1]).toMatchObject({ not_credited: 'same_cause', instead: { objective: 'c' } })
  })
  test('what has no agreed cause stands for itself', () => {
    expect(linesOf([judged(), judged({ objective: other('uptime', '9%') })])).toEqual([
      'checkout-api 200000',
      'checkout-api 360000',
    ])
  })
  test('an objective that went wrong for another reason too is still credited for that', () => {
    const rows = [
      judged({ service: 'a', figure: per('40'), rootCause: 'rc1' }),
      judged({ service: 'b', rootCause: 'rc2' }),
      judged({ objective: other('uptime', '12%'), rootCause: 'rc1' }),
    ]
    expect(linesOf(rows)).toEqual(['a same_cause', 'b 200000', 'checkout-api 480000'])
  })
  test('a waived breach of the cause takes nothing from the others', () => {
    const rows = [
      judged({ rootCause: 'rc1' }),
      judged({ objective: other('uptime', '9%'), rootCause: 'rc1', status: 'waived' }),
    ]
    expect(linesOf(rows)).toEqual(['checkout-api 200000', 'checkout-api waived'])
  })
})

describe('the cap', () => {
  const two = [judged(), judged({ objective: other('uptime', '12%') })]
  test('takes off what is above it, as a line of its own', () => {
    const credits = creditsOf(input(two, { consequences: consequences({ creditCap: { num: 12n, den: 1n } }) }))
    expect(credits.total_minor).toBe(480_000)
    expect(credits.lines.at(-1)).toEqual({
      kind: 'cap',
      amount_minor: -200_000,
      detail: 'all credits of a month come to at most 4,800.00 USD',
    })
  })
  test('exactly reached it takes nothing', () => {
    const credits = creditsOf(input(two, { consequences: consequences({ creditCap: { num: 17n, den: 1n } }) }))
    expect([credits.total_minor, credits.lines.length]).toEqual([680_000, 2])
  })
})

test('a credit of a window that is not final is provisional, and so is the statement', () => {
  const credits = creditsOf(input([judged({ provisional: true }), judged({ objective: other('uptime', '9%') })]))
  expect([credits.provisional, ...credits.lines.map((line) => line.kind === 'credit' && line.provisional)]).toEqual([
    true,
    true,
    false,
  ])
})
