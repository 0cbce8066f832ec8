import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Event } from '../events/schema.ts'
import { chainOf } from '../testing/ledger.ts'
import { DAY, formatInstant } from '../time/instant.ts'
import type { LedgerEntry } from './entry.ts'
import { dayName, eventDigest, lateSealsOf, MOST_LATE, type ReceivedRow, sealOf, utcDay } from './seal.ts'
import { notSealed, sealedDayOf } from './sealed-day.ts'
import { verifySeals } from './verify-seals.ts'

const START = Date.parse('2026-11-29T00:00:00.000Z')

const row = (number: number, at: number, status = 'success'): ReceivedRow => ({
  event: {
    type: 'deployment',
    id: `d-${number}`,
    source: 'ci',
    time: formatInstant(at),
    service: 'pay',
    data: { deployment_id: `d-${number}`, status, finished_at: formatInstant(at), commit_sha: 'a'.repeat(40) },
  } as Event,
  received_at: formatInstant(at),
  received_from: { party: 'vendor', key_id: 'k1' },
})

/** Three days, the last of them not over yet. */
const ROWS = [row(1, START), row(2, START + 5), row(3, START + DAY), row(4, START + DAY + 9), row(5, START + 2 * DAY)]

const sealed = (rows: readonly ReceivedRow[], days: readonly number[]): LedgerEntry[] =>
  chainOf(
    days.map((day) => {
      const own = rows.filter(({ received_at }) => utcDay(Date.parse(received_at)) === day)
      return { at: day + DAY, body: sealOf(dayName(day), own.map(eventDigest)) }
    }),
  )
const ENTRIES = sealed(ROWS, [START, START + DAY])

test('a seal is the same in whatever order the events come, and however often', () => {
  const digests = ROWS.map(eventDigest)
  fc.assert(
    fc.property(
      fc.shuffledSubarray(digests, { minLength: digests.length }),
      fc.constantFrom(...digests),
      (all, again) => {
        expect(sealOf('2026-11-29', [...all, again])).toEqual(sealOf('2026-11-29', digests))
      },
    ),
  )
  expect(sealOf('2026-11-29', [])).toMatchObject({ events: 0 })
  expect(sealOf('2026-11-29', digests).hash).not.toBe(sealOf('2026-11-30', digests).hash)
})

test('a digest is over what an event says, who sent it and when it came; not over the order of its fields', () => {
  const [one] = ROWS
  if (!one) throw new Error('no row')
  const others: ReceivedRow[] = [
    { ...one, received_at: formatInstant(START + 1) },
    { ...one, received_from: { ...one.received_from, party: 'client' } },
    { ...one, received_from: { ...one.received_from, key_id: 'k2' } },
    row(1, START, 'failure'),
  ]
  expect(new Set([one, ...others].map(eventDigest)).size).toBe(5)
  const { event, ...rest } = one
  expect(
    eventDigest({
      ...rest,
      event: JSON.parse(JSON.stringify(event, Object.keys(event).reverse().concat(Object.keys(event.data)))),
    }),
  ).toBe(eventDigest(one))
})

describe('events beside the seals of their days', () => {
  test('that are what was sealed fit; those of a day that is not over are not sealed yet', () => {
    expect(verifySeals(ENTRIES, ROWS.toReversed())).toEqual({ days: 2, sealed: 4, late: 0, unsealed: 1, faults: [] })
  })

  test.each([
    {
      what: 'changed',
      rows: ROWS.with(1, row(2, START + 5, 'failure')),
      code: 'events_altered',
      day: '2026-11-29',
      seq: 1,
    },
    { what: 'taken out', rows: ROWS.toSpliced(2, 1), code: 'events_missing', day: '2026-11-30', seq: 2 },
    { what: 'put in', rows: [...ROWS, row(9, START + 1)], code: 'events_added', day: '2026-11-29', seq: 1 },
    {
      what: 'put before all of them',
      rows: [...ROWS, row(9, START - DAY)],
      code: 'never_sealed',
      day: '2026-11-28',
      seq: null,
    },
  ])('one that was $what is found, and its day named', ({ rows, code, day, seq }) => {
    expect(verifySeals(ENTRIES, rows)).toMatchObject({ faults: [{ code, day, seq }] })
  })

  test('one that was moved to another day shows on both', () => {
    const moved = ROWS.with(0, { ...row(1, START), received_at: formatInstant(START + DAY) })
    expect(verifySeals(ENTRIES, moved).faults.map(({ code, day }) => [day, code])).toEqual([
      ['2026-11-29', 'events_missing'],
      ['2026-11-30', 'events_added'],
    ])
  })
})

describe('events that were listed only after the seal of their day', () => {
  const straggler = row(7, START + 60_000)
  const unsealedDay = row(8, START - DAY)
  const LATE = chainOf([
    ...ENTRIES.map(({ at, body }) => ({ at: Date.parse(at), body })),
    ...[straggler, unsealedDay].flatMap((one) =>
      lateSealsOf(one.received_at.slice(0, 10), [eventDigest(one)]).map((body) => ({ at: START + 2 * DAY, body })),
    ),
  ])
  const ALL = [...ROWS, straggler, unsealedDay]

  test('are in an entry of their own, and the seal of their day still holds', () => {
    expect(verifySeals(LATE, ALL.toReversed())).toEqual({ days: 2, sealed: 6, late: 2, unsealed: 1, faults: [] })
    // Before anybody took them up they did not fit.
    expect(verifySeals(ENTRIES, ALL).faults.map(({ code }) => code)).toEqual(['never_sealed', 'events_added'])
  })

  test.each([
    {
      what: 'a straggler is changed',
      rows: ALL.with(5, row(7, START + 60_000, 'failure')),
      day: '2026-11-29',
      codes: ['events_added', 'events_missing'],
    },
    { what: 'a straggler is taken out', rows: ALL.toSpliced(5, 1), day: '2026-11-29', codes: ['events_missing'] },
    {
      what: 'one of the seal is changed',
      rows: ALL.with(1, row(2, START + 5, 'failure')),
      day: '2026-11-29',
      codes: ['events_altered'],
    },
    { what: 'another one is put in', rows: [...ALL, row(9, START + 1)], day: '2026-11-29', codes: ['events_added'] },
    {
      what: 'one of a day without a seal is taken out',
      rows: ALL.toSpliced(6, 1),
      day: '2026-11-28',
      codes: ['events_missing'],
    },
  ])('nothing can be altered unseen: $what', ({ rows, day, codes }) => {
    const { faults } = verifySeals(LATE, rows)
    expect(faults.map((fault) => fault.code).sort()).toEqual(codes)
    expect(new Set(faults.map((fault) => fault.day))).toEqual(new Set([day]))
  })

  test('are told from what a seal holds, of however many records its digests are', () => {
    const digests = Array.from({ length: 20_001 }, (_, i) => i.toString(16).padStart(32, '0'))
    const records = sealedDayOf(START, digests)
    expect(records.map(({ id }) => id)).toEqual(['2026-11-29.0', '2026-11-29.1', '2026-11-29.2'])
    expect(notSealed([...digests, 'f'.repeat(32)], records)).toEqual(['f'.repeat(32)])
    expect(notSealed(digests, [])).toEqual(digests)
  })

  test('one entry names so many of them', () => {
    const many = Array.from({ length: MOST_LATE + 1 }, (_, i) => i.toString(16).padStart(32, '0'))
    expect(lateSealsOf('2026-11-29', [...many, ...many]).map(({ digests }) => digests.length)).toEqual([MOST_LATE, 1])
    expect(lateSealsOf('2026-11-29', [])).toEqual([])
  })
})
