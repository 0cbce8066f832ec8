import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Event } from '../events/schema.ts'
import { chainOf } from '../testing/ledger.ts'
import { DAY, formatInstant } from '../time/instant.ts'
import type { LedgerEntry } from './entry.ts'
import { dayName, eventDigest, type ReceivedRow, sealOf, utcDay } from './seal.ts'
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
    expect(verifySeals(ENTRIES, ROWS.toReversed())).toEqual({ days: 2, sealed: 4, unsealed: 1, faults: [] })
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
