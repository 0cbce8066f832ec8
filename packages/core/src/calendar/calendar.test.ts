import { describe, expect, test } from 'vitest'
import { calendar } from '../testing/calendar.ts'
import { HOUR, MINUTE } from '../time/instant.ts'
import { addDays } from '../time/zone.ts'
import { elapsed, isOpen } from './counted.ts'
import { deadline, nextOpen } from './deadline.ts'
import { explain } from './explain.ts'

const at = (text: string) => Date.parse(text)
const hoursOn = (date: string, made = calendar()) =>
  elapsed(made, { from: at(`${date}T00:00:00Z`), to: at(`${date}T24:00:00Z`) }) / HOUR

describe('rule 1: holiday beats special day beats weekly hours', () => {
  const monday = '2026-12-07'
  const special = new Map([[monday, ['10:00-12:00']]])
  test.each([
    { name: 'weekly hours', made: calendar(), hours: 8 },
    { name: 'a special day', made: calendar({ specialDays: special }), hours: 2 },
    { name: 'a special day without hours', made: calendar({ specialDays: new Map([[monday, []]]) }), hours: 0 },
    { name: 'a holiday', made: calendar({ specialDays: special, holidays: [monday] }), hours: 0 },
    {
      name: 'a break in a special day',
      made: calendar({ specialDays: special, breaks: new Map([[monday, ['11:30-13:00']]]) }),
      hours: 1.5,
    },
    {
      name: 'breaks over one another',
      made: calendar({ breaks: new Map([[monday, ['12:00-13:00', '12:30-13:30']]]) }),
      hours: 6.5,
    },
    {
      name: 'a break on a holiday',
      made: calendar({ holidays: [monday], breaks: new Map([[monday, ['12:00-13:00']]]) }),
      hours: 0,
    },
  ])('$name: $hours h', ({ made, hours }) => expect(hoursOn(monday, made)).toBe(hours))

  test('a special day opens a day that is closed otherwise', () => {
    expect(hoursOn('2026-12-06', calendar({ specialDays: new Map([['2026-12-06', ['09:00-10:00']]]) }))).toBe(1)
  })
})

describe('rule 1: clocks change', () => {
  const allDay = Array.from({ length: 7 }, () => ['00:00-24:00'])
  const newYork = { timeZone: 'America/New_York' }
  const dayLong = (from: string, to: string, hours = allDay) =>
    elapsed(calendar({ ...newYork, hours }), { from: at(from), to: at(to) })

  test('a 25-hour Sunday counts 25 h, a 23-hour one 23', () => {
    expect(dayLong('2026-11-01T04:00:00Z', '2026-11-02T05:00:00Z')).toBe(25 * HOUR)
    expect(dayLong('2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z')).toBe(23 * HOUR)
  })

  const sunday = (...texts: string[]) => [[], [], [], [], [], [], texts]
  test.each([
    // 02:00 to 03:00 is not there: what begins in it begins after it, what lies in it is nothing.
    { hours: '02:00-03:00', day: ['2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z'], minutes: 0 },
    { hours: '02:30-04:00', day: ['2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z'], minutes: 30 },
    { hours: '01:00-02:30', day: ['2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z'], minutes: 90 },
    // 01:00 to 02:00 comes twice: the first one begins and ends.
    { hours: '01:30-02:30', day: ['2026-11-01T04:00:00Z', '2026-11-02T05:00:00Z'], minutes: 120 },
    { hours: '00:00-01:30', day: ['2026-11-01T04:00:00Z', '2026-11-02T05:00:00Z'], minutes: 90 },
  ])('$hours counts $minutes min on the day', ({ hours, day: [from = '', to = ''], minutes }) =>
    expect(dayLong(from, to, sunday(hours))).toBe(minutes * MINUTE),
  )

  test('a day that a country skipped counts nothing', () => {
    const apia = calendar({ timeZone: 'Pacific/Apia', hours: allDay })
    expect(elapsed(apia, { from: at('2011-12-30T09:00:00Z'), to: at('2011-12-31T10:00:00Z') })).toBe(25 * HOUR)
  })
})

describe('deadlines', () => {
  const by = (
    from: string,
    budget: Parameters<typeof deadline>[2],
    made = calendar(),
    pauses: [string, string][] = [],
  ) => {
    const end = deadline(
      made,
      at(from),
      budget,
      pauses.map(([a, b]) => ({ from: at(a), to: at(b) })),
    )
    return end.ok ? new Date(end.value).toISOString().slice(0, 16) : end.errors[0]?.code
  }
  const h = (hours: number) => ({ kind: 'elapsed', ms: hours * HOUR }) as const
  const bd = (days: number) => ({ kind: 'business_days', days }) as const

  test.each([
    ['used up exactly at closing ends at closing', '2026-12-04T15:00:00Z', h(2), '2026-12-04T17:00'],
    ['one more minute is on Monday', '2026-12-04T15:00:00Z', h(2 + 1 / 60), '2026-12-07T09:01'],
    ['none at all ends at the next open moment', '2026-12-04T17:00:00Z', h(0), '2026-12-07T09:00'],
    ['no business day likewise', '2026-12-05T12:00:00Z', bd(0), '2026-12-07T09:00'],
    ['a business day ends at the local time it began', '2026-12-04T12:30:00Z', bd(1), '2026-12-07T12:30'],
    ['begun after closing it ends at the next opening', '2026-12-04T18:00:00Z', bd(1), '2026-12-08T09:00'],
  ] as const)('%s', (_name, from, budget, expected) => expect(by(from, budget)).toBe(expected))

  test('a pause moves the end of business days by the open time that it takes', () => {
    const paused: [string, string][] = [['2026-12-04T15:00:00Z', '2026-12-07T10:00:00Z']]
    expect(by('2026-12-04T12:30:00Z', bd(1), calendar(), paused)).toBe('2026-12-07T15:30')
    // A pause outside opening hours takes nothing.
    expect(by('2026-12-04T12:30:00Z', bd(1), calendar(), [['2026-12-05T00:00:00Z', '2026-12-06T00:00:00Z']])).toBe(
      '2026-12-07T12:30',
    )
  })

  test('a calendar that does not open for years is refused, and says so', () => {
    const mondays = Array.from({ length: 400 }, (_, i) => addDays('2026-12-07', 7 * i))
    const closed = calendar({ hours: [['09:00-10:00'], [], [], [], [], [], []], holidays: mondays })
    expect(by('2026-12-04T00:00:00Z', h(1), closed)).toBe('never_opens')
    expect(by('2026-12-04T00:00:00Z', bd(1), closed)).toBe('never_opens')
    expect(nextOpen(calendar({ hours: [] }), at('2026-12-04T00:00:00Z'))).toMatchObject({
      errors: [{ message: expect.stringContaining('does not open in the 5 years after 2026-12-04T00:00:00.000Z') }],
    })
    expect(by('2026-12-04T00:00:00Z', h(9_000), calendar({ hours: [['09:00-10:00'], [], [], [], [], [], []] }))).toBe(
      'too_far',
    )
  })
})

test('the moment of closing is outside, that of opening inside', () => {
  const open = (time: string) => isOpen(calendar(), at(`2026-12-04T${time}Z`))
  expect(['08:59:59.999', '09:00:00', '16:59:59.999', '17:00:00'].map(open)).toEqual([false, true, true, false])
})

test('a person can follow a time on paper: what each stretch was, what it counted, the sum so far', () => {
  const made = calendar({
    holidays: ['2026-12-08'],
    specialDays: new Map([['2026-12-09', ['10:00-12:00']]]),
    breaks: new Map([['2026-12-07', ['12:00-13:00']]]),
  })
  const window = { from: at('2026-12-07T10:00:00Z'), to: at('2026-12-09T11:00:00Z') }
  const pause = {
    from: at('2026-12-07T14:00:00Z'),
    to: at('2026-12-07T15:30:00Z'),
    state: 'paused',
    reason: 'waiting_client',
  } as const
  const lines = explain(made, window, [pause]).map(
    ({ from, to, state, countedMs, totalMs }) =>
      `${new Date(from).toISOString().slice(5, 16)} ${new Date(to).toISOString().slice(5, 16)} ${state} ${countedMs / HOUR} ${totalMs / HOUR}`,
  )
  expect(lines).toEqual([
    '12-07T10:00 12-07T12:00 open 2 2',
    '12-07T12:00 12-07T13:00 break 0 2',
    '12-07T13:00 12-07T14:00 open 1 3',
    '12-07T14:00 12-07T15:30 paused 0 3',
    '12-07T15:30 12-07T17:00 open 1.5 4.5',
    '12-07T17:00 12-08T00:00 closed 0 4.5',
    '12-08T00:00 12-09T00:00 holiday 0 4.5',
    '12-09T00:00 12-09T10:00 closed 0 4.5',
    '12-09T10:00 12-09T11:00 special 1 5.5',
  ])
})
