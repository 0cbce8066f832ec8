import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nameRef } from '../events/identity.ts'
import type { AvailabilityFact } from '../facts/facts.ts'
import { ratio, toNumber } from '../number/ratio.ts'
import { at } from '../testing/agreement.ts'
import { corrects, heartbeat, observed, ref } from '../testing/facts.ts'
import { figure, measure, windowInput } from '../testing/measure.ts'
import { DAY } from '../time/instant.ts'
import { availability } from './availability.ts'

const KEY = 'availability'
const NOVEMBER = 30 * DAY
const nov = (day: number, time = '00:00:00') => `2026-11-${String(day).padStart(2, '0')}T${time}Z`
const up = (from = nov(1), to = '2026-12-01T00:00:00Z') => observed('up', from, to)
const share = (downMs: number, of = NOVEMBER) => toNumber(ratio(100 * (of - downMs), of))
const minutes = 60_000

describe('availability is (observed − down) / observed', () => {
  test.each([
    { why: 'all of it up', facts: [up()], downMs: 0 },
    {
      why: 'an hour down',
      facts: [up(), observed('down', nov(3, '10:00:00'), nov(3, '11:00:00'))],
      downMs: 60 * minutes,
    },
    {
      why: 'a millisecond down',
      facts: [up(), observed('down', nov(3, '10:00:00'), nov(3, '10:00:00.001'))],
      downMs: 1,
    },
    { why: 'maintenance is down', facts: [up(), observed('maintenance', nov(3), nov(4))], downMs: DAY },
    { why: 'degraded is up', facts: [up(), observed('degraded', nov(3), nov(4))], downMs: 0 },
    {
      why: 'of two that speak of one moment the worse counts, once',
      facts: [
        up(),
        observed('down', nov(3), nov(5)),
        observed('degraded', nov(2), nov(6)),
        observed('maintenance', nov(4), nov(6)),
      ],
      downMs: 3 * DAY,
    },
    {
      why: 'down from one source does not end because another begins to see it up',
      facts: [observed('down', nov(1), nov(3)), observed('up', nov(2), '2026-12-01T00:00:00Z')],
      downMs: 2 * DAY,
    },
    {
      why: 'what reaches over the ends of the window is cut there',
      facts: [
        observed('down', '2026-10-31T12:00:00Z', nov(2)),
        up(nov(2)),
        observed('down', nov(30), '2026-12-02T00:00:00Z'),
      ],
      downMs: 2 * DAY,
    },
    { why: 'down all the time', facts: [observed('down', nov(1), '2026-12-01T00:00:00Z')], downMs: NOVEMBER },
  ])('$why', ({ facts, downMs }) => expect(figure(KEY, facts)).toBe(share(downMs)))

  test('time that nobody observed is on neither side', () => {
    const half = [up(nov(1), nov(29, '12:00:00')), observed('down', nov(2), nov(2, '06:00:00'))]
    expect(figure(KEY, half)).toBe(share(DAY / 4, 28.5 * DAY))
  })
  test('it names what was not up, and how much', () => {
    const down = observed('down', nov(3), nov(3, '00:43:12'))
    expect(measure(KEY, [up(), down])).toMatchObject({
      fraction: { numerator: NOVEMBER / 1000 - 2592, denominator: NOVEMBER / 1000 },
      evidence: { formula: 'down 43 min 12 s of 720 h observed', events: [down.event] },
    })
  })
})

describe('rule 4: nothing observed is not success', () => {
  test.each([
    { why: 'nobody observed it', facts: [], reason: 'no_events' },
    { why: 'a day of it was observed', facts: [up(nov(1), nov(2))], reason: 'partly_observed' },
    { why: 'a moment less than 95 %', facts: [up(nov(1), nov(29, '11:59:59.999'))], reason: 'partly_observed' },
    { why: '95 % exactly', facts: [up(nov(1), nov(29, '12:00:00'))], reason: 100 },
    {
      why: 'observed twice counts once',
      facts: [up(nov(1), nov(15)), observed('down', nov(1), nov(15))],
      reason: 'partly_observed',
    },
  ])('$why: $reason', ({ facts, reason }) => expect(figure(KEY, facts)).toBe(reason))
  test('an open window asks for 95 % of what has passed of it', () => {
    expect(figure(KEY, [up(nov(1), nov(10))], { now: nov(10) })).toBe(100)
    expect(figure(KEY, [up(nov(1), nov(10))], { now: nov(11) })).toBe('partly_observed')
    expect(figure(KEY, [up()], { now: nov(1) })).toBe('window_too_young')
  })
})

describe('what may be agreed about it', () => {
  const facts = [up(), observed('degraded', nov(3), nov(4))]
  test.each([
    [ratio(1), DAY],
    [ratio(1, 2), DAY / 2],
    [ratio(1, 10), DAY / 10],
    [ratio(0), 0],
  ])('degraded time counts as down by its weight, exactly', (degradedWeight, downMs) => {
    const measurement = measure(KEY, facts, { asks: { degradedWeight } })
    expect(measurement.kind === 'measured' && toNumber(measurement.value)).toBe(share(downMs))
  })
  test('only whole minutes of each outage count, and short ones not at all', () => {
    const short = [
      up(),
      observed('down', nov(3, '10:00:00'), nov(3, '10:01:59.999')),
      observed('down', nov(4, '10:00:30'), nov(4, '10:01:29')),
      // Two reports of one outage that follow each other are one stretch.
      observed('down', nov(5, '10:00:00'), nov(5, '10:00:30')),
      observed('maintenance', nov(5, '10:00:30'), nov(5, '10:01:00')),
    ]
    expect(figure(KEY, short, { asks: { fullMinutes: true } })).toBe(share(2 * minutes))
  })
  test('full minutes are of all that was not up: an hour of it is not made of parts of minutes', () => {
    const second = (i: number) => new Date(at(nov(3, '10:00:00')) + i * 30_000).toISOString()
    const flapping = Array.from({ length: 120 }, (_, i) =>
      observed(i % 2 === 0 ? 'down' : 'degraded', second(i), second(i + 1)),
    )
    const half = { fullMinutes: true, degradedWeight: ratio(1, 2) }
    expect(figure(KEY, [up(), ...flapping], { asks: half })).toBe(share(45 * minutes))
    // Of what lasted 60 min 30 s in all the last 30 s are left.
    const more = [up(), ...flapping, observed('down', second(120), second(121))]
    expect(figure(KEY, more, { asks: half })).toBe(share(45 * minutes))
  })
  const probe = nameRef('probe')
  const sources = { names: [probe], count: 'named' as const }
  test('only the sources of record count', () => {
    const other = observed('down', nov(3), nov(4), { source: nameRef('a neighbour'), event: ref('other') })
    expect([figure(KEY, [up(), other]), figure(KEY, [up(), other], { asks: { sources } })]).toEqual([share(DAY), 100])
  })
  test('a source of record that was silent is told as that', () => {
    const other = up()
    expect(figure(KEY, [{ ...other, source: nameRef('x') }], { asks: { sources } })).toBe('unreported')
    const both = { names: [probe, nameRef('second')], count: 'named' as const }
    expect(figure(KEY, [up(nov(1), nov(15))], { asks: { sources: both } })).toBe('unreported')
  })
  test('one of several that was silent all the time makes it unreported, whatever the others say, and is named', () => {
    const second = nameRef('second')
    const called = new Map([[second, 'second']])
    const asks = { sources: { names: [probe, second], count: 'named' as const, called } }
    expect(measure(KEY, [up()], { asks })).toMatchObject({
      reason: 'unreported',
      evidence: { formula: 'the source `second` that the agreement names has reported nothing in this window' },
    })
    const spoke = observed('up', nov(2), nov(3), { source: second })
    const late = heartbeat('2026-10-31T00:00:00Z', nov(1, '00:00:01'), 'second')
    const before = heartbeat('2026-10-31T00:00:00Z', nov(1), 'second')
    expect([spoke, late, before].map((fact) => figure(KEY, [up(), fact], { asks }))).toEqual([100, 100, 'unreported'])
    // 5 % of November are a day and a half.
    expect(
      [nov(1, '00:10:00'), nov(2, '11:59:59'), nov(2, '12:00:00')].map((now) => figure(KEY, [up()], { asks, now })),
    ).toEqual([100, 100, 'unreported'])
  })
})

describe('late, repeated, corrected', () => {
  const wrong = observed('down', nov(3), nov(4))
  const right = observed('down', nov(3), nov(3, '06:00:00'))
  test('a correction takes the outage it names away', () =>
    expect(figure(KEY, [up(), wrong, right], { corrections: [corrects(wrong, right)] })).toBe(share(DAY / 4)))
  test('what is repeated is one', () =>
    expect(measure(KEY, [up(), wrong, wrong]).samples).toBe(measure(KEY, [up(), wrong]).samples))
  test('of no service at all nothing is known', () =>
    expect(availability.measure({ ...windowInput([]), services: [] })).toMatchObject({ reason: 'no_events' }))
  test('several services are observed each on its own', () => {
    const input = windowInput([up()])
    const second = windowInput([observed('down', nov(1), '2026-12-01T00:00:00Z')]).services
    const together = availability.measure({ ...input, services: [...input.services, ...second] })
    expect(together.kind === 'measured' && toNumber(together.value)).toBe(50)
    const one = availability.measure({ ...input, services: [...input.services, ...windowInput([]).services] })
    expect(one).toMatchObject({ kind: 'no_data', reason: 'no_events' })
  })
})

test('any set of intervals gives what counting every second gives', () => {
  const SECONDS = 40
  const from = at('2026-11-01')
  const states = fc.constantFrom('up' as const, 'degraded' as const, 'down' as const, 'maintenance' as const)
  const interval = fc
    .tuple(fc.integer({ min: -5, max: SECONDS + 4 }), fc.integer({ min: 1, max: 20 }), states, fc.nat())
    .map(
      ([start, length, state, n]): AvailabilityFact => ({
        ...observed(state, nov(1), nov(2)),
        event: ref(`${n}`),
        at: from + start * 1000,
        to: from + (start + length) * 1000,
      }),
    )
  fc.assert(
    fc.property(
      fc.uniqueArray(interval, { maxLength: 12, selector: ({ event }) => event }),
      fc.integer({ min: 0, max: 10 }),
      (facts, tenths) => {
        const second = (i: number) => {
          const said = facts
            .filter((fact) => fact.at <= from + i * 1000 && from + i * 1000 < fact.to)
            .map(({ state }) => state)
          if (said.length === 0) return null
          if (said.includes('down') || said.includes('maintenance')) return 1
          return said.includes('degraded') ? tenths / 10 : 0
        }
        const seconds = Array.from({ length: SECONDS }, (_, i) => second(i)).filter((down) => down !== null)
        const down = seconds.reduce((sum, one) => sum + Math.round(one * 10), 0)
        const measurement = measure(KEY, facts, {
          to: '2026-11-01T00:00:40Z',
          asks: { degradedWeight: ratio(tenths, 10) },
        })
        if (seconds.length < SECONDS * 0.95) expect(measurement.kind).toBe('no_data')
        else
          expect(measurement.kind === 'measured' && toNumber(measurement.value)).toBeCloseTo(
            (100 * (seconds.length * 10 - down)) / (seconds.length * 10),
            10,
          )
      },
    ),
    { numRuns: 300 },
  )
})
