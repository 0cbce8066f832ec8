import { expect, test } from 'vitest'
import { BEGUN, CLIENT, clocks, on, type Said, told } from '../testing/clocks.ts'

const PAUSED: Said[] = [...BEGUN, ['10:20', 'paused', { reason: 'waiting_client' }]]
const taken = (said: Said[], until: string, more = {}) =>
  clocks(said, 'resolve', more, until)[0]?.taken.map(({ from, to, reason }) => [from, to, reason])

test('where no reasons were agreed any pause pauses, also one without a reason', () => {
  const said: Said[] = [...BEGUN, ['10:20', 'paused'], ['10:50', 'resumed'], ['11:00', 'resolved']]
  expect(clocks(said, 'resolve', { pauseReasons: null }).map(told)).toEqual(['stopped 20 due 11:40 breached -'])
  expect(taken(said, '12:00', { pauseReasons: null })).toEqual([[on('10:20'), on('10:50'), 'paused']])
  expect(clocks(said).map(told)).toEqual(['stopped 50 due 11:10 breached -'])
})

test('rule 12: what happens later than it is told is not known', () => {
  const said: Said[] = [...PAUSED, ['10:50', 'resumed']]
  expect(clocks(said, 'resolve', {}, '10:40')).toMatchObject([{ state: 'paused', pausedSince: on('10:20') }])
  expect(clocks(said, 'resolve', {}, '10:50')).toMatchObject([{ state: 'running', pausedSince: null }])
  expect(clocks(said, 'resolve', {}, '10:15')).toMatchObject([{ state: 'running', taken: [] }])
})

test('a pause of no time took nothing out', () => {
  expect(taken([...PAUSED, ['10:20', 'resumed']], '10:40')).toEqual([])
})

test('paused in the moment in which it began it is paused', () => {
  const said: Said[] = [...BEGUN, ['10:10', 'paused', { reason: 'waiting_client' }]]
  expect(clocks(said, 'resolve', {}, '10:40')).toMatchObject([{ state: 'paused', elapsedMs: 0 }])
})

test('rule 10: paused before the start that was agreed, a clock is paused from its start on', () => {
  const said: Said[] = [
    ['10:00', 'detected'],
    ['10:05', 'paused', { reason: 'waiting_client' }],
    ['10:10', 'reported'],
  ]
  expect(clocks(said, 'resolve', { starts: 'reported' }, '10:40')).toMatchObject([
    { state: 'paused', pausedSince: on('10:10'), elapsedMs: 0 },
  ])
})

test('paused once more while it is paused, the first pause goes on', () => {
  const said: Said[] = [...PAUSED, ['10:40', 'paused', { reason: 'agreed_freeze' }], ['11:00', 'resumed']]
  expect(taken(said, '11:10')).toEqual([[on('10:20'), on('11:00'), 'waiting_client']])
})

test('a reply ends a pause only where it is known whose it is, and whose the pause was', () => {
  const after = (pausedBy: object, reply: object) =>
    clocks(
      [...BEGUN, ['10:20', 'paused', { reason: 'waiting_client', ...pausedBy }], ['10:30', 'responded', reply]],
      'resolve',
      {},
      '10:40',
    )[0]?.state
  const unknown = { party: undefined }
  expect([after({}, CLIENT), after({}, unknown), after(unknown, CLIENT)]).toEqual(['running', 'paused', 'paused'])
})

test('what is stopped is not paused, though nobody ended its pause', () => {
  const said: Said[] = [...PAUSED, ['10:30', 'mitigated']]
  expect(clocks(said, 'resolve', { mitigatedStops: true }, '11:00')).toMatchObject([
    { state: 'stopped', pausedSince: null },
  ])
})
