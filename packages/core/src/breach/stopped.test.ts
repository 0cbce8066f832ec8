import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CommitRef, commitRef, type EventRef, type NameRef, nameRef } from '../events/identity.ts'
import { stoppedAtTheGate } from './stopped.ts'

type Gate = Parameters<typeof stoppedAtTheGate>[0][number]

const COVERAGE = nameRef('patch-coverage')
const TESTS = nameRef('test-failures')
const commit = (n: number): CommitRef => commitRef(String(n).repeat(40))

let count = 0
const gate = (at: number, changes: Partial<Gate> = {}): Gate => ({
  event: (count++).toString(16).padStart(16, '0') as EventRef,
  at,
  commit: commit(1),
  pullRequest: 7,
  on: 'pull_request',
  verdict: 'fail',
  merged: false,
  blockedBy: [COVERAGE],
  ...changes,
})
const merge = (at: number, blockedBy: NameRef[] = [], changes: Partial<Gate> = {}) =>
  gate(at, { on: 'push', merged: true, blockedBy, ...changes })
const found = (...facts: Gate[]) => stoppedAtTheGate(facts).map(({ objective, pr, at }) => [objective, pr, at])

describe('a change counts once for each objective that stopped it', () => {
  test('however often it was asked about, at its first stop', () => {
    expect(found(gate(3), gate(1), gate(2, { commit: commit(2) }))).toEqual([[COVERAGE, 7, 1]])
  })
  test('mended and merged: the gate did its work', () => {
    expect(found(gate(1), gate(2, { blockedBy: [] }), merge(3))).toEqual([[COVERAGE, 7, 1]])
  })
  test('still open, or given up', () => {
    expect(found(gate(1))).toHaveLength(1)
  })
  test('by two objectives: twice', () => {
    expect(found(gate(1, { blockedBy: [COVERAGE, TESTS] }))).toHaveLength(2)
  })
  test('in the merge queue too', () => {
    expect(found(gate(1, { on: 'merge_group', pullRequest: null }))).toEqual([[COVERAGE, null, 1]])
  })
})

describe('it does not count', () => {
  test('merged while failing the same objective: that is a breach; another objective’s stop stays', () => {
    expect(found(gate(1, { blockedBy: [COVERAGE, TESTS] }), merge(2, [COVERAGE]))).toEqual([[TESTS, 7, 1]])
  })
  test('merged while failing, where only the commit tells that it is the same change', () => {
    expect(found(gate(1, { pullRequest: null }), merge(2, [COVERAGE], { pullRequest: null }))).toEqual([])
    expect(found(gate(1), merge(2, [COVERAGE], { pullRequest: null }))).toEqual([])
  })
  test('merged while failing as another commit, where the pull request tells what it became', () => {
    const squashed = merge(2, [COVERAGE], { pullRequest: null, commit: commit(9) })
    expect(stoppedAtTheGate([gate(1), squashed])).toHaveLength(1)
    expect(stoppedAtTheGate([gate(1), squashed], new Map([[commit(9), 7]]))).toEqual([])
  })
  test.each(['deployment', 'manual', 'push'] as const)(
    'failing at a %s, which comes after the merge or holds nothing back',
    (on) => {
      expect(found(gate(1, { on }))).toEqual([])
    },
  )
  test('exempted, at the gate or at the merge: it was let through by agreement', () => {
    expect(found(gate(1, { verdict: 'pass' }))).toEqual([])
    expect(found(gate(1), merge(2, [COVERAGE], { verdict: 'pass' }))).toEqual([])
  })
  test('a gate that passed', () => {
    expect(found(gate(1, { blockedBy: [] }))).toEqual([])
  })
})

test('any order and repetition of the same gates gives the same answer', () => {
  const any = fc.record({
    at: fc.integer({ min: 0, max: 5 }),
    commit: fc.constantFrom(commit(1), commit(2), commit(3)),
    pullRequest: fc.constantFrom(null, 1, 2),
    on: fc.constantFrom('pull_request' as const, 'merge_group' as const, 'push' as const),
    verdict: fc.constantFrom('pass' as const, 'fail' as const),
    merged: fc.boolean(),
    blockedBy: fc.subarray([COVERAGE, TESTS]),
  })
  fc.assert(
    fc.property(fc.array(any, { maxLength: 12 }), fc.nat(), (given, seed) => {
      const facts = given.map(({ at, ...rest }) => gate(at, rest))
      const expected = stoppedAtTheGate(facts)
      const shuffled = [...facts, ...facts].toSorted((a, b) => ((a.at * 7 + seed) % 5) - ((b.at * 3 + seed) % 5))
      expect(stoppedAtTheGate(shuffled)).toEqual(expected)
      expect(stoppedAtTheGate(facts.toReversed())).toEqual(expected)
    }),
    { numRuns: 100 },
  )
})
