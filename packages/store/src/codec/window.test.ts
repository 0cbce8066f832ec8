import type { CorrectionFact, DeploymentFact, EventRef, IncidentFact, SubjectRef, WindowFact } from '@plumbline/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BUCKET_MS, bucketStart } from '../keys.ts'
import { toHex, UnreadableItem } from './bytes.ts'
import { decodeWindowFact, encodeWindowFact } from './window.ts'

const hex = (bytes: number) => fc.uint8Array({ minLength: bytes, maxLength: bytes }).map(toHex)
const event = hex(8).map((ref) => ref as EventRef)
const subject = hex(6).map((ref) => ref as SubjectRef)
/** Every year that RFC 3339 can write. */
const at = fc.integer({ min: Date.parse('0000-01-01T00:00:00Z'), max: Date.parse('9999-12-31T23:59:59.999Z') })

const deployment: fc.Arbitrary<DeploymentFact> = fc.record({
  kind: fc.constant('deployment' as const),
  event,
  at,
  deployment: subject,
  status: fc.constantFrom('success', 'failure', 'cancelled'),
  version: hex(4),
  reachedProduction: fc.boolean(),
  planned: fc.boolean(),
  reconstructed: fc.boolean(),
  rollsBack: fc.option(subject),
  fixesIncident: fc.option(subject),
})

const incident: fc.Arbitrary<IncidentFact> = fc.record({
  kind: fc.constant('incident' as const),
  event,
  at,
  incident: subject,
  action: fc.constantFrom(
    'started',
    'detected',
    'reported',
    'acknowledged',
    'unacknowledged',
    'responded',
    'paused',
    'resumed',
    'severity_changed',
    'reopened',
    'mitigated',
    'resolved',
    'cancelled',
  ),
  severity: fc.constantFrom(1, 2, 3, 4, 5),
  agreedAttribution: fc.constantFrom(null, 'client', 'third_party'),
  cause: fc.oneof(fc.constantFrom(null, 'none' as const), subject),
  bot: fc.boolean(),
  reconstructed: fc.boolean(),
})

const correction: fc.Arbitrary<CorrectionFact> = fc.record({
  kind: fc.constant('correction' as const),
  target: event,
  by: event,
  time: at,
  id: fc.string({ minLength: 1, maxLength: 200, unit: 'grapheme' }),
})

const startOf = (fact: WindowFact | CorrectionFact) => (fact.kind === 'correction' ? 0 : bucketStart(fact.at))

describe('a fact of a window', () => {
  test('comes back as it went in', () => {
    fc.assert(
      fc.property(fc.oneof(deployment, incident, correction), (fact) => {
        expect(decodeWindowFact(encodeWindowFact(fact), startOf(fact))).toEqual(fact)
      }),
      { numRuns: 2_000 },
    )
  })

  test('is the same bytes only for the same fact of its bucket', () => {
    fc.assert(
      fc.property(fc.oneof(deployment, incident, correction), fc.oneof(deployment, incident, correction), (a, b) => {
        const same = toHex(encodeWindowFact(a)) === toHex(encodeWindowFact(b))
        if (same)
          expect(decodeWindowFact(encodeWindowFact(a), startOf(a))).toEqual({
            ...b,
            ...('at' in a ? { at: a.at } : {}),
          })
      }),
    )
  })

  test.each([
    { bytes: 22, fact: fc.sample(deployment, 1).map((fact) => ({ ...fact, rollsBack: null, fixesIncident: null }))[0] },
    { bytes: 20, fact: fc.sample(incident, 1).map((fact) => ({ ...fact, cause: null }))[0] },
  ])('takes $bytes bytes, or reading ninety days would cost more', ({ bytes, fact }) => {
    expect(fact && encodeWindowFact(fact).length).toBe(bytes)
  })

  test.each([0, 1, BUCKET_MS - 1])('keeps the millisecond %i of its bucket', (offset) => {
    const [fact] = fc.sample(deployment, 1)
    const moved = fact && { ...fact, at: bucketStart(fact.at) + offset }
    expect(moved && decodeWindowFact(encodeWindowFact(moved), bucketStart(moved.at))).toEqual(moved)
  })

  const refs = { event: '0011223344556677', at: 1_000 }
  const plain = {
    kind: 'deployment',
    ...refs,
    deployment: 'a1a2a3a4a5a6',
    status: 'failure',
    version: '0a0b0c0d',
    reachedProduction: true,
    planned: false,
    reconstructed: true,
  }
  test.each([
    {
      stored: '85e55be80011223344556677a1a2a3a4a5a60a0b0c0d',
      fact: { ...plain, rollsBack: null, fixesIncident: null },
    },
    {
      stored: 'f802367b8be80011223344556677a1a2a3a4a5a60a0b0c0db1b2b3b4b5b6c1c2c3c4c5c6',
      fact: { ...plain, rollsBack: 'b1b2b3b4b5b6', fixesIncident: 'c1c2c3c4c5c6' },
    },
    {
      stored: 'f857108363e80011223344556677a1a2a3a4a5a6b1b2b3b4b5b6',
      fact: {
        kind: 'incident',
        ...refs,
        incident: 'a1a2a3a4a5a6',
        action: 'resolved',
        severity: 2,
        agreedAttribution: 'client',
        cause: 'b1b2b3b4b5b6',
        bot: true,
        reconstructed: false,
      },
    },
    {
      stored: 'f8790572000000112233445566778899aabbccddeeff408f4000000000006669782d31',
      fact: { kind: 'correction', target: '0011223344556677', by: '8899aabbccddeeff', time: 1_000, id: 'fix-1' },
    },
  ])('was stored like this once and must be read for ever: $stored', ({ stored, fact }) => {
    expect(decodeWindowFact(Buffer.from(stored, 'hex'), 0)).toEqual(fact)
  })

  test('that was cut short or has an unknown code is refused', () => {
    const [fact] = fc.sample(deployment, 1)
    const bytes = fact ? encodeWindowFact(fact) : new Uint8Array()
    expect(() => decodeWindowFact(bytes.subarray(0, bytes.length - 1), 0)).toThrow(UnreadableItem)
    expect(() => decodeWindowFact(new Uint8Array(), 0)).toThrow(UnreadableItem)
    expect(() => decodeWindowFact(Buffer.alloc(20, 0xff), 0)).toThrow(UnreadableItem)
  })
})
