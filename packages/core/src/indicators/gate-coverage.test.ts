import { describe, expect, test } from 'vitest'
import { versionRef } from '../events/identity.ts'
import { deployment, gated, ref, review, sha, shipped } from '../testing/facts.ts'
import { figure, measure } from '../testing/measure.ts'

const KEY = 'gate-coverage'
const day = (n: number, hour = 10) => `2026-11-${String(n).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00Z`
const merged = (number: number, commit: string, time: string) =>
  review(number, 'merged', time, { mergeCommit: sha(commit) })
const onPull = (commit: string, time: string, pullRequest = 1) => gated(commit, time, { pullRequest })
const push = (commit: string, time: string) => gated(commit, time, { on: 'push', merged: true })
const ungated = (facts: Parameters<typeof measure>[1]) => measure(KEY, facts).evidence.ungated

describe('a commit is gated before the merge', () => {
  test.each([
    {
      why: 'on its pull request, as it is',
      facts: [onPull('c', day(1)), ...shipped('d', day(2), [['c', day(1, 8)]])],
      value: 100,
    },
    {
      why: 'in its merge group',
      facts: [gated('c', day(1), { on: 'merge_group' }), ...shipped('d', day(2), [['c', day(1, 8)]])],
      value: 100,
    },
    {
      why: 'on the push alone it is not',
      facts: [push('c', day(1)), ...shipped('d', day(2), [['c', day(1, 8)]])],
      value: 0,
    },
    {
      why: 'as what its pull request became',
      facts: [
        onPull('head', day(1)),
        merged(1, 'squashed', day(1, 12)),
        ...shipped('d', day(2), [['squashed', day(1, 12)]]),
      ],
      value: 100,
    },
    {
      why: 'not where the pull request was gated only after its merge',
      facts: [
        onPull('head', day(1, 13)),
        merged(1, 'squashed', day(1, 12)),
        ...shipped('d', day(2), [['squashed', day(1, 12)]]),
      ],
      value: 0,
    },
    {
      why: 'not where a gate saw what it became only after its merge',
      facts: [
        merged(1, 'squashed', day(1, 12)),
        onPull('squashed', day(1, 13), 2),
        ...shipped('d', day(2), [['squashed', day(1, 12)]]),
      ],
      value: 0,
    },
    {
      why: 'not where another pull request was gated',
      facts: [
        onPull('head', day(1), 2),
        merged(1, 'squashed', day(1, 12)),
        ...shipped('d', day(2), [['squashed', day(1, 12)]]),
      ],
      value: 0,
    },
    {
      why: 'not where the gate came after the deployment',
      facts: [...shipped('d', day(2), [['c', day(1, 8)]]), onPull('c', day(3))],
      value: 0,
    },
    {
      why: 'whatever the gate said: it was asked',
      facts: [gated('c', day(1), { verdict: 'fail' }), ...shipped('d', day(2), [['c', day(1, 8)]])],
      value: 100,
    },
    {
      why: 'all of them, or the deployment is not',
      facts: [
        onPull('a', day(1)),
        ...shipped('d', day(2), [
          ['a', day(1, 8)],
          ['b', day(1, 9)],
        ]),
      ],
      value: 0,
    },
  ])('$why: $value %', ({ facts, value }) => expect(figure(KEY, facts)).toBe(value))
})

describe('a merge commit stands for what it merged', () => {
  const merge = [onPull('tip', day(1)), merged(1, 'merge', day(1, 12))]
  test('commits of the branch came in with it', () =>
    expect(
      figure(KEY, [
        ...merge,
        ...shipped('d', day(2), [
          ['one', day(1, 8)],
          ['merge', day(1, 12), 'merge'],
        ]),
      ]),
    ).toBe(100))
  test('but not one that was pushed by itself', () =>
    expect(
      ungated([
        ...merge,
        push('one', day(1, 9)),
        ...shipped('d', day(2), [
          ['one', day(1, 8)],
          ['merge', day(1, 12), 'merge'],
        ]),
      ]),
    ).toEqual([{ deployment: ref('d d'), commit: sha('one') }]))
  test('nor where another merge was not gated', () =>
    expect(
      figure(KEY, [
        ...merge,
        ...shipped('d', day(2), [
          ['one', day(1, 8)],
          ['merge', day(1, 12), 'merge'],
          ['wild', day(1, 13), 'merge'],
        ]),
      ]),
    ).toBe(0))
  test('without a merge commit every commit stands for itself', () =>
    expect(
      figure(KEY, [
        ...merge,
        ...shipped('d', day(2), [
          ['one', day(1, 8)],
          ['merge', day(1, 12)],
        ]),
      ]),
    ).toBe(0))
})

describe('a deployment that names no commits stands for its own', () => {
  const [own, commits] = shipped('d', day(2), [['c', day(1)]])
  const bare = { ...commits, commits: [] }
  test('by the commit it tells', () => {
    expect(figure(KEY, [onPull('c', day(1)), own, bare])).toBe(100)
    expect(ungated([own, bare])).toEqual([{ deployment: own.event, commit: sha('c') }])
  })
  test('by what stands for its commit, where it names no version', () => {
    const plain = deployment('d', day(2), { version: versionRef('c') })
    expect(figure(KEY, [onPull('c', day(1)), plain])).toBe(100)
    expect(figure(KEY, [onPull('head', day(1)), merged(1, 'c', day(1, 12)), push('c', day(1, 13)), plain])).toBe(100)
  })
  test('and one whose commit nobody knows is not gated', () =>
    expect(ungated([deployment('d', day(2))])).toEqual([{ deployment: ref('d d'), commit: null }]))
})

test('19 of 20, and what counts in neither line', () => {
  const facts = Array.from({ length: 20 }, (_, i) => [
    ...(i === 7 ? [] : [onPull(`c${i}`, day(1), i)]),
    ...shipped(`d${i}`, day(2 + i), [[`c${i}`, day(1, 8)]]),
  ]).flat()
  const left = deployment('x', day(25), { status: 'cancelled' })
  expect(measure(KEY, [...facts, left])).toMatchObject({
    fraction: { numerator: 19, denominator: 20 },
    evidence: { ungated: [{ commit: sha('c7') }], not_counted: [{ event: left.event, reason: 'cancelled' }] },
  })
})

test('no deployment is no share', () => expect(figure(KEY, [onPull('c', day(1))])).toBe('no_events'))

test('a second event of a deployment takes none of its commits away', () => {
  const told = shipped('d', day(2), [
    ['bad', day(1, 7)],
    ['c', day(1, 8)],
  ])
  const [again] = shipped('d', day(2, 11), [], { event: ref('another source'), version: versionRef('c') })
  expect(figure(KEY, [onPull('c', day(1)), ...told, again])).toBe(0)
  expect(figure(KEY, [onPull('c', day(1)), onPull('bad', day(1), 2), ...told, again])).toBe(100)
})
