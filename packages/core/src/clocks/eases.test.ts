import { CLIENT, type Said, clockTable as table } from '../testing/clocks.ts'

const SEV = (severity: 1 | 2 | 3 | 4, more = {}) => ({ severity, ...more })
const ONE = { severities: ['sev1'] }
const begunAs = (severity: 1 | 2 | 3 | 4): Said[] => [['10:10', 'detected', SEV(severity)]]

table('rule 10: severity raised: the new target applies from the original start, with the floor', [
  {
    why: 'in time by the new target',
    said: [...begunAs(3), ['10:30', 'severity_changed', SEV(1)], ['10:50', 'resolved', SEV(1)]],
    more: ONE,
    is: ['stopped 40 due 11:10 breached -'],
  },
  {
    why: 'past it already: the floor is left',
    said: [...begunAs(3), ['12:00', 'severity_changed', SEV(1)], ['12:15', 'resolved', SEV(1)]],
    more: ONE,
    is: ['stopped 60 due 12:15 breached -'],
  },
  {
    why: 'and no more than the floor',
    said: [...begunAs(3), ['12:00', 'severity_changed', SEV(1)], ['12:16', 'resolved', SEV(1)]],
    more: ONE,
    is: ['stopped 126 due 12:15 breached 12:15'],
  },
  {
    why: 'whichever action says so',
    said: [...begunAs(3), ['10:30', 'acknowledged', SEV(1)], ['12:00', 'resolved', SEV(1)]],
    more: ONE,
    is: ['stopped 110 due 11:10 breached 11:10'],
  },
  {
    why: 'to where no line is: an easing like another, and by silence no more in time than one',
    said: [...begunAs(3), ['10:30', 'severity_changed', SEV(1)], ['12:00', 'resolved', SEV(1)]],
    more: { severities: ['sev2', 'sev3'], lines: ['sev2', 'sev3'] },
    is: ['stopped 110 due 11:10 breached 11:10'],
  },
  {
    why: 'to where no line is, by the party that it is owed to',
    said: [...begunAs(3), ['10:30', 'severity_changed', SEV(1)], ['11:00', 'severity_changed', SEV(1, CLIENT)]],
    more: { severities: ['sev2', 'sev3'], lines: ['sev2', 'sev3'] },
    is: ['elsewhere 50 due 11:10 breached -'],
  },
  {
    why: 'to where no line is, in passing: nobody said that it changed',
    said: [...begunAs(3), ['10:30', 'acknowledged', SEV(1, CLIENT)], ['12:00', 'resolved', SEV(1)]],
    more: { severities: ['sev2', 'sev3'], lines: ['sev2', 'sev3'] },
    is: ['stopped 110 due 11:10 breached 11:10'],
  },
  {
    why: 'to where no line is, and refused by saying how severe it is',
    said: [...begunAs(3), ['10:30', 'severity_changed', SEV(1)], ['10:40', 'severity_changed', SEV(3, CLIENT)]],
    more: {
      severities: ['sev2', 'sev3'],
      lines: ['sev2', 'sev3'],
      promised: { kind: 'business_days', days: 3, inclusive: true },
    },
    is: ['running 28190 due 13 10:10 breached 13 10:10'],
  },
  {
    why: 'the milder line is left',
    said: [...begunAs(3), ['10:30', 'severity_changed', SEV(1)], ['12:00', 'resolved', SEV(1)]],
    more: { severities: ['sev3'] },
    is: ['elsewhere 20 due 11:10 breached -'],
  },
])

table('rule 10: lowered, called off or blamed on another: takes the other party’s word, and never clears a breach', [
  {
    why: 'lowered by who owes it: nothing changes yet',
    said: [...begunAs(1), ['10:30', 'severity_changed', SEV(3)], ['12:00', 'resolved', SEV(3)]],
    more: ONE,
    is: ['stopped 110 due 11:10 breached 11:10'],
  },
  {
    why: 'the other party says the same',
    said: [...begunAs(1), ['10:30', 'severity_changed', SEV(3)], ['11:00', 'severity_changed', SEV(3, CLIENT)]],
    more: ONE,
    is: ['elsewhere 50 due 11:10 breached -'],
  },
  {
    why: 'the other party lowers it by itself',
    said: [...begunAs(1), ['11:00', 'severity_changed', SEV(3, CLIENT)]],
    more: ONE,
    is: ['elsewhere 50 due 11:10 breached -'],
  },
  {
    why: 'agreed after it was late: the breach stays',
    said: [...begunAs(1), ['10:30', 'severity_changed', SEV(3)], ['11:30', 'severity_changed', SEV(3, CLIENT)]],
    more: ONE,
    is: ['elsewhere 80 due 11:10 breached 11:10'],
  },
  {
    why: 'silence accepts in two business days',
    said: [...begunAs(1), ['10:30', 'severity_changed', SEV(3)]],
    more: { ...ONE, promised: { kind: 'business_days', days: 3, inclusive: true } },
    is: ['elsewhere 2900 due 13 10:10 breached -'],
  },
  {
    why: 'an answer in time refuses it',
    said: [...begunAs(1), ['10:30', 'severity_changed', SEV(3)], ['1 10:00', 'severity_changed', SEV(1, CLIENT)]],
    more: { ...ONE, promised: { kind: 'business_days', days: 3, inclusive: true } },
    is: ['running 28190 due 13 10:10 breached 13 10:10'],
  },
  {
    why: 'called off by who owes it: the clock runs on',
    said: [...begunAs(1), ['10:30', 'cancelled']],
    until: '12:00',
    is: ['running 110 due 11:10 breached 11:10'],
  },
  {
    why: 'called off by both',
    said: [...begunAs(1), ['10:30', 'cancelled'], ['10:40', 'cancelled', CLIENT]],
    is: ['called_off 30 due 11:10 breached -'],
  },
  {
    why: 'called off by the other party alone',
    said: [...begunAs(1), ['10:30', 'cancelled', CLIENT]],
    is: ['called_off 20 due 11:10 breached -'],
  },
  {
    why: 'a second ticket called off is not the incident',
    said: [
      ...begunAs(1),
      ['10:12', 'detected', { incident: 'b' as never }],
      ['10:30', 'cancelled', { ...CLIENT, incident: 'b' as never }],
      ['10:50', 'resolved'],
    ],
    is: ['stopped 40 due 11:10 breached -'],
  },
  {
    why: 'the client’s doing, as the client says',
    said: [...begunAs(1), ['10:30', 'responded', { ...CLIENT, attribution: 'client' }]],
    is: ['elsewhere 20 due 11:10 breached -'],
  },
  {
    why: 'as the vendor says alone: not yet',
    said: [...begunAs(1), ['10:30', 'responded', { attribution: 'client' }]],
    until: '12:00',
    is: ['running 110 due 11:10 breached 11:10'],
  },
  {
    why: 'and the client says the same',
    said: [
      ...begunAs(1),
      ['10:30', 'responded', { attribution: 'client' }],
      ['10:40', 'responded', { ...CLIENT, attribution: 'client' }],
    ],
    is: ['elsewhere 30 due 11:10 breached -'],
  },
  {
    why: 'a party withdraws its own word: the clock is back, with the floor',
    said: [
      ...begunAs(1),
      ['10:30', 'responded', { ...CLIENT, attribution: 'client' }],
      ['12:00', 'responded', { ...CLIENT, attribution: 'vendor' }],
      ['12:15', 'resolved'],
    ],
    is: ['stopped 60 due 12:15 breached -'],
  },
])

table('rule 13: an incident of two names ends under both', [
  {
    why: 'an early close in one tracker stops nothing',
    said: [
      ...begunAs(1),
      ['10:12', 'detected', { incident: 'b' as never }],
      ['10:50', 'resolved'],
      ['11:40', 'resolved', { incident: 'b' as never }],
    ],
    is: ['stopped 90 due 11:10 breached 11:10'],
  },
])

table('rule 10: severities without a meaning count as the strictest until one is set', [
  {
    why: 'sev4 means nothing: it is judged as sev1',
    said: [...begunAs(4), ['12:00', 'resolved', SEV(4)]],
    more: { ...ONE, meant: ['sev1', 'sev2'] },
    is: ['stopped 110 due 11:10 breached 11:10'],
  },
  {
    why: 'giving it one is no lowering',
    said: [...begunAs(4), ['10:30', 'severity_changed', SEV(2)]],
    more: { ...ONE, meant: ['sev1', 'sev2'] },
    is: ['elsewhere 20 due 11:10 breached -'],
  },
])

table('rule 10: what was said last under each name, and whose doing it stands as', [
  {
    why: 'who owes it says again whose doing it was: that takes back what it asked for',
    said: [
      ...begunAs(1),
      ['10:20', 'responded', { attribution: 'vendor' }],
      ['10:30', 'responded', { attribution: 'third_party' }],
      ['10:40', 'responded', { attribution: 'vendor' }],
    ],
    is: ['running 28190 due 11:10 breached 11:10'],
  },
  {
    why: 'the other party says again whose doing it was: that refuses what is asked',
    said: [
      ...begunAs(1),
      ['10:20', 'responded', { ...CLIENT, attribution: 'vendor' }],
      ['10:30', 'responded', { attribution: 'third_party' }],
      ['10:40', 'responded', { ...CLIENT, attribution: 'vendor' }],
    ],
    is: ['running 28190 due 11:10 breached 11:10'],
  },
  {
    why: 'resolved, opened again and then called off by both: it is called off',
    said: [
      ...begunAs(1),
      ['10:20', 'resolved'],
      ['10:30', 'reopened'],
      ['10:40', 'cancelled'],
      ['10:50', 'cancelled', CLIENT],
    ],
    is: ['called_off 30 due 11:20 breached -'],
  },
  {
    why: 'resolved in one tracker, opened again and called off in the other: it is over',
    said: [
      ...begunAs(1),
      ['10:20', 'resolved', { incident: 'b' as never }],
      ['10:30', 'reopened'],
      ['10:40', 'cancelled'],
    ],
    is: ['stopped 30 due 11:10 breached -'],
  },
])
