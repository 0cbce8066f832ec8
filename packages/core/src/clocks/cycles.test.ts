import { expect, test } from 'vitest'
import { BEGUN, CLIENT, clocks, on, clockTable as table } from '../testing/clocks.ts'

table('rule 10: what stops a clock, and what starts it again', [
  {
    why: 'only what is known by then: not yet stopped',
    said: [...BEGUN, ['10:40', 'resolved']],
    until: '10:30',
    is: ['running 20 due 11:10 breached -'],
  },
  {
    why: 'stopped at this moment',
    said: [...BEGUN, ['10:40', 'resolved']],
    until: '10:40',
    is: ['stopped 30 due 11:10 breached -'],
  },
  {
    why: 'opened again without having been closed',
    said: [...BEGUN, ['10:40', 'reopened']],
    until: '11:00',
    is: ['running 50 due 11:10 breached -'],
  },
  {
    why: 'called off by one party alone after it was opened again, it runs on',
    said: [...BEGUN, ['10:30', 'resolved'], ['10:40', 'reopened'], ['10:50', 'cancelled']],
    until: '11:00',
    is: ['running 40 due 11:20 breached -'],
  },
  {
    why: 'called off by agreement, opened again and resolved: the time between costs nothing',
    said: [...BEGUN, ['10:30', 'cancelled', CLIENT], ['10:40', 'reopened'], ['11:00', 'resolved']],
    is: ['stopped 40 due 11:20 breached -'],
  },
  {
    why: 'mitigated counts no more once it was opened again',
    said: [...BEGUN, ['10:20', 'mitigated'], ['10:30', 'resolved'], ['10:40', 'reopened']],
    more: { mitigatedStops: true },
    until: '11:00',
    is: ['running 30 due 11:30 breached -'],
  },
  {
    why: 'who acknowledged it need not again when it is opened again',
    said: [...BEGUN, ['10:20', 'acknowledged'], ['10:30', 'resolved'], ['10:40', 'reopened']],
    kind: 'acknowledge',
    is: ['stopped 10 due 11:10 breached -'],
  },
  {
    why: 'taking back an acknowledgement takes back no answer',
    said: [...BEGUN, ['10:30', 'responded'], ['10:40', 'unacknowledged']],
    kind: 'respond',
    is: ['stopped 20 due 11:10 breached -'],
  },
  {
    why: 'it is detected once, however often it is opened again',
    said: [...BEGUN, ['10:30', 'resolved'], ['9 10:40', 'reopened']],
    kind: 'detect',
    is: ['stopped 10 due 11:00 breached -'],
  },
  {
    why: 'the floor is for what begins again: a promise shorter than it is late in its own time',
    said: [...BEGUN, ['10:20', 'resolved']],
    more: { promised: { kind: 'elapsed', overdueFromMs: 5 * 60_000 + 1 } },
    is: ['stopped 10 due 10:15 breached 10:15'],
  },
])

table('rule 10: what ended before it began ends nothing', [
  {
    why: 'late stays late, whatever end is told for a time before the start',
    said: [
      ['10:10', 'detected'],
      ['10:09', 'resolved'],
    ],
    until: '12:00',
    is: ['running 110 due 11:10 breached 11:10'],
  },
  {
    why: 'and the true end ends it',
    said: [
      ['10:10', 'detected'],
      ['10:09', 'resolved'],
      ['10:40', 'resolved'],
    ],
    is: ['stopped 30 due 11:10 breached -'],
  },
  {
    why: 'nor does one after another beginning that is none of this clock’s',
    said: [
      ['10:00', 'started'],
      ['10:10', 'detected'],
      ['10:09', 'resolved'],
    ],
    until: '12:00',
    is: ['running 110 due 11:10 breached 11:10'],
  },
  {
    why: 'in the very moment it is over at once',
    said: [
      ['10:10', 'detected'],
      ['10:10', 'resolved'],
    ],
    is: ['stopped 0 due 11:10 breached -'],
  },
  {
    why: 'called off before, even by the other party',
    said: [
      ['10:10', 'detected'],
      ['10:09', 'cancelled', CLIENT],
    ],
    until: '12:00',
    is: ['running 110 due 11:10 breached 11:10'],
  },
  {
    why: 'mitigated before',
    said: [
      ['10:10', 'detected'],
      ['10:09', 'mitigated'],
    ],
    more: { mitigatedStops: true },
    until: '12:00',
    is: ['running 110 due 11:10 breached 11:10'],
  },
  {
    why: 'what was known and acknowledged before the client reported it needs no second answer',
    said: [
      ['10:00', 'detected'],
      ['10:05', 'acknowledged'],
      ['10:10', 'reported', CLIENT],
    ],
    kind: 'acknowledge',
    more: { starts: 'reported' },
    is: ['stopped 0 due 11:10 breached -'],
  },
])

test('the floor is due to the millisecond', () => {
  const [one] = clocks([...BEGUN, ['11:09', 'resolved'], ['12:00', 'reopened'], ['12:30', 'resolved']])
  expect([one?.dueAt, one?.breachedAt]).toEqual([on('12:15'), on('12:15') + 1])
})

test.each(['started', 'detected', 'reported'] as const)('agreed to begin when it was %s, it does', (starts) => {
  expect(clocks([...BEGUN, ['10:20', 'reported']], 'resolve', { starts })).toMatchObject([{ startFrom: 'agreed' }])
})
