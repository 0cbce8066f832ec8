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
  ])('$value', ({ value, told }) =>
    expect(noticesOf(history('B', { objective: uptime, figure: per(value) }))).toEqual(told),
  )
  test('a waived one is none', () => {
    expect(noticesOf(history('W', { objective: uptime, figure: per('50') }))).toEqual([])
  })
})
