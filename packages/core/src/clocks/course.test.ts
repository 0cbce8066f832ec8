import { BEGUN, CLIENT, clockTable as table } from '../testing/clocks.ts'

table('rule 10: a clock starts where it was agreed, else at the next moment that is known', [
  {
    why: 'the earlier of detected and reported',
    said: [...BEGUN, ['10:20', 'reported'], ['10:40', 'resolved']],
    is: ['stopped 30 due 11:10 breached -'],
  },
  {
    why: 'reported first',
    said: [['10:05', 'reported'], ...BEGUN, ['10:40', 'resolved']],
    is: ['stopped 35 due 11:05 breached -'],
  },
  {
    why: 'agreed: started',
    said: [...BEGUN, ['10:40', 'resolved']],
    more: { starts: 'started' },
    is: ['stopped 40 due 11:00 breached -'],
  },
  {
    why: 'agreed: reported, which nobody said',
    said: [...BEGUN, ['10:40', 'resolved']],
    more: { starts: 'reported' },
    is: ['stopped 40 due 11:00 breached -'],
  },
  {
    why: 'nobody said when it began: there is no clock',
    said: [
      ['10:40', 'acknowledged'],
      ['11:00', 'resolved'],
    ],
    is: [],
  },
  {
    why: 'detection is measured from the start',
    said: [...BEGUN],
    kind: 'detect',
    is: ['stopped 10 due 11:00 breached -'],
  },
  { why: 'and nobody knows it without one', said: [['10:10', 'detected']], kind: 'detect', is: [] },
])

table('rule 10: the first human acknowledgement counts, a bot’s does not', [
  {
    why: 'first of two',
    said: [...BEGUN, ['10:20', 'acknowledged'], ['10:40', 'acknowledged']],
    kind: 'acknowledge',
    is: ['stopped 10 due 11:10 breached -'],
  },
  {
    why: 'a bot first',
    said: [...BEGUN, ['10:11', 'acknowledged', { bot: true }], ['10:40', 'acknowledged']],
    kind: 'acknowledge',
    is: ['stopped 30 due 11:10 breached -'],
  },
  {
    why: 'who answers has seen it',
    said: [...BEGUN, ['10:30', 'responded']],
    kind: 'acknowledge',
    is: ['stopped 20 due 11:10 breached -'],
  },
  {
    why: 'the first human update',
    said: [...BEGUN, ['10:20', 'acknowledged'], ['10:25', 'responded', { bot: true }], ['10:50', 'responded']],
    kind: 'respond',
    is: ['stopped 40 due 11:10 breached -'],
  },
  {
    why: 'taken back, it goes on without the time between',
    said: [...BEGUN, ['10:20', 'acknowledged'], ['10:50', 'unacknowledged'], ['11:10', 'acknowledged']],
    kind: 'acknowledge',
    is: ['stopped 30 due 11:40 breached -'],
  },
  {
    why: 'an incident that is over waits for nobody',
    said: [...BEGUN, ['10:30', 'resolved']],
    kind: 'respond',
    is: ['stopped 20 due 11:10 breached -'],
  },
])

table('rule 10: reopened inside the reopen window it is the same clock, without the closed time, with a floor', [
  {
    why: 'the closed time costs nothing',
    said: [...BEGUN, ['10:40', 'resolved'], ['12:00', 'reopened'], ['12:20', 'resolved']],
    is: ['stopped 50 due 12:30 breached -'],
  },
  {
    why: 'fifteen minutes are left at least',
    said: [...BEGUN, ['11:09', 'resolved'], ['12:00', 'reopened'], ['12:14', 'resolved']],
    is: ['stopped 60 due 12:15 breached -'],
  },
  {
    why: 'and no more than those',
    said: [...BEGUN, ['11:09', 'resolved'], ['12:00', 'reopened'], ['12:16', 'resolved']],
    is: ['stopped 75 due 12:15 breached 12:15'],
  },
  {
    why: 'what was breached before stays breached',
    said: [...BEGUN, ['11:30', 'resolved'], ['12:00', 'reopened'], ['12:01', 'resolved']],
    is: ['stopped 81 due 11:10 breached 11:10'],
  },
  {
    why: 'after the window it is a new clock',
    said: [...BEGUN, ['10:40', 'resolved'], ['6 10:00', 'reopened'], ['6 10:20', 'resolved']],
    is: ['stopped 30 due 11:10 breached -', 'stopped 20 due 16 11:00 breached -'],
  },
  {
    why: 'reopened at the moment it was closed it was never closed',
    said: [...BEGUN, ['10:40', 'resolved'], ['10:40', 'reopened'], ['10:50', 'resolved']],
    is: ['stopped 40 due 11:10 breached -'],
  },
])

table('rule 10: pauses need a listed reason and end with the other side’s reply; acknowledge and respond never pause', [
  {
    why: 'until it is resumed',
    said: [...BEGUN, ['10:20', 'paused', { reason: 'waiting_client' }], ['12:20', 'resumed'], ['12:40', 'resolved']],
    is: ['stopped 30 due 13:10 breached -'],
  },
  {
    why: 'a reason that was not agreed pauses nothing',
    said: [...BEGUN, ['10:20', 'paused', { reason: 'lunch' }], ['12:20', 'resumed'], ['12:40', 'resolved']],
    is: ['stopped 150 due 11:10 breached 11:10'],
  },
  {
    why: 'the other side’s reply ends it',
    said: [
      ...BEGUN,
      ['10:20', 'paused', { reason: 'waiting_client' }],
      ['10:50', 'responded', CLIENT],
      ['12:40', 'resolved'],
    ],
    is: ['stopped 120 due 11:40 breached 11:40'],
  },
  {
    why: 'one’s own reply and a bot’s do not',
    said: [
      ...BEGUN,
      ['10:20', 'paused', { reason: 'waiting_client' }],
      ['10:50', 'responded'],
      ['11:00', 'responded', { ...CLIENT, bot: true }],
      ['12:20', 'resumed'],
      ['12:40', 'resolved'],
    ],
    is: ['stopped 30 due 13:10 breached -'],
  },
  {
    why: 'without an end it goes on until the incident ends',
    said: [...BEGUN, ['10:20', 'paused', { reason: 'waiting_client' }], ['5 10:00', 'resolved']],
    is: ['stopped 10 due 15 10:50 breached -'],
  },
  {
    why: 'and while that goes on it stands still',
    said: [...BEGUN, ['10:20', 'paused', { reason: 'waiting_client' }]],
    until: '1 10:00',
    is: ['paused 10 due 11 10:50 breached -'],
  },
  {
    why: 'acknowledge never pauses',
    said: [...BEGUN, ['10:20', 'paused', { reason: 'waiting_client' }], ['12:20', 'acknowledged']],
    kind: 'acknowledge',
    is: ['stopped 130 due 11:10 breached 11:10'],
  },
  {
    why: 'nor respond',
    said: [...BEGUN, ['10:20', 'paused', { reason: 'waiting_client' }], ['12:20', 'responded']],
    kind: 'respond',
    is: ['stopped 130 due 11:10 breached 11:10'],
  },
  {
    why: 'a pause after it was due comes too late',
    said: [...BEGUN, ['11:20', 'paused', { reason: 'waiting_client' }], ['12:20', 'resolved']],
    is: ['stopped 70 due 11:10 breached 11:10'],
  },
  {
    why: 'at one moment: stop, pause, resume',
    said: [...BEGUN, ['10:20', 'resumed'], ['10:20', 'paused', { reason: 'waiting_client' }], ['10:40', 'resolved']],
    is: ['stopped 30 due 11:10 breached -'],
  },
])
