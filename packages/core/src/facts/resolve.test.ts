import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EventRef } from '../events/identity.ts'
import { deployment, ref } from '../testing/facts.ts'
import type { CorrectionFact, CoverageFact } from './facts.ts'
import { countingChangeFacts, countingFacts, observedFacts, replacedEvents } from './resolve.ts'

const correction = (target: string, by: string, time = 0): CorrectionFact => ({
  kind: 'correction',
  target: ref(target),
  by: ref(by),
  time,
  id: by,
})
const names = (refs: Set<EventRef>, known: string[]) => known.filter((name) => refs.has(ref(name)))

describe('rule 12: a correction replaces the event it names', () => {
  test.each([
    { why: 'one replaces one', corrections: [correction('a', 'b')], replaced: ['a'] },
    {
      why: 'of two the later time counts',
      corrections: [correction('a', 'b', 2), correction('a', 'c', 1)],
      replaced: ['a', 'c'],
    },
    {
      why: 'of two at one time the greater id counts',
      corrections: [correction('a', 'b', 1), correction('a', 'c', 1)],
      replaced: ['a', 'b'],
    },
    {
      why: 'a correction may be corrected',
      corrections: [correction('a', 'b'), correction('b', 'c')],
      replaced: ['a', 'b'],
    },
    {
      why: 'what corrects a losing correction loses with it',
      corrections: [correction('a', 'b', 1), correction('a', 'd', 2), correction('b', 'c', 9)],
      replaced: ['a', 'b', 'c'],
    },
    {
      why: 'a circle leaves its last word',
      corrections: [correction('a', 'b', 1), correction('b', 'a', 2)],
      replaced: ['b'],
    },
    {
      why: 'who corrects one of a circle later has the last word of all',
      corrections: [correction('a', 'b', 1), correction('b', 'a', 2), correction('a', 'd', 3)],
      replaced: ['a', 'b'],
    },
    {
      why: 'the same correction kept in two places is one',
      corrections: [correction('a', 'b'), correction('a', 'b')],
      replaced: ['a'],
    },
  ])('$why', ({ corrections, replaced }) => {
    expect(names(replacedEvents(corrections), ['a', 'b', 'c', 'd'])).toEqual(replaced)
  })

  test('the order in which corrections are read changes nothing', () => {
    const letters = fc.constantFrom('a', 'b', 'c', 'd', 'e')
    const histories = fc
      .uniqueArray(fc.tuple(letters, letters, fc.integer({ min: 0, max: 3 })), {
        selector: ([, by]) => by,
        maxLength: 5,
      })
      .map((all) =>
        all.filter(([target, by]) => target !== by).map(([target, by, time]) => correction(target, by, time)),
      )
    fc.assert(
      fc.property(
        histories.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          expect([...replacedEvents(shuffled)].sort()).toEqual([...replacedEvents(all)].sort())
        },
      ),
    )
  })

  test('of what hangs together by corrections exactly one event counts', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 6 }), (targets) => {
        // Event i+1 corrects an earlier one: a tree, so that it hangs together.
        const all = targets.map((target, i) => correction(`e${Math.min(target, i)}`, `e${i + 1}`, target))
        const events = Array.from({ length: targets.length + 1 }, (_, i) => `e${i}`)
        const replaced = replacedEvents(all)
        expect(events.filter((name) => !replaced.has(ref(name)))).toHaveLength(1)
      }),
    )
  })
})

test('a long chain of corrections is followed in linear time', () => {
  const chain = Array.from({ length: 20_000 }, (_, i) => correction(`e${i}`, `e${i + 1}`, i))
  const replaced = replacedEvents(chain)
  expect([replaced.size, replaced.has(ref('e20000'))]).toEqual([20_000, false])
})

test('a fact read twice counts once', () => {
  const fact = deployment('1', '2026-11-01')
  expect(countingFacts([fact, { ...fact }], [])).toEqual([fact])
})

const coverage = (id: string, own: Partial<CoverageFact>): CoverageFact => ({
  kind: 'coverage',
  event: ref(id),
  id,
  time: 0,
  flag: '',
  reconstructed: false,
  corrects: null,
  lines: { covered: 1, total: 2 },
  branches: null,
  functions: null,
  patch: null,
  carriedForward: false,
  ...own,
})

describe('of several reports for one commit and flag the last word counts', () => {
  test.each([
    { why: 'later time', facts: [coverage('a', { time: 2 }), coverage('b', { time: 1 })], counts: ['a'] },
    { why: 'greater id', facts: [coverage('a', {}), coverage('b', {})], counts: ['b'] },
    {
      why: 'flags stand beside each other',
      facts: [coverage('a', { flag: 'unit' }), coverage('b', { flag: 'e2e' })],
      counts: ['b', 'a'],
    },
    {
      why: 'a corrected one is gone',
      facts: [coverage('a', { time: 9 }), coverage('b', { corrects: ref('a') })],
      counts: ['b'],
    },
    {
      why: 'of two corrections the last word, whatever flags they carry',
      facts: [
        coverage('a', {}),
        coverage('b', { corrects: ref('a'), flag: 'x' }),
        coverage('c', { corrects: ref('a') }),
      ],
      counts: ['c'],
    },
    {
      why: 'an import replaces what was imported',
      facts: [
        coverage('a', { reconstructed: true, time: 9 }),
        coverage('b', { reconstructed: true, corrects: ref('a') }),
      ],
      counts: ['b'],
    },
    {
      why: 'an import neither corrects what was observed nor outlives it',
      facts: [coverage('a', {}), coverage('b', { reconstructed: true, corrects: ref('a'), time: 9 })],
      counts: ['a'],
    },
    {
      why: 'a circle leaves its last word',
      facts: [coverage('a', { corrects: ref('b') }), coverage('b', { corrects: ref('a') })],
      counts: ['b'],
    },
  ])('$why', ({ facts, counts }) => expect(countingChangeFacts(facts).map((fact) => fact.id)).toEqual(counts))
  test('two sources with one id at one time: the order of arrival decides nothing', () => {
    const [one, other] = [coverage('a', { event: ref('one') }), coverage('a', { event: ref('other') })]
    expect(countingChangeFacts([one, other])).toEqual(countingChangeFacts([other, one]))
  })
})

describe('rule 15: an import takes away nothing that was observed, whoever asks', () => {
  const seen = deployment('a', '2026-11-02T10:00:00Z', { event: ref('a') })
  const imported = deployment('b', '2026-11-02T10:00:00Z', { event: ref('b'), reconstructed: true })
  const again = deployment('c', '2026-11-02T10:00:00Z', { event: ref('c') })
  test.each([
    { why: 'for charts both stand', corrections: [correction('a', 'b')], stand: ['a', 'b', 'c'], observed: ['a', 'c'] },
    {
      why: 'until somebody observed a correction of that',
      corrections: [correction('a', 'b', 1), correction('b', 'c', 2)],
      stand: ['c'],
      observed: ['c'],
    },
    {
      why: 'and what was imported is replaced',
      corrections: [correction('b', 'c')],
      stand: ['a', 'c'],
      observed: ['a', 'c'],
    },
  ])('$why', ({ corrections, stand, observed }) => {
    const facts = [seen, imported, again]
    const of = (all: readonly { event: EventRef }[]) => names(new Set(all.map(({ event }) => event)), ['a', 'b', 'c'])
    expect([of(countingFacts(facts, corrections)), of(observedFacts(facts, corrections))]).toEqual([stand, observed])
  })
})
