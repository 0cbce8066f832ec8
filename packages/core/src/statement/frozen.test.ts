import { describe, expect, test } from 'vitest'
import type { Breach, BreachTransition } from '../breach/breach.ts'
import { consequences, tiers } from '../credits/testing/judged.ts'
import type { MissedClock } from '../evaluation/evaluation.ts'
import type { JudgedPeriod } from '../periods/judge.ts'
import { adjustPeriod } from '../periods/lifecycle.ts'
import type { Period } from '../periods/period.ts'
import { at, objective, target, version } from '../testing/agreement.ts'
import { breachOf } from '../testing/breach.ts'
import { MONTH } from '../testing/window.ts'
import { formatInstant } from '../time/instant.ts'
import { creditsWithoutAmounts } from './acknowledge.ts'
import { type StatementInput, statementOf } from './of.ts'
import { NOVEMBER_INPUT, period } from './testing/november.ts'

const party = (name: 'client' | 'vendor') => ({ party: name, key: `k_${name}`, name: `${name} lead` }) as const
const time = (day: string) => formatInstant(at(day))

/** The client states a cause, and the vendor agrees with it. */
const agreed = (text: string, day: string): BreachTransition[] => [
  { at: time(`${day}T10:00:00Z`), kind: 'root_cause', by: party('client'), note: text },
  {
    at: time(`${day}T11:00:00Z`),
    kind: 'root_cause',
    by: party('vendor'),
    cause: { agrees_with: time(`${day}T10:00:00Z`) },
  },
]

const breach = (id: string, name: string, ...more: BreachTransition[]): [string, Breach] => {
  const opened = breachOf({ id, objective: name.split('@')[0] ?? '', scope: 'window' })
  return [`checkout-api ${name}`, { ...opened, timeline: [...opened.timeline, ...more] }]
}

const WINDOW = (id: string) => `${id}@2026-11-01`
const FINAL = time('2026-12-05')

const AT = { ...NOVEMBER_INPUT, at: at('2027-02-01'), disputes: [] }
const finalInput = (own: Partial<StatementInput> = {}): StatementInput => ({
  ...AT,
  merges: [],
  periods: NOVEMBER_INPUT.periods.map((one) => ({ ...one, state: 'final' as const, final_at: FINAL })),
  ...own,
})
const hashOf = (own: Partial<StatementInput>) => statementOf({ ...NOVEMBER_INPUT, ...own }).hash

/** Everything of a statement that is told of the period, and nothing that goes on. */
const stated = (input: StatementInput) => {
  const { at: _, needs: __, data: ___, final_from: ____, ...rest } = statementOf(input)
  return rest
}

describe('what both acknowledge is what they read: the hash is another one for', () => {
  const [exclusion] = NOVEMBER_INPUT.exclusions
  const [waiver] = NOVEMBER_INPUT.waivers
  const [dispute] = NOVEMBER_INPUT.disputes
  if (!exclusion || !waiver || !dispute) throw new Error('November has one of each')
  const ruled = { status: 'ruled', ruling: 'uphold', settled_by: 'both', settled_at: time('2026-12-03') } as const
  const of = (id: string, change: object) => ({
    periods: NOVEMBER_INPUT.periods.map((one) =>
      one.id === period(id, '11', 'met', 1).id ? { ...one, result: { ...one.result, ...change } } : one,
    ),
  })
  const cases: Record<string, Partial<StatementInput>> = {
    'a cause that both agree on': {
      breaches: new Map([breach('br_1', WINDOW('breached'), ...agreed('a', '2026-12-02'))]),
    },
    'a waiver that ended before': { waivers: [{ ...waiver, status: 'revoked', ended_at: time('2026-11-20') }] },
    'another reason to leave time out': { exclusions: [{ ...exclusion, reason: 'another' }] },
    'an exclusion that ended before': { exclusions: [{ ...exclusion, ended_at: time('2026-11-20') }] },
    'a dispute that was settled': { disputes: [{ ...dispute, ...ruled }] },
    'what was only observed': of('met', { enforcement: 'observe' }),
    'another clock in what is adjusted': { periods: NOVEMBER_INPUT.periods.map(withLateClock) },
    'other tiers': { versions: AGREED_OTHERWISE() },
    'a chronic failure less': { periods: NOVEMBER_INPUT.periods.filter(({ at: from }) => from >= time('2026-11-01')) },
  }
  test.each(Object.keys(cases))('%s', (name) => expect(hashOf(cases[name] ?? {})).not.toBe(hashOf({})))

  test('two causes that are one, because then one of them is not credited', () => {
    const both = (text: string) =>
      statementOf({
        ...NOVEMBER_INPUT,
        breaches: new Map([
          breach('br_1', WINDOW('breached'), ...agreed('the pool', '2026-12-01')),
          breach('br_2', WINDOW('disputed'), ...agreed(text, '2026-12-02')),
        ]),
      })
    const [one, two] = [both('the pool'), both('a bug')]
    expect(creditsWithoutAmounts(one.money)).toHaveLength(1)
    expect(creditsWithoutAmounts(two.money)).toHaveLength(2)
    expect(one.hash).not.toBe(two.hash)
  })
  test('and the same for who may not see money, and for what lives on', () =>
    expect(hashOf({ withMoney: false, records: [], data: { ...NOVEMBER_INPUT.data, silent: [], received: [] } })).toBe(
      hashOf({}),
    ))
})

function withLateClock(one: Period): Period {
  const clocks = [{ incident: ['a'], run: 0, value: 3_600 }]
  return { ...one, carries: one.carries.map((own) => ({ ...own, would_be: { ...own.would_be, clocks } })) }
}

function AGREED_OTHERWISE() {
  const [one] = NOVEMBER_INPUT.versions
  if (!one) throw new Error('nothing agreed')
  const objectives = one.terms.objectives.map((own) =>
    own.money ? { ...own, money: { ...own.money, credits: tiers(['15%', '1%']) } } : own,
  )
  return [{ ...one, terms: { ...one.terms, objectives } }]
}

describe('once a period is final, what is said later changes nothing that was stated', () => {
  const then = [
    breach('br_1', WINDOW('breached'), ...agreed('the pool', '2026-12-01')),
    breach('br_2', WINDOW('disputed'), ...agreed('the pool', '2026-12-02')),
  ]
  const told = stated(finalInput({ breaches: new Map(then) }))

  test('its statement is final', () => expect(told.state).toBe('final'))

  test.each([
    {
      why: 'a cause that one party states alone',
      later: [{ at: time('2026-12-06'), kind: 'root_cause', by: party('client'), note: 'another' }],
    },
    { why: 'a cause that both agree on', later: agreed('another', '2026-12-07') },
    { why: 'a dispute', later: [{ at: time('2026-12-06'), kind: 'disputed', by: party('vendor'), dispute: 'dp_9' }] },
  ] satisfies { why: string; later: BreachTransition[] }[])('$why', ({ later }) => {
    const now = then.map(([name, one]): [string, Breach] => {
      const dispute = { id: 'dp_9', status: 'open', answer_due_at: time('2027-01-01') } as const
      const opened = later.some(({ kind }) => kind === 'disputed')
      return [name, { ...one, ...(opened ? { dispute } : {}), timeline: [...one.timeline, ...later] }]
    })
    expect(stated(finalInput({ breaches: new Map(now) }))).toEqual(told)
  })

  test('a dispute that was opened since, an exclusion agreed since, a waiver revoked since', () => {
    const [exclusion, waiver, dispute] = [
      NOVEMBER_INPUT.exclusions[0],
      NOVEMBER_INPUT.waivers[0],
      NOVEMBER_INPUT.disputes[0],
    ]
    if (!exclusion || !waiver || !dispute) throw new Error('November has one of each')
    const since = { at: time('2026-12-06'), kind: 'approved', by: party('client') } as const
    const now = finalInput({
      breaches: new Map(then),
      disputes: [{ ...dispute, at: since.at }],
      exclusions: [exclusion, { ...exclusion, id: 'ex_2', timeline: [since] }],
      waivers: [{ ...waiver, status: 'revoked', ended_at: since.at }],
    })
    expect(stated(now)).toEqual(told)
  })

  test('a dispute that was open then is told as open, whatever came of it', () => {
    const [dispute] = NOVEMBER_INPUT.disputes
    if (!dispute) throw new Error('November has a dispute')
    const ruled = {
      status: 'ruled',
      ruling: 'overturn',
      settled_by: 'silence',
      settled_at: time('2026-12-16'),
    } as const
    const { disputes } = stated(finalInput({ disputes: [{ ...dispute, ...ruled }] }))
    expect(disputes).toEqual([expect.not.objectContaining({ ruling: expect.anything() })])
    expect(disputes[0]?.status).toBe('open')
  })

  test('of changes what was waived or overturned by then, and while a dispute goes on they are not final', () => {
    const change = (...more: BreachTransition[]) => breachOf({ opened_at: time('2026-11-06'), timeline: more })
    const row = (now: string, ...own: Breach[]) => {
      const told = statementOf({ ...AT, at: at(now), changeBreaches: own })
      const found = told.objectives.find(({ scope }) => scope === 'change')
      return [found?.state, found?.changes?.missed]
    }
    const ruled = (day: string): BreachTransition[] => [
      { at: time('2026-12-02'), kind: 'disputed', by: party('vendor'), dispute: 'dp_1' },
      { at: time(day), kind: 'ruled', by: { engine: true }, dispute: 'dp_1', ruling: 'overturn' },
    ]
    const waived: BreachTransition = { at: time('2027-01-20'), kind: 'waived', by: party('client'), waiver: 'wv_9' }
    expect(row('2026-12-03', change())).toEqual(['provisional', 1])
    expect(row('2027-02-01', change())).toEqual(['final', 1])
    expect(row('2027-02-01', { ...change(waived), status: 'waived' })).toEqual(['final', 1])
    expect(row('2027-02-01', change(...ruled('2026-12-20').slice(0, 1)))).toEqual(['provisional', 1])
    expect(row('2027-02-01', change(...ruled('2026-12-20')))).toEqual(['final', 0])
  })
})

describe('clocks that are judged one by one', () => {
  const late = (name: string, own: Partial<MissedClock> = {}): MissedClock => ({
    incident: [name],
    run: 0,
    severity: 'sev1',
    started_at: '2026-11-03T10:00:00.000Z',
    due_at: '2026-11-03T10:15:00.000Z',
    breached_at: '2026-11-03T10:15:00.001Z',
    ended_at: '2026-11-03T11:00:00.000Z',
    value: 3_600,
    display: `${name} h`,
    margin: '',
    paused_seconds: 0,
    events: [name],
    ...own,
  })
  const RESOLVE = objective({
    id: 'resolve',
    indicator: 'time-to-resolve',
    target: target('<=', '15', 'm'),
    window: MONTH,
    statistic: 'each',
    money: {
      credits: tiers(['15', '5%']).map((tier) => ({ ...tier, threshold: { ...tier.threshold, unit: 'm' as const } })),
      bonuses: [],
      chronicBelow: null,
    },
  })
  const input = (final: boolean, ...own: [string, Breach][]): StatementInput => ({
    ...finalInput({ versions: [version(1, '2026-09-01', { consequences: consequences(), objectives: [RESOLVE] })] }),
    waivers: [],
    exclusions: [],
    periods: [
      period(
        'resolve',
        '11',
        'breached',
        3_600,
        {
          scope: 'clock',
          ...(final ? { state: 'final' as const, final_at: FINAL } : { state: 'provisional' as const }),
        },
        { statistic: 'each', clocks: [late('1'), late('2')], exact: { value: '60/1' } },
      ),
    ],
    breaches: new Map(own),
  })

  test('a row names the breach of each that was late, with what the parties say of it', () => {
    const own = breach('br_c', 'resolve@1', ...agreed('the pool', '2026-12-01'))
    const told = statementOf(input(false, own, breach('br_d', 'resolve@2')))
    expect(told.objectives).toMatchObject([
      {
        clocks: [
          { case: '1', breach_id: 'br_c', display: '1 h', root_cause: { text: 'the pool' } },
          { case: '2', breach_id: 'br_d', display: '2 h' },
        ],
      },
    ])
    expect(statementOf(input(false, breach('br_c', 'resolve@1'), breach('br_d', 'resolve@2'))).hash).not.toBe(told.hash)
  })

  test.each(['waived', 'overturned'] as const)(
    'one whose breach is %s after its month is final stays credited there',
    (status) => {
      const [name, own] = breach('br_c', 'resolve@1')
      const [other, rest] = breach('br_d', 'resolve@2')
      const before = stated(input(true, [name, own], [other, rest]))
      expect(creditsWithoutAmounts(before.money)).toHaveLength(1)
      const step: BreachTransition =
        status === 'waived'
          ? { at: time('2026-12-09'), kind: 'waived', by: party('client'), waiver: 'wv_9' }
          : { at: time('2026-12-09'), kind: 'ruled', by: { engine: true }, dispute: 'dp_9', ruling: 'overturn' }
      const after = (one: Breach): Breach => ({ ...one, status, timeline: [...one.timeline, step] })
      expect(stated(input(true, [name, after(own)], [other, after(rest)]))).toEqual(before)
    },
  )

  test('rule 12: one that is waived by its name after its month is final is an adjustment, beneath the worst too', () => {
    const [was] = input(true).periods
    const waiver = { id: 'wv_9', expires_at: '2027-01-10T00:00:00.000Z', reason: 'agreed' }
    const now = { ...was?.result, clocks: [late('1'), late('2', { waiver })] }
    // It reads nothing else of what is judged.
    const judged = { told: was, result: now } as unknown as JudgedPeriod
    const found = was && adjustPeriod(was, judged, null, at('2026-12-10'))
    expect(found?.adjustment.would_be.clocks?.map((clock) => clock.waiver?.id)).toEqual([undefined, 'wv_9'])
  })
})

test('rule 8: the first window of what came into force inside it is marked partial', () => {
  const [first] = NOVEMBER_INPUT.periods.filter(({ at: from }) => from === time('2026-11-01'))
  if (!first) throw new Error('no period')
  const partial = { ...first, window: { ...first.window, from: time('2026-11-07'), partial: true } }
  const told = statementOf({ ...NOVEMBER_INPUT, periods: [partial] })
  expect(told.objectives.find(({ window }) => window !== null)?.window).toMatchObject({ partial: true })
})

test('a dispute says which window its breach was of', () =>
  expect(statementOf(NOVEMBER_INPUT).disputes).toMatchObject([{ breach: 'br_2', window: 'November 2026' }]))
