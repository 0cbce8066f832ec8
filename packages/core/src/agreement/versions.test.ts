import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Party } from './terms.ts'
import { HEAD, SOUND, sound } from './testing/texts.ts'
import {
  acceptVersion,
  inForceAt,
  proposeVersion,
  rejectVersion,
  statusAt,
  type VersionRecord,
  withdrawVersion,
} from './versions.ts'

const at = (time: string) => Date.parse(time)
const HASH = (letter: string) => `sha256:${letter.repeat(64)}`
/** In force from local midnight of 1 December, 05:00 in UTC. */
const TERMS = { engagement: 'acme-checkout', effectiveFrom: '2026-12-01', timeZone: 'America/New_York' }
const MIDNIGHT = at('2026-12-01T05:00:00Z')

const refusal = (answer: { ok: boolean; errors?: { code: string; message: string }[] }) =>
  answer.ok ? null : answer.errors?.map((error) => [error.code, error.message])
const taken = <T>(answer: { ok: true; value: T } | { ok: false; errors: { message: string }[] }): T => {
  if (answer.ok) return answer.value
  throw new Error(answer.errors.map((error) => error.message).join())
}

const propose = (
  records: readonly VersionRecord[],
  letter: string,
  by: Party = 'vendor',
  when = at('2026-11-01T00:00:00Z'),
) => proposeVersion(records, { by, at: when, hash: HASH(letter), terms: TERMS, engagement: 'acme-checkout' })

const accept = (
  records: readonly VersionRecord[],
  version: number,
  letter: string,
  more: { by?: Party; at?: number; retroactive?: boolean; effectiveFrom?: string } = {},
) =>
  acceptVersion(records, {
    version,
    by: more.by ?? 'client',
    at: more.at ?? at('2026-11-10T00:00:00Z'),
    hash: HASH(letter),
    retroactive: more.retroactive,
    terms: { ...TERMS, effectiveFrom: more.effectiveFrom ?? TERMS.effectiveFrom },
  })

/** The records after one of them became another. */
const withRecord = (records: readonly VersionRecord[], record: VersionRecord) => [
  ...records.filter((one) => one.version !== record.version),
  record,
]

const V1 = taken(propose([], 'a'))
const V1_ACCEPTED = taken(accept([V1], 1, 'a'))

describe('propose', () => {
  test('counts versions from 1', () => {
    expect(V1).toEqual({
      version: 1,
      hash: HASH('a'),
      proposed_by: 'vendor',
      proposed_at: at('2026-11-01T00:00:00Z'),
      decision: null,
      in_force_from: null,
    })
    expect(taken(propose([V1], 'b', 'client'))).toMatchObject({ version: 2, proposed_by: 'client' })
  })

  test('a text for another engagement is refused', () => {
    const answer = proposeVersion([], {
      by: 'vendor',
      at: 0,
      hash: HASH('a'),
      terms: { engagement: 'other' },
      engagement: 'acme-checkout',
    })
    expect(refusal(answer)).toEqual([
      ['wrong_engagement', 'the text is for engagement "other", not for "acme-checkout"'],
    ])
  })

  test('the same text is not proposed twice while it is open or accepted', () => {
    expect(refusal(propose([V1], 'a'))).toEqual([
      ['already_proposed', 'this text is version 1; it is waiting for the other party'],
    ])
    expect(refusal(propose([V1], 'a', 'client'))).toEqual([
      ['already_proposed', 'this text is version 1; accept that one'],
    ])
    expect(refusal(propose([V1_ACCEPTED], 'a'))).toEqual([
      ['already_proposed', 'this text is version 1; it is accepted already'],
    ])
  })

  test('but again after it was rejected, withdrawn or replaced', () => {
    const rejected = taken(rejectVersion([V1], { version: 1, by: 'client', at: 1 }))
    expect(propose([rejected], 'a').ok).toBe(true)
    const withdrawn = taken(withdrawVersion([V1], { version: 1, by: 'vendor', at: 1 }))
    expect(propose([withdrawn], 'a').ok).toBe(true)
    const second = taken(accept([V1_ACCEPTED, taken(propose([V1_ACCEPTED], 'b'))], 2, 'b'))
    expect(propose([V1_ACCEPTED, second], 'a').ok).toBe(true)
  })
})

describe('accept', () => {
  test('before it takes effect: in force from local midnight of that day', () => {
    expect(V1_ACCEPTED).toEqual({
      ...V1,
      decision: { kind: 'accepted', by: 'client', at: at('2026-11-10T00:00:00Z'), retroactive: false },
      in_force_from: MIDNIGHT,
    })
  })

  test.each([
    [MIDNIGHT - 1, false, MIDNIGHT, 'a moment before'],
    [MIDNIGHT, false, MIDNIGHT, 'at midnight'],
    [MIDNIGHT + 1, false, MIDNIGHT + 1, 'after it: from the acceptance'],
    [MIDNIGHT + 1, true, MIDNIGHT, 'after it and retroactive: from midnight'],
    [MIDNIGHT - 1, true, MIDNIGHT, 'retroactive does not begin before effective_from'],
  ])('at %i, retroactive %s: from %i, %s', (when, retroactive, from) => {
    expect(taken(accept([V1], 1, 'a', { at: when, retroactive })).in_force_from).toBe(from)
  })

  test('only by the party that did not propose', () => {
    expect(refusal(accept([V1], 1, 'a', { by: 'vendor' }))).toEqual([
      ['own_proposal', 'version 1 was proposed by the vendor; the other party accepts it'],
    ])
  })

  test('only with the exact hash', () => {
    expect(refusal(accept([V1], 1, 'b'))).toEqual([
      ['hash_mismatch', `version 1 has the hash ${HASH('a')}, not ${HASH('b')}`],
    ])
  })

  test('only what is there and open', () => {
    expect(refusal(accept([V1], 2, 'a'))).toEqual([['not_found', 'there is no version 2']])
    expect(refusal(accept([V1_ACCEPTED], 1, 'a'))).toEqual([['wrong_state', 'version 1 was accepted already']])
  })

  test('in the order of versions: an older one would replace a newer one by surprise', () => {
    const second = taken(propose([V1], 'b'))
    const newer = taken(accept([V1, second], 2, 'b'))
    expect(refusal(accept([V1, newer], 1, 'a'))).toEqual([
      ['newer_accepted', 'version 2 is newer and accepted; propose this text again'],
    ])
    expect(accept([V1, second], 1, 'a').ok).toBe(true)
  })
})

describe('reject and withdraw', () => {
  test('reject is for the other party, withdraw for the proposer', () => {
    expect(taken(rejectVersion([V1], { version: 1, by: 'client', at: 5 })).decision).toEqual({
      kind: 'rejected',
      by: 'client',
      at: 5,
    })
    expect(taken(withdrawVersion([V1], { version: 1, by: 'vendor', at: 5 })).decision).toEqual({
      kind: 'withdrawn',
      by: 'vendor',
      at: 5,
    })
    expect(refusal(rejectVersion([V1], { version: 1, by: 'vendor', at: 5 }))).toEqual([
      ['own_proposal', 'version 1 was proposed by the vendor; withdraw it instead'],
    ])
    expect(refusal(withdrawVersion([V1], { version: 1, by: 'client', at: 5 }))).toEqual([
      ['not_own_proposal', 'version 1 was proposed by the vendor; reject it instead'],
    ])
  })

  test('what is decided stays decided', () => {
    expect(refusal(rejectVersion([V1_ACCEPTED], { version: 1, by: 'client', at: 5 }))).toEqual([
      ['wrong_state', 'version 1 was accepted already'],
    ])
    expect(refusal(withdrawVersion([V1_ACCEPTED], { version: 1, by: 'vendor', at: 5 }))).toEqual([
      ['wrong_state', 'version 1 was accepted already'],
    ])
  })
})

describe('statusAt', () => {
  const second = taken(
    accept([V1_ACCEPTED, taken(propose([V1_ACCEPTED], 'b', 'client', at('2026-12-10T00:00:00Z')))], 2, 'b', {
      by: 'vendor',
      at: at('2026-12-12T00:00:00Z'),
      effectiveFrom: '2027-01-01',
    }),
  )
  const third = taken(
    rejectVersion([taken(propose([V1_ACCEPTED, second], 'c', 'vendor', at('2027-02-01T00:00:00Z')))], {
      version: 3,
      by: 'client',
      at: at('2027-02-02T00:00:00Z'),
    }),
  )
  const records = [V1_ACCEPTED, second, third]

  test.each<[string, Record<number, string>, string]>([
    ['2026-10-01T00:00:00Z', {}, 'nothing yet'],
    ['2026-11-01T00:00:00Z', { 1: 'proposed' }, 'the proposal'],
    ['2026-11-10T00:00:00Z', { 1: 'accepted' }, 'accepted and waiting'],
    ['2026-12-01T05:00:00Z', { 1: 'active' }, 'from midnight'],
    ['2026-12-11T00:00:00Z', { 1: 'active', 2: 'proposed' }, 'a second proposal'],
    ['2026-12-12T00:00:00Z', { 1: 'active', 2: 'accepted' }, 'the second waits'],
    ['2027-01-01T05:00:00Z', { 1: 'superseded', 2: 'active' }, 'and replaces the first'],
    ['2027-02-01T00:00:00Z', { 1: 'superseded', 2: 'active', 3: 'proposed' }, 'a third'],
    ['2027-02-02T00:00:00Z', { 1: 'superseded', 2: 'active', 3: 'rejected' }, 'is rejected'],
  ])('%s: %j, %s', (when, expected) => {
    expect(Object.fromEntries(statusAt(records, at(when)))).toEqual(expected)
  })

  test('a newer version that begins earlier replaces one that has not begun', () => {
    const later = taken(accept([V1], 1, 'a', { effectiveFrom: '2027-03-01' }))
    const sooner = taken(accept([later, taken(propose([later], 'b'))], 2, 'b', { effectiveFrom: '2027-02-01' }))
    expect(Object.fromEntries(statusAt([later, sooner], at('2027-02-15T00:00:00Z')))).toEqual({
      1: 'superseded',
      2: 'active',
    })
    expect(Object.fromEntries(statusAt([later, sooner], at('2027-03-15T00:00:00Z')))).toEqual({
      1: 'superseded',
      2: 'active',
    })
  })
})

describe('whatever is tried, in any order', () => {
  const party = fc.constantFrom<Party>('client', 'vendor')
  const step = fc.oneof(
    fc.record({ do: fc.constant('propose' as const), by: party, letter: fc.constantFrom('a', 'b', 'c') }),
    fc.record({
      do: fc.constantFrom('accept' as const, 'reject' as const, 'withdraw' as const),
      by: party,
      letter: fc.constantFrom('a', 'b', 'c'),
      version: fc.integer({ min: 1, max: 5 }),
      retroactive: fc.boolean(),
      day: fc.constantFrom('2026-11-01', '2026-11-20', '2027-01-01'),
    }),
  )
  const terms = sound(HEAD + SOUND).terms

  test('at most one version is active, decisions stay, and statuses agree with what is in force', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        let records: VersionRecord[] = []
        let now = at('2026-11-05T12:00:00Z')
        for (const one of steps) {
          now += 3_600_000
          const answer =
            one.do === 'propose'
              ? propose(records, one.letter, one.by, now)
              : one.do === 'accept'
                ? accept(records, one.version, one.letter, {
                    by: one.by,
                    at: now,
                    retroactive: one.retroactive,
                    effectiveFrom: one.day,
                  })
                : (one.do === 'reject' ? rejectVersion : withdrawVersion)(records, {
                    version: one.version,
                    by: one.by,
                    at: now,
                  })
          if (!answer.ok) continue
          const before = records.find((record) => record.version === answer.value.version)
          expect(before?.decision ?? null).toBeNull()
          const { decision } = answer.value
          if (decision?.kind === 'accepted') {
            expect(decision.by).not.toBe(answer.value.proposed_by)
            if (!decision.retroactive) expect(answer.value.in_force_from).toBeGreaterThanOrEqual(decision.at)
          }
          records = withRecord(records, answer.value)
        }
        const accepted = records.flatMap((record) =>
          record.in_force_from === null
            ? []
            : [{ version: record.version, hash: record.hash, inForceFrom: record.in_force_from, terms }],
        )
        for (const when of [now, at('2026-12-01T05:00:00Z'), at('2027-06-01T00:00:00Z')].filter(
          (moment) => moment >= now,
        )) {
          const statuses = [...statusAt(records, when)]
          const active = statuses.filter(([, status]) => status === 'active').map(([version]) => version)
          const judging = inForceAt(accepted, when)
          expect(active).toEqual(judging ? [judging.version] : [])
        }
      }),
      { numRuns: 300 },
    )
  })
})
