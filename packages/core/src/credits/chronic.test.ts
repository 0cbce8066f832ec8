import { describe, expect, test } from 'vitest'
import { objective, target } from '../testing/agreement.ts'
import { chronicNotices } from './chronic.ts'
import type { Judged } from './judged.ts'
import { consequences, judged, per, RATE } from './testing/judged.ts'

const monthOf = (index: number): Judged['window'] => ({
  from: Date.UTC(2026, index, 1),
  to: Date.UTC(2026, index + 1, 1),
  kind: 'calendar month',
  label: `month ${index + 1}`,
})

/** Windows from January on, one letter each: B breached, M met, R at risk, W waived, X excluded, N no data, O observed, P presumed. */
const history = (letters: string, own: Partial<Judged> = {}): Judged[] =>
  [...letters].map((letter, index) => {
    const statuses: Record<string, Judged['status']> = {
      M: 'met',
      R: 'at_risk',
      W: 'waived',
      X: 'excluded',
      N: 'no_data',
    }
    return judged({
      window: monthOf(index),
      status: statuses[letter] ?? 'breached',
      contractual: letter !== 'O',
      presumed: letter === 'P' ? { until: Date.UTC(2030, 0), figure: null } : null,
      ...own,
    })
  })

const noticesOf = (rows: readonly Judged[], ended = { from: 0, to: Date.UTC(2027, 0) }) =>
  chronicNotices({
    at: Date.UTC(2027, 0),
    ended,
    consequences: consequences({ chronic: { consecutive: 3 } }),
    judged: rows,
  }).map((notice) => `${notice.service} ${notice.window.label} ${notice.in_a_row ?? notice.why}`)

describe('missed so many windows in a row', () => {
  test.each([
    { letters: 'BB', told: [] },
    { letters: 'BBB', told: ['checkout-api month 3 3'] },
    { letters: 'BBBB', told: ['checkout-api month 3 3', 'checkout-api month 4 4'] },
    { letters: 'BBMB', told: [] },
    { letters: 'BBRB', told: [] },
    { letters: 'BBWB', told: ['checkout-api month 4 3'] },
    { letters: 'BBXNOPB', told: ['checkout-api month 7 3'] },
    { letters: 'BBW', told: [] },
  ])('$letters', ({ letters, told }) => expect(noticesOf(history(letters))).toEqual(told))

  test('each service has its own row', () => {
    const rows = [...history('BMB', { service: 'a' }), ...history('MBM', { service: 'b' })]
    expect(noticesOf(rows)).toEqual([])
  })
  test('notice is given of the windows asked about', () => {
    expect(noticesOf(history('BBBBB'), { from: Date.UTC(2026, 3), to: Date.UTC(2026, 4, 1) })).toEqual([
      'checkout-api month 4 4',
    ])
  })
  test('of several cases in one window one missed is enough, and counts once', () => {
    const cases = history('BBB').flatMap((one) => [
      { ...one, case: 'INC-1', status: 'met' as const },
      { ...one, case: 'INC-2' },
      { ...one, case: 'INC-3' },
    ])
    expect(noticesOf(cases)).toEqual(['checkout-api month 3 3'])
  })
  test('rolling windows and speed have none; what the client owes has', () => {
    expect(
      noticesOf(history('BBB').map((one) => ({ ...one, window: { ...one.window, kind: 'rolling 30d' as const } }))),
    ).toEqual([])
    expect(noticesOf(history('BBB', { objective: { ...RATE, indicator: 'cycle-time' } }))).toEqual([])
    expect(noticesOf(history('BBB', { objective: { ...RATE, owedBy: 'client' } }))).toHaveLength(1)
  })
})

const OF_MARCH = {
  kind: 'chronic',
  objective: 'change-fail-rate',
  title: 'Change fail rate',
  clause: null,
  service: 'checkout-api',
  window: {
    kind: 'calendar month',
    from: '2026-03-01T00:00:00.000Z',
    to: '2026-04-01T00:00:00.000Z',
    label: 'month 3',
  },
  agreement_version: 1,
  owed_by: 'vendor',
}
const asked = { at: Date.UTC(2027, 0), ended: { from: 0, to: Date.UTC(2027, 0) } }

test('a notice says who owes it and what was agreed', () => {
  const rows = history('BBB')
  expect(
    chronicNotices({ ...asked, consequences: consequences({ chronic: { consecutive: 3 } }), judged: rows }),
  ).toEqual([
    {
      ...OF_MARCH,
      why: 'consecutive',
      in_a_row: 3,
      detail: 'missed 3 windows in a row; 3 were agreed to be a chronic failure',
    },
  ])
})

test.each([
  { why: 'a row', terms: consequences() },
  { why: 'money', terms: null },
])('where no $why is agreed no row is chronic', ({ terms }) =>
  expect(chronicNotices({ ...asked, consequences: terms, judged: history('BBB') })).toEqual([]),
)

test('rule 12: the order in which windows come decides nothing', () => {
  expect(noticesOf(history('BBMBBB').toReversed())).toEqual(['checkout-api month 6 3'])
})

describe('rule 11: what is missed only by presumed links counts from when they can no longer be rebutted', () => {
  const until = Date.UTC(2027, 0)
  test.each([
    { why: 'before', until: until + 1, figure: null, told: [] },
    { why: 'from that moment on', until, figure: null, told: ['checkout-api month 3 3'] },
    { why: 'missed without them too', until: until + 1, figure: per('20'), told: ['checkout-api month 3 3'] },
  ])('$why', ({ until: rebuttable, figure, told }) =>
    expect(noticesOf(history('BBB', { presumed: { until: rebuttable, figure } }))).toEqual(told),
  )
})

describe('one window far below', () => {
  const uptime = objective({
    ...RATE,
    indicator: 'availability',
    target: target('>=', '99.9', '%'),
    money: { credits: [], bonuses: [], chronicBelow: { value: { num: 99n, den: 1n }, unit: '%', text: '99%' } },
  })
  test.each([
    { value: '99', told: [] },
    { value: '98.999', told: ['checkout-api month 1 below'] },
    { value: '99.5', told: [] },
  ])('$value', ({ value, told }) =>
    expect(noticesOf(history('B', { objective: uptime, figure: per(value) }))).toEqual(told),
  )
  test('is told with what was agreed, whether or not a row is', () => {
    const [, , judgedMarch] = history('MMB', { objective: uptime, figure: per('98') })
    if (!judgedMarch) throw new Error('no March')
    expect(chronicNotices({ ...asked, consequences: consequences(), judged: [judgedMarch] })).toEqual([
      { ...OF_MARCH, why: 'below', detail: 'below 99%, which was agreed to be a chronic failure' },
    ])
  })
  test('an objective without money has none', () => {
    const { money: _, ...without } = uptime
    expect(noticesOf(history('B', { objective: without, figure: per('50') }))).toEqual([])
  })
  test('of what nobody measured it is none', () => {
    expect(noticesOf(history('B', { objective: uptime, figure: null }))).toEqual([])
  })
  test('a waived one is none', () => {
    expect(noticesOf(history('W', { objective: uptime, figure: per('50') }))).toEqual([])
  })
})
