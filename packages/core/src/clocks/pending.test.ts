import { describe, expect, test } from 'vitest'
import { calendar } from '../testing/calendar.ts'
import { BEGUN, CLIENT, clocks, on, type Said, clockTable as table } from '../testing/clocks.ts'
import { ref } from '../testing/facts.ts'

describe('rule 10: what eases a clock waits for the other party', () => {
  const DOWN: Said = ['10:30', 'severity_changed', { severity: 3 }]
  const pending = (said: Said[], more = {}, until = '11:00') =>
    clocks([...BEGUN, ...said], 'resolve', more, until)[0]?.pending
  const TWO_DAYS = { answers: calendar() }

  test('what is wanted, since when, and until when silence accepts it', () => {
    expect(pending([DOWN], TWO_DAYS)).toEqual([{ what: 'severity', to: 'sev3', at: on('10:30'), until: on('2 10:30') }])
    expect(pending([['10:30', 'cancelled']], TWO_DAYS)).toEqual([
      { what: 'cancelled', to: 'cancelled', at: on('10:30'), until: on('2 10:30') },
    ])
    expect(pending([['10:30', 'responded', { attribution: 'client' }]], TWO_DAYS)).toEqual([
      { what: 'attribution', to: 'client', at: on('10:30'), until: on('2 10:30') },
    ])
  })
  test('silence accepts at that very moment', () => {
    expect(pending([DOWN], TWO_DAYS, '2 10:29')).toHaveLength(1)
    expect(pending([DOWN], TWO_DAYS, '2 10:30')).toEqual([])
    const calledOff = clocks([...BEGUN, ['10:30', 'cancelled']], 'resolve', TWO_DAYS, '3 12:00')
    expect(calledOff).toMatchObject([{ state: 'called_off', endedAt: on('2 10:30') }])
  })
  test('said again it does not begin anew', () => {
    expect(pending([DOWN, ['10:40', 'severity_changed', { severity: 3 }]], TWO_DAYS)).toMatchObject([
      { at: on('10:30') },
    ])
  })
  test('something else wanted instead begins anew', () => {
    expect(pending([DOWN, ['10:40', 'severity_changed', { severity: 4 }]], TWO_DAYS)).toMatchObject([
      { to: 'sev4', at: on('10:40') },
    ])
  })
  test('the other party says another one: that one counts', () => {
    const said: Said[] = [...BEGUN, DOWN, ['10:40', 'severity_changed', { ...CLIENT, severity: 2 }]]
    expect(clocks(said, 'resolve', {}, '11:00')).toMatchObject([{ level: 2, pending: [] }])
  })
  test('taken back: the severity as it was, the incident opened again or resolved', () => {
    expect(pending([DOWN, ['10:40', 'severity_changed', { severity: 1 }]])).toEqual([])
    expect(
      pending([
        ['10:30', 'cancelled'],
        ['10:40', 'reopened'],
      ]),
    ).toEqual([])
    expect(
      pending([
        ['10:30', 'cancelled'],
        ['10:40', 'resolved'],
      ]),
    ).toEqual([])
  })
  test('owed by the client it is the vendor’s word; owed by both, either’s', () => {
    const level = (owedBy: 'client' | 'both', ...said: Said[]) =>
      clocks([...BEGUN, ...said], 'resolve', { owedBy }, '11:00')[0]?.level
    const byClient: Said = ['10:40', 'severity_changed', { ...CLIENT, severity: 3 }]
    expect([level('client', DOWN), level('client', byClient)]).toEqual([3, 1])
    expect([level('both', DOWN), level('both', byClient), level('both', DOWN, byClient)]).toEqual([1, 1, 3])
  })
  test('whom blame takes it from: not the one who owes it, of both only a third party', () => {
    const state = (owedBy: 'client' | 'vendor' | 'both', attribution: 'client' | 'vendor' | 'third_party') =>
      clocks(
        [
          ...BEGUN,
          ['10:30', 'responded', { attribution }],
          ['10:30', 'responded', { ...CLIENT, attribution, event: ref('the client, too') }],
        ],
        'resolve',
        { owedBy },
        '11:00',
      )[0]?.state
    expect([state('vendor', 'vendor'), state('vendor', 'client'), state('vendor', 'third_party')]).toEqual([
      'running',
      'elsewhere',
      'elsewhere',
    ])
    expect([state('client', 'client'), state('client', 'vendor')]).toEqual(['running', 'elsewhere'])
    expect([state('both', 'client'), state('both', 'vendor'), state('both', 'third_party')]).toEqual([
      'running',
      'running',
      'elsewhere',
    ])
  })
  test('silence about several things settles each in its time', () => {
    const said: Said[] = [
      ['10:20', 'severity_changed', { severity: 3 }],
      ['10:30', 'responded', { attribution: 'client' }],
      ['10:40', 'severity_changed', { severity: 4 }],
    ]
    expect(clocks([...BEGUN, ...said], 'resolve', TWO_DAYS, '4 12:00')).toMatchObject([
      { state: 'elsewhere', endedAt: on('2 10:30'), pending: [] },
    ])
  })
  test('what says nothing of it leaves it waiting', () => {
    expect(pending([DOWN, ['10:40', 'acknowledged', CLIENT]])).toMatchObject([{ what: 'severity' }])
    const calledOff: Said[] = [...BEGUN, ['10:30', 'cancelled'], ['10:40', 'responded', CLIENT]]
    expect(clocks(calledOff, 'resolve', {}, '11:00')).toMatchObject([
      { state: 'running', pending: [{ what: 'cancelled' }] },
    ])
  })
  test('raised instead, nothing waits', () => {
    const said: Said[] = [
      ['10:10', 'detected', { severity: 2 }],
      ['10:30', 'severity_changed', { severity: 3 }],
      ['10:40', 'severity_changed', { severity: 1 }],
    ]
    expect(clocks(said, 'resolve', {}, '11:00')).toMatchObject([{ level: 1, pending: [] }])
  })
  test('who blamed another takes that back', () => {
    const blamed: Said = ['10:30', 'responded', { attribution: 'client' }]
    expect(pending([blamed, ['10:40', 'responded', { attribution: 'vendor' }]])).toEqual([])
  })
  test('what is called off under its last name, after it was resolved under another, is resolved', () => {
    const said: Said[] = [
      ...BEGUN,
      ['10:12', 'detected', { incident: 'b' as never }],
      ['10:30', 'resolved'],
      ['10:40', 'cancelled', { incident: 'b' as never }],
    ]
    expect(clocks(said)).toMatchObject([{ state: 'stopped', endedAt: on('10:40'), pending: [] }])
  })
  test('called off under one name it is not, until it is under each, also of those opened again', () => {
    const b = { ...CLIENT, incident: 'b' as never }
    const twoNames: Said[] = [...BEGUN, ['10:12', 'detected', b], ['10:30', 'cancelled', CLIENT]]
    expect(clocks([...twoNames, ['10:40', 'cancelled', b]])).toMatchObject([
      { state: 'called_off', endedAt: on('10:40') },
    ])
    const reopened: Said[] = [...twoNames, ['10:35', 'reopened', CLIENT], ['10:40', 'cancelled', b]]
    expect(clocks(reopened, 'resolve', {}, '11:00')).toMatchObject([{ state: 'running' }])
  })
  test('only what is known by then', () => {
    expect(pending([['11:30', 'severity_changed', { severity: 3 }]], {}, '11:00')).toEqual([])
    const level = (until: string) =>
      clocks([...BEGUN, ['10:40', 'severity_changed', { ...CLIENT, severity: 3 }]], 'resolve', {}, until)[0]?.level
    expect([level('10:39'), level('10:40')]).toEqual([1, 3])
  })
})

test('of many changes the last holds', () => {
  const said: Said[] = [
    ['10:10', 'detected', { severity: 3 }],
    ['10:20', 'severity_changed', { severity: 2 }],
    ['10:30', 'severity_changed', { severity: 1 }],
    ['10:40', 'severity_changed', { ...CLIENT, severity: 2 }],
  ]
  expect(clocks(said, 'resolve', {}, '10:50')[0]?.level).toBe(2)
})

const ONE = { severities: ['sev1'] }
table('rule 10: severities and blame, where little was agreed or known', [
  {
    why: 'where no severity has a meaning each is its own',
    said: [['10:10', 'detected', { severity: 3 }]],
    more: { meant: [], severities: ['sev3'] },
    until: '10:30',
    is: ['running 20 due 11:10 breached -'],
  },
  {
    why: 'only saying so gives a severity a meaning',
    said: [
      ['10:10', 'detected', { severity: 4 }],
      ['10:30', 'acknowledged', { severity: 2 }],
    ],
    more: { ...ONE, meant: ['sev1', 'sev2'] },
    until: '10:50',
    is: ['running 40 due 11:10 breached -'],
  },
  {
    why: 'of what was recorded before parties were, what was agreed holds',
    said: [...BEGUN, ['10:30', 'responded', { agreedAttribution: 'client' }]],
    until: '10:50',
    is: ['elsewhere 20 due 11:10 breached -'],
  },
  {
    why: 'a severity that held for no time is none',
    said: [
      ['10:10', 'detected', { severity: 3 }],
      ['10:30', 'acknowledged', { severity: 1 }],
      ['10:30', 'severity_changed', { ...CLIENT, severity: 3 }],
    ],
    more: ONE,
    is: [],
  },
  {
    why: 'between two severities of one line nothing begins anew',
    said: [...BEGUN, ['11:05', 'severity_changed', { ...CLIENT, severity: 2 }], ['11:12', 'resolved', { severity: 2 }]],
    more: { severities: ['sev1', 'sev2'] },
    is: ['stopped 62 due 11:10 breached 11:10'],
  },
  {
    why: 'resolved in the moment in which it became milder, it is resolved',
    said: [...BEGUN, ['10:30', 'resolved'], ['10:30', 'severity_changed', { ...CLIENT, severity: 3 }]],
    more: ONE,
    is: ['stopped 20 due 11:10 breached -'],
  },
])
