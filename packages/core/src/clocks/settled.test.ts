import { expect, test } from 'vitest'
import { actionsOf, on, type Said, setting } from '../testing/clocks.ts'
import { clocksOf, tellClocks } from './clock.ts'

const OPEN: Said = ['10:00', 'detected']
const END: Said = ['11:00', 'resolved']

test.each<{ why: string; said: Said[]; until: string; settled: boolean }>([
  { why: 'it ended', said: [OPEN, END], until: '11:01', settled: true },
  { why: 'more may be said at this very moment', said: [OPEN, END], until: '11:00', settled: false },
  { why: 'it goes on', said: [OPEN], until: '12:00', settled: false },
  {
    why: 'the other party may still answer',
    said: [OPEN, ['10:10', 'severity_changed', { severity: 3 }], END],
    until: '12:00',
    settled: false,
  },
  {
    why: 'silence has answered',
    said: [OPEN, ['10:10', 'severity_changed', { severity: 3 }], END],
    until: '5 12:00',
    settled: true,
  },
  {
    why: 'a pause goes on behind its stop',
    said: [OPEN, ['10:10', 'paused', { reason: 'waiting_client' }], ['10:30', 'mitigated']],
    until: '12:00',
    settled: false,
  },
])('a clock is told once and for all, or again: $why', ({ said, until, settled }) => {
  const rules = setting({ mitigatedStops: true })
  const told = tellClocks(actionsOf(said), 'resolve', rules, on(until))
  expect(told.settled).toBe(settled)
  if (settled) expect(clocksOf(actionsOf(said), 'resolve', rules, on('20 00:00'))).toEqual(told.clocks)
})
