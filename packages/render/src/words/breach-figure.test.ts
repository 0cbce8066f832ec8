import { expect, test } from 'vitest'
import { figureWords } from './breach-figure.ts'

type Figured = Parameters<typeof figureWords>[0]

const of = (display: string, ended_at?: string | null): string => {
  const clock = ended_at === undefined ? {} : { clock: { ended_at } }
  // Nothing else of them is read.
  return figureWords({ display, opened_by: { display: '2 h 1 s' }, ...clock } as Figured, 'America/New_York')
}

test('a breach says what its figure is of, and with which it opened where that is another one', () => {
  expect(of('2 h 1 s')).toBe('')
  expect(of('33.4 %')).toBe('2 h 1 s when it opened')
  expect(of('26 h', null)).toBe('so far, the clock goes on; 2 h 1 s when it opened')
  expect(of('29 h', '2026-12-04T23:30:00Z')).toBe('the clock ended 4 Dec 2026, 18:30; 2 h 1 s when it opened')
})
