import { describe, expect, test } from 'vitest'
import { nameRef, subjectRef } from '../events/identity.ts'
import type { WindowFact } from '../facts/facts.ts'
import { corrects, heartbeat, incident, outage, ref } from '../testing/facts.ts'
import { figure, measure, windowIndicator, windowInput } from '../testing/measure.ts'

const KEY = 'time-to-restore'
const day = (time: string, date = '10') => `2026-11-${date}T${time}:00Z`
const WATCHED = heartbeat('2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z')
const minutes = (facts: WindowFact[], own = {}) => {
  const found = figure(KEY, facts, own)
  return typeof found === 'number' ? found / 60 : found
}
const hour = outage('x', day('10:00'), day('11:00'))
const OVERDUE = { overdueFromMs: 3_600_001 }

describe('resolved minus started, once for each incident', () => {
  test.each([
    { why: 'as it is', facts: hour, expected: 60 },
    { why: 'sev2 counts too', facts: outage('x', day('10:00'), day('11:00'), { severity: 2 }), expected: 60 },
    {
      why: 'sev3 does not, unless agreed',
      facts: outage('x', day('10:00'), day('11:00'), { severity: 3 }),
      expected: 'not_watched',
    },
    {
      why: 'lowering the severity takes it out of nothing',
      facts: [...hour, incident('x', day('10:30'), { action: 'severity_changed', severity: 4 })],
      expected: 60,
    },
    {
      why: 'the client’s own is not counted',
      facts: outage('x', day('10:00'), day('11:00'), { agreedAttribution: 'client' }),
      expected: 'not_watched',
    },
    {
      why: 'a third party’s is',
      facts: outage('x', day('10:00'), day('11:00'), { agreedAttribution: 'third_party' }),
      expected: 60,
    },
    {
      why: 'of detected and reported the earlier, where nobody says it started',
      facts: [
        incident('x', day('10:10'), { action: 'reported' }),
        incident('x', day('10:05'), { action: 'detected' }),
        incident('x', day('11:00'), { action: 'resolved' }),
      ],
      expected: 55,
    },
    {
      why: 'mitigated is not resolved',
      facts: [...hour, incident('x', day('10:20'), { action: 'mitigated' })],
      expected: 60,
    },
    {
      why: 'two ends of one incident are the first',
      facts: [...hour, incident('x', day('11:30'), { action: 'resolved' })],
      expected: 60,
    },
    {
      why: 'a reopened one until its last resolution, once',
      facts: [
        ...hour,
        incident('x', day('11:30'), { action: 'reopened' }),
        incident('x', day('12:00'), { action: 'resolved' }),
      ],
      expected: 120,
    },
    {
      why: 'reopened at the moment of its end it is open',
      facts: [...hour, incident('x', day('11:00'), { action: 'reopened' })],
      expected: 'not_watched',
    },
    {
      why: 'reopened while open is nothing new',
      facts: [...hour, incident('x', day('10:30'), { action: 'reopened' })],
      expected: 60,
    },
  ])('$why', ({ facts, expected }) => expect(minutes(facts)).toBe(expected))

  test('the agreement may name other severities', () => {
    const facts = [...hour, ...outage('y', day('12:00'), day('12:10'), { severity: 3 })]
    expect(minutes(facts, { asks: { severities: ['sev3'] } })).toBe(10)
  })
  test('median, percentile and each', () => {
    const facts = [20, 45, 360].flatMap((length, i) =>
      outage(
        `${i}`,
        day('01:00', `0${i + 1}`),
        new Date(Date.parse(day('01:00', `0${i + 1}`)) + length * 60_000).toISOString(),
      ),
    )
    expect(['median', 'p90', 'each', 'mean'].map((statistic) => minutes(facts, { asks: { statistic } }))).toEqual([
      45,
      360,
      360,
      425 / 3,
    ])
  })
})

describe('rule 13: one incident, by whatever names', () => {
  test('joined by `same_as`, also what came under its own name before', () => {
    const facts = [
      ...hour,
      incident('y', day('10:02')),
      incident('y', day('10:50'), { action: 'resolved', sameAs: subjectRef('x') }),
    ]
    expect([measure(KEY, facts).samples, minutes(facts)]).toEqual([1, 60])
  })
  test('a chain of names is one, and so is a circle', () => {
    const named = (id: string, same: string, time: string, action: 'started' | 'resolved') =>
      incident(id, day(time), { action, sameAs: subjectRef(same) })
    const chain = [
      named('c', 'b', '10:00', 'started'),
      named('b', 'a', '10:30', 'started'),
      named('c', 'b', '10:40', 'resolved'),
      named('b', 'a', '11:00', 'resolved'),
    ]
    expect([measure(KEY, chain).samples, minutes(chain)]).toEqual([1, 60])
    expect(minutes([...chain, named('a', 'c', '11:30', 'resolved')])).toBe(60)
  })
})

describe('which window', () => {
  const over = outage('x', '2026-10-31T23:00:00Z', '2026-11-01T01:00:00Z')
  test('that of the resolution', () => {
    expect(minutes(over)).toBe(120)
    expect(minutes(over, { from: '2026-10-01', to: '2026-11-01' })).toBe('not_watched')
  })
  test('one that goes on counts with its age, from the moment it breaks what was promised, and in that window', () => {
    const open = [incident('x', '2026-10-31T23:30:00Z')]
    const asked = (now: string, own = {}) => minutes(open, { asks: OVERDUE, now, ...own })
    expect(asked('2026-11-01T00:30:00Z')).toBe('not_watched')
    expect(asked('2026-11-01T00:30:00.001Z')).toBe(60 + 0.001 / 60)
    expect(asked('2026-11-01T02:30:00Z')).toBe(180)
    expect(asked('2026-11-01T02:30:00Z', { from: '2026-10-01', to: '2026-11-01' })).toBe('not_watched')
    expect(minutes(open, { now: '2026-11-01T02:30:00Z' })).toBe('not_watched')
  })
  test('once resolved it moves to the window of its resolution, with its whole length', () => {
    const resolved = [...outage('x', '2026-10-30T00:00:00Z', '2026-11-02T00:00:00Z')]
    expect(minutes(resolved, { asks: OVERDUE, from: '2026-10-01', to: '2026-11-01' })).toBe('not_watched')
    expect(minutes(resolved, { asks: OVERDUE })).toBe(3 * 24 * 60)
  })
})

describe('what contradicts itself or was called off', () => {
  test('an end before the start is dropped, and said', () =>
    expect(measure(KEY, [...outage('x', day('11:00'), day('10:00')), WATCHED])).toMatchObject({
      kind: 'no_cases',
      evidence: { not_counted: [{ event: ref(`i x resolved ${day('10:00')}`), reason: 'negative_span' }] },
    }))
  test('one whose beginning nobody told is named', () =>
    expect(measure(KEY, [incident('x', day('11:00'), { action: 'resolved' })]).evidence.not_counted).toMatchObject([
      { reason: 'start_unknown' },
    ]))
  test('called off it improves no figure, and clears no breach', () => {
    const off = [incident('x', day('10:00')), incident('x', day('10:05'), { action: 'cancelled' })]
    expect(
      minutes([...hour, ...off.map((fact) => ({ ...fact, incident: subjectRef('y'), event: ref(`y ${fact.event}`) }))]),
    ).toBe(60)
    expect(measure(KEY, off).evidence.not_counted).toMatchObject([{ reason: 'incident_cancelled' }])
    const late = [incident('x', day('10:00')), incident('x', day('13:00'), { action: 'cancelled' })]
    expect([minutes(late, { asks: OVERDUE }), minutes(late)]).toEqual([180, 'not_watched'])
  })
  test('a correction counts instead', () => {
    const [start, wrong] = hour
    const right = incident('x', day('10:30'), { action: 'resolved', event: ref('right') })
    if (!start || !wrong) throw new Error('an outage has two ends')
    expect(minutes([start, wrong, right], { corrections: [corrects(wrong, right)] })).toBe(30)
  })
})

describe('rule 4: zero incidents', () => {
  const watching = (from: string, to: string, source?: string) => heartbeat(from, to, source)
  const sources = { names: [nameRef('pager')], count: 'named' as const }
  test.each([
    { why: 'in a time that was watched', facts: [WATCHED], expected: 'no_cases' },
    { why: 'while nobody was watching', facts: [], expected: 'not_watched' },
    {
      why: 'watched for 95 %',
      facts: [watching('2026-11-01T00:00:00Z', '2026-11-29T12:00:00Z')],
      expected: 'no_cases',
    },
    {
      why: 'watched for less',
      facts: [watching('2026-11-01T00:00:00Z', '2026-11-29T11:59:59Z')],
      expected: 'not_watched',
    },
    {
      why: 'watched by two after each other',
      facts: [
        watching('2026-11-01T00:00:00Z', '2026-11-15T00:00:00Z'),
        watching('2026-11-14T00:00:00Z', '2026-12-01T00:00:00Z', 'second'),
      ],
      expected: 'no_cases',
    },
    {
      why: 'the same half twice',
      facts: [
        watching('2026-11-01T00:00:00Z', '2026-11-15T00:00:00Z'),
        watching('2026-11-01T00:00:00Z', '2026-11-15T00:00:00Z', 'second'),
      ],
      expected: 'not_watched',
    },
    {
      why: 'watched before the window',
      facts: [watching('2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z')],
      expected: 'not_watched',
    },
  ])('$why: $expected', ({ facts, expected }) => expect(figure(KEY, facts)).toBe(expected))
  test('in an open window: of what has passed', () => {
    const week = watching('2026-11-01T00:00:00Z', '2026-11-08T00:00:00Z')
    expect([figure(KEY, [week], { now: '2026-11-08' }), figure(KEY, [week], { now: '2026-11-09' })]).toEqual([
      'no_cases',
      'not_watched',
    ])
    expect(figure(KEY, [WATCHED], { now: '2026-11-01' })).toBe('not_watched')
  })
  test('only the sources of record watch; one that was silent is told as that', () => {
    expect(figure(KEY, [WATCHED], { asks: { sources } })).toBe('no_cases')
    expect(
      figure(KEY, [watching('2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z', 'another')], { asks: { sources } }),
    ).toBe('unreported')
    const october = watching('2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z')
    expect(figure(KEY, [october], { asks: { sources } })).toBe('unreported')
    const helper = watching('2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z', 'another')
    const begun = watching('2026-11-01T00:00:00Z', '2026-11-08T00:00:00Z')
    expect(figure(KEY, [begun, helper], { asks: { sources } })).toBe('not_watched')
    expect(figure(KEY, [watching('2026-11-01T00:00:00Z', '2026-11-08T00:00:00Z')], { asks: { sources } })).toBe(
      'not_watched',
    )
  })
})

describe('several services together', () => {
  test('one that affects two services is one case of both together', () => {
    const input = windowInput(outage('x', day('10:00'), day('11:00')))
    const [service] = input.services
    const both = { ...input, services: [service, service].flatMap((one) => one ?? []) }
    expect(windowIndicator(KEY).measure(both).samples).toBe(1)
  })
})
