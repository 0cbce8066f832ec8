import { describe, expect, test } from 'vitest'
import { appendToLedger } from '../ledger/append.ts'
import { LEDGER_START } from '../ledger/entry.ts'
import { at } from '../testing/agreement.ts'
import { acknowledgeStatement, agreedAt, creditsWithoutAmounts, statementEntry } from './acknowledge.ts'
import { statementOf } from './of.ts'
import { NOVEMBER_INPUT, period } from './testing/november.ts'

const told = statementOf(NOVEMBER_INPUT)
const row = (objective: string) => told.objectives.find((one) => one.objective === objective)

test('a row for each objective: its figure, its n, its target, and the month before beside it', () => {
  expect(
    told.objectives.map(({ objective, status, display, samples, previous, trend, state }) => [
      objective,
      status,
      display,
      samples,
      previous?.display ?? null,
      trend,
      state,
    ]),
  ).toEqual([
    // Rule 4: a source that a party owes and that was silent comes first.
    ['no-data', 'no_data', '', 0, null, null, 'final'],
    ['breached', 'breached', '31.0 %', 20, '16.0 %', 'worse', 'provisional'],
    ['disputed', 'breached', '20.0 %', 20, null, null, 'provisional'],
    ['waived', 'waived', '20.0 %', 20, null, null, 'final'],
    ['excluded', 'excluded', '', 0, null, null, 'final'],
    ['adjusted', 'met', '5.0 %', 20, '10.0 %', 'better', 'final'],
    ['met', 'met', '8.0 %', 20, '10.0 %', 'better', 'final'],
    ['patch-coverage', 'met', '0 of 3 missed', 3, '0 of 1 missed', 'same', 'provisional'],
  ])
  expect(told.summary).toBe('November 2026: 3 of 8 met, 2 breached, 1 without data, 1 waived, 1 excluded')
  expect([told.state, told.final_from]).toEqual(['provisional', '2026-12-11T00:00:00.000Z'])
})

test('what did not count is listed with its reason, who asked and who agreed', () => {
  expect(told.exclusions).toMatchObject([{ id: 'ex_1', asked_by: { party: 'vendor' }, agreed_by: { party: 'client' } }])
  expect(told.waivers).toMatchObject([{ id: 'wv_1', reason: 'a migration', agreed_by: { name: 'Acme lead' } }])
  expect(told.disputes).toMatchObject([{ id: 'dp_1', breach: 'br_2', status: 'open', reason: 'the probe was down' }])
  expect(row('waived')?.waiver?.id).toBe('wv_1')
})

test('rule 12: what was learned of a final month is an adjustment of this one, in figures and in money', () => {
  expect(told.adjustments).toMatchObject([
    { objective: 'adjusted', of: { label: 'October 2026' }, was: { status: 'met' }, would_be: { status: 'breached' } },
  ])
  expect(told.money?.adjustments).toMatchObject([{ amount_minor: 200_000, amount: '2,000.00 USD' }])
})

test('credits: what was missed by the tier, nothing for what was waived, excluded or not measured', () => {
  const lines = (told.money?.credits ?? []).map((line) =>
    line.kind === 'cap' ? line.kind : [line.objective, line.amount_minor, line.not_credited ?? ''],
  )
  expect(lines).toEqual([
    ['breached', 400_000, ''],
    ['disputed', 200_000, ''],
    ['excluded', 0, 'excluded'],
    ['no-data', 0, 'no_data'],
    ['waived', 0, 'waived'],
  ])
  expect(told.money).toMatchObject({ owed_minor: 800_000, provisional: true, text: { owed: '8,000.00 USD' } })
})

test('without finance:read the same is stated, but for the money, and it says so', () => {
  const { money, money_note, ...rest } = statementOf({ ...NOVEMBER_INPUT, withMoney: false })
  const { money: _, money_note: __, ...same } = told
  expect(JSON.stringify(rest)).toBe(JSON.stringify(same))
  expect([money, money_note]).toEqual([null, expect.stringContaining('finance:read')])
  expect(JSON.stringify(rest)).not.toMatch(/_minor|USD/)
})

test('chronic failure is given notice of', () =>
  expect(told.chronic).toMatchObject([{ objective: 'breached', why: 'consecutive', in_a_row: 2 }]))

describe('the three questions', () => {
  test('nobody measures value here, the budget was agreed and not measured, and some of it improves', () =>
    expect(told.questions).toMatchObject([
      { question: 'value', answer: 'not_measured', detail: 'no objective of this agreement answers it' },
      { question: 'budget', answer: 'not_measured', detail: expect.stringContaining('budget-burn') },
      { question: 'improving', answer: 'partly', detail: expect.stringContaining('worse:') },
    ]))
})

test('what needs a decision: whose it is, and what has a date first', () =>
  expect(told.needs.map(({ what, by }) => `${what} ${by}`)).toEqual([
    'review_overdue both',
    'waiver_ends vendor',
    'answer_dispute client',
    'unreported vendor',
    'answer_proposal vendor',
    'acknowledge both',
  ]))

describe('a month that is not over', () => {
  const open = statementOf({ ...NOVEMBER_INPUT, at: at('2026-11-20'), periods: [], ledger: LEDGER_START })
  test('is told so far, states no money and can’t be acknowledged', () => {
    expect(open).toMatchObject({ state: 'open', money: null, summary: 'November 2026 so far: 1 of 1 met' })
    const refused = acknowledgeStatement(null, { ...open, credits: [] }, NOVEMBER_INPUT.span, CLIENT, at('2026-11-20'))
    expect(refused).toMatchObject({ ok: false, errors: [{ code: 'wrong_state' }] })
  })
})

const CLIENT = { party: 'client', key: 'k_c', name: 'Acme lead' } as const
const VENDOR = { party: 'vendor', key: 'k_v', name: 'Northwind lead' } as const

describe('acknowledging', () => {
  const say = (
    before: Parameters<typeof acknowledgeStatement>[0],
    by: typeof CLIENT | typeof VENDOR,
    hash: string,
    day: string,
  ) => {
    const stated = { hash, state: 'provisional' as const, credits: creditsWithoutAmounts(told.money) }
    const said = acknowledgeStatement(before, stated, NOVEMBER_INPUT.span, by, at(day))
    if (!said.ok) throw new Error('refused')
    return said.value
  }
  const [a, b] = [told.hash, `sha256:${'b'.repeat(64)}`]

  test('both have agreed once both have acknowledged the same statement', () => {
    const one = say(null, CLIENT, a, '2026-12-03')
    expect(agreedAt(one)).toBeNull()
    const other = say(one, VENDOR, b, '2026-12-04')
    expect(agreedAt(other)).toBeNull()
    const both = say(other, CLIENT, b, '2026-12-05')
    expect(agreedAt(both)).toBe(at('2026-12-05'))
    expect(agreedAt(say(both, CLIENT, a, '2026-12-06'))).toBe(at('2026-12-05'))
  })
  test('again is the same', () => {
    const one = say(null, CLIENT, a, '2026-12-03')
    expect(say(one, CLIENT, a, '2026-12-04')).toBe(one)
  })
  test('the ledger names the statement and its credits as shares, and no amount', () => {
    const { entries } = appendToLedger(LEDGER_START, [statementEntry(say(null, CLIENT, a, '2026-12-03'))])
    const [entry] = entries
    expect(entry?.body).toMatchObject({
      type: 'statement_acknowledged',
      hash: a,
      credits: [
        { objective: 'breached', worse_than: '30%', credit: '10%' },
        { objective: 'disputed', worse_than: '15%', credit: '5%' },
      ],
    })
    expect(JSON.stringify(entry)).not.toMatch(/minor|USD/)
  })
  test('who acknowledged an earlier state of it is told as that', () => {
    const record = say(say(null, CLIENT, a, '2026-12-03'), VENDOR, b, '2026-12-04')
    const again = statementOf({ ...NOVEMBER_INPUT, acknowledged: record })
    expect(again.hash).toBe(told.hash)
    expect(again.acknowledgements.map(({ party, current }) => [party, current])).toEqual([
      ['client', true],
      ['vendor', false],
    ])
    expect(again.needs.find(({ what }) => what === 'acknowledge')?.by).toBe('vendor')
  })
})

describe('the hash', () => {
  const hashOf = (own: Partial<typeof NOVEMBER_INPUT>) => statementOf({ ...NOVEMBER_INPUT, ...own }).hash
  test('says nothing about when, for whom, or whether it is final yet', () => {
    const final = NOVEMBER_INPUT.periods.map((one) => ({ ...one, state: 'final' as const }))
    expect(hashOf({ at: at('2027-01-20'), withMoney: false, disputes: [], periods: final })).toBe(told.hash)
  })
  test('is another one for another figure', () => {
    const other = NOVEMBER_INPUT.periods.map((one) => (one.objective === 'met' ? period('met', '11', 'met', 9) : one))
    expect(hashOf({ periods: other })).not.toBe(told.hash)
  })
})
