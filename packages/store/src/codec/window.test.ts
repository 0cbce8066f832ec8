import type { CorrectionFact, WindowFact } from '@plumbline/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BUCKET_MS, bucketStart } from '../keys.ts'
import { anyFact, factOf } from '../testing/window-facts.ts'
import { toHex, UnreadableItem } from './bytes.ts'
import { decodeWindowFact, encodeWindowFact } from './window.ts'

const startOf = (fact: WindowFact | CorrectionFact) => (fact.kind === 'correction' ? 0 : bucketStart(fact.at))

describe('a fact of a window', () => {
  test('comes back as it went in', () => {
    fc.assert(
      fc.property(anyFact, (fact) => {
        expect(decodeWindowFact(encodeWindowFact(fact), startOf(fact))).toEqual(fact)
      }),
      { numRuns: 4_000 },
    )
  })

  test('is the same bytes only for the same fact of its bucket', () => {
    fc.assert(
      fc.property(anyFact, anyFact, (a, b) => {
        const same = toHex(encodeWindowFact(a)) === toHex(encodeWindowFact(b))
        if (same)
          expect(decodeWindowFact(encodeWindowFact(a), startOf(a))).toEqual({
            ...b,
            ...('at' in a ? { at: a.at } : {}),
          })
      }),
    )
  })

  const PLAIN_ACTION = { cause: null, sameAs: null, bot: false, reconstructed: false, agreedAttribution: null } as const
  const FINISHED = 1_790_000_000_000
  const oneOf = <Fact>(arbitrary: fc.Arbitrary<Fact>, own: Partial<Fact>): Fact[] =>
    fc.sample(arbitrary, { numRuns: 1, seed: 1 }).map((fact) => ({ ...fact, ...own }))
  const { deployment, incident, commits, review, availability, heartbeat, measurement, gate } = factOf
  test.each([
    { bytes: 22, why: 'a deployment', of: oneOf(deployment, { rollsBack: null, fixesIncident: null }) },
    {
      bytes: 20,
      why: 'an incident’s action',
      of: oneOf(incident, { ...PLAIN_ACTION, party: 'vendor' }).map(
        ({ attribution: _, pauseReason: __, ...fact }) => fact,
      ),
    },
    {
      bytes: 25,
      why: 'a pause with its reason',
      of: oneOf(incident, { ...PLAIN_ACTION, party: 'client', pauseReason: 'a1a2a3a4' as never }),
    },
    {
      bytes: 49,
      why: 'what a deployment shipped, with three commits of two days, a month and a year ago',
      of: oneOf(commits, {
        at: FINISHED + 123,
        commits: [2, 30, 365].map((days) => ({
          sha: 'a1a2a3a4a5a6' as never,
          at: FINISHED - days * 86_400_000,
          merge: false,
        })),
      }),
    },
    { bytes: 16, why: 'a review', of: oneOf(review, { pullRequest: 4_711, mergeCommit: null }) },
    { bytes: 22, why: 'a merge', of: oneOf(review, { pullRequest: 4_711, mergeCommit: 'a1a2a3a4a5a6' as never }) },
    { bytes: 20, why: 'five minutes of availability', of: oneOf(availability, { at: 0, to: 300_000 }) },
    { bytes: 21, why: 'a day of watching', of: oneOf(heartbeat, { at: 0, to: 86_400_000 }) },
    { bytes: 33, why: 'a measurement', of: oneOf(measurement, { samples: 200, unit: '%' }) },
    { bytes: 26, why: 'a gate that blocked nothing', of: oneOf(gate, { pullRequest: 4_711, blockedBy: [] }) },
  ])('takes $bytes bytes, or reading ninety days would cost more: $why', ({ bytes, of }) => {
    expect(of.map((fact) => encodeWindowFact(fact).length)).toEqual([bytes])
  })

  test('that measured a zero below zero is the zero that JSON knows', () => {
    const [fact] = fc.sample(factOf.measurement, 1)
    const encoded = (value: number) => fact && toHex(encodeWindowFact({ ...fact, value }))
    expect(encoded(-0)).toBe(encoded(0))
  })

  test.each([0, 1, BUCKET_MS - 1])('keeps the millisecond %i of its bucket', (offset) => {
    const [fact] = fc.sample(factOf.deployment, 1)
    const moved = fact && { ...fact, at: bucketStart(fact.at) + offset }
    expect(moved && decodeWindowFact(encodeWindowFact(moved), bucketStart(moved.at))).toEqual(moved)
  })

  test('that was cut short or has an unknown code is refused', () => {
    const [fact] = fc.sample(factOf.deployment, 1)
    const bytes = fact ? encodeWindowFact(fact) : new Uint8Array()
    expect(() => decodeWindowFact(bytes.subarray(0, bytes.length - 1), 0)).toThrow(UnreadableItem)
    expect(() => decodeWindowFact(new Uint8Array(), 0)).toThrow(UnreadableItem)
    expect(() => decodeWindowFact(Buffer.alloc(20, 0xff), 0)).toThrow(UnreadableItem)
  })

  test('of an incident, written before it was kept who sent it, is still read', () => {
    const bytes = Buffer.from('f81d20f864d20102030405060708a1a2a3a4a5a6b1b2b3b4b5b6', 'hex')
    expect(decodeWindowFact(bytes, 0)).toEqual({
      kind: 'incident',
      event: '0102030405060708',
      at: 1_234,
      incident: 'a1a2a3a4a5a6',
      sameAs: null,
      action: 'acknowledged',
      severity: 2,
      agreedAttribution: 'client',
      cause: 'b1b2b3b4b5b6',
      bot: true,
      reconstructed: false,
    })
  })
})
