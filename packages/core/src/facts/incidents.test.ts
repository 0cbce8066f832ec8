import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { subjectRef } from '../events/identity.ts'
import { at } from '../testing/agreement.ts'
import { incident } from '../testing/facts.ts'
import type { IncidentAction, IncidentFact } from './facts.ts'
import { incidentsOf } from './incidents.ts'
import { countingFacts } from './resolve.ts'
import { joined } from './same-as.ts'

const time = (minute: number) => new Date(at('2026-11-10') + minute * 60_000).toISOString()
/** `name action minute`, and after it the name of the incident that it is. */
const told = (line: string): IncidentFact => {
  const [name = '', action = '', minute = '', same] = line.split(' ')
  const sameAs = same === undefined ? null : subjectRef(same)
  return incident(name, time(Number(minute)), { action: action as IncidentAction, sameAs })
}
const incidents = (facts: IncidentFact[]) =>
  incidentsOf(countingFacts(facts, []).filter((fact) => fact.kind === 'incident'))
/** The minute it ended, `open`, and `called off`. */
const endOf = (facts: IncidentFact[]) => {
  const [only, another] = incidents(facts)
  if (!only || another) throw new Error('one incident was told')
  if (!only.end) return 'open'
  const minute = (only.end.at - at('2026-11-10')) / 60_000
  return only.end.cancelled ? `called off ${minute}` : minute
}

describe('rule 13: an incident of two names goes on until every name that it began under has ended', () => {
  const pager = ['a started 0', 'a resolved 20']
  test.each([
    { why: 'the later end counts', lines: [...pager, 'b started 5 a', 'b resolved 40'], end: 40 },
    { why: 'whichever began first', lines: [...pager, 'b started 5 a', 'b resolved 10'], end: 20 },
    { why: 'an early close in one hides nothing', lines: [...pager, 'b started 5 a'], end: 'open' },
    { why: 'detected or reported is begun', lines: [...pager, 'b reported 5 a'], end: 'open' },
    { why: 'a name that never began keeps nothing open', lines: [...pager, 'b acknowledged 5 a'], end: 20 },
    { why: 'nor does its end close anything', lines: ['a started 0', 'b resolved 30 a'], end: 'open' },
    { why: 'where none began the first end counts', lines: ['a acknowledged 0', 'b resolved 30 a'], end: 30 },
    {
      why: 'reopened under one name it is open again',
      lines: [...pager, 'b started 5 a', 'b resolved 40', 'a reopened 50'],
      end: 'open',
    },
    {
      why: 'also where that name never began',
      lines: [...pager, 'b reopened 30 a', 'a resolved 35'],
      end: 'open',
    },
    {
      why: 'reopened while it goes on under another, it ends with the last',
      lines: [...pager, 'b started 5 a', 'a reopened 25', 'b resolved 40', 'a resolved 60'],
      end: 60,
    },
    {
      why: 'a duplicate that is called off calls nothing off',
      lines: [...pager, 'b started 5 a', 'b cancelled 40'],
      end: 40,
    },
    {
      why: 'called off under every name it is',
      lines: ['a started 0', 'a cancelled 20', 'b started 5 a', 'b cancelled 40'],
      end: 'called off 40',
    },
    {
      why: 'also where one of them was resolved before it was reopened',
      lines: [...pager, 'b started 5 a', 'a reopened 25', 'a cancelled 30', 'b cancelled 40'],
      end: 'called off 40',
    },
    {
      why: 'and not where one of them is resolved after all',
      lines: ['a started 0', 'a cancelled 20', 'a resolved 30', 'b started 5 a', 'b cancelled 40'],
      end: 40,
    },
    {
      why: 'also along a chain of names, whoever says it last',
      lines: [...pager, 'b started 5 a', 'b resolved 40', 'c started 6', 'c resolved 70 b'],
      end: 70,
    },
  ])('$why: $end', ({ lines, end }) => expect(endOf(lines.map(told))).toBe(end))

  test('it was reopened only where it had ended', () => {
    const twice = ['a started 0', 'b started 5 a', 'a resolved 20', 'a reopened 25', 'a resolved 30', 'b resolved 40']
    const again = [...twice, 'b reopened 50', 'b resolved 55']
    const minutes = (lines: string[]) =>
      incidents(lines.map(told)).map(({ reopenedAt }) => reopenedAt.map((one) => (one - at('2026-11-10')) / 60_000))
    expect([minutes(twice), minutes(again)]).toEqual([[[]], [[50]]])
  })
})

describe('rule 13: what was over before the other began is not one with it, whoever says so and whenever', () => {
  const old = ['a started 0', 'a resolved 20']
  test.each([
    { why: 'said by its end', lines: [...old, 'b started 30', 'b resolved 70 a'] },
    { why: 'said by its beginning', lines: [...old, 'b started 30 a', 'b resolved 70'] },
    { why: 'begun in the very moment of the end', lines: [...old, 'b started 20 a', 'b resolved 70'] },
    { why: 'said under the older name', lines: [...old, 'a acknowledged 80 b', 'b started 30', 'b resolved 70'] },
    {
      why: 'with a name in between that only speaks of both',
      lines: [...old, 'b started 30', 'b resolved 70', 'c acknowledged 5 a', 'c acknowledged 40 b'],
    },
  ])('$why', ({ lines }) => {
    const all = incidents(lines.map(told))
    expect(all.map(({ start }) => (start - at('2026-11-10')) / 60_000)).toHaveLength(2)
    expect(incidents(lines.toReversed().map(told))).toEqual(all)
  })
  test('and it keeps no name that it does not have', () => {
    const [, second] = incidents([...old, 'b started 30', 'b resolved 70 a'].map(told))
    expect(second?.ids).toEqual([subjectRef('b')])
  })
})

const NAMES = ['a', 'b', 'c', 'd', 'e']
const names = fc.constantFrom(...NAMES)

test('what hangs together by `same_as` is one, as by asking every name for all it leads to', () => {
  const links = fc.array(fc.tuple(names, fc.option(names)), { maxLength: 8 })
  fc.assert(
    fc.property(links, (all) => {
      const facts = all.map(([name, same], i) => told(`${name} started ${i}${same === null ? '' : ` ${same}`}`))
      const reached = (from: string): string[] => {
        const known = [from]
        for (const here of known)
          for (const [name, same] of all)
            for (const next of name === here ? [same] : same === here ? [name] : [])
              if (next !== null && !known.includes(next)) known.push(next)
        return known.sort()
      }
      const expected = new Set(all.map(([name]) => reached(name).join(' ')))
      const found = joined(facts).map((actions) => {
        const first = NAMES.find((name) => subjectRef(name) === actions[0]?.incident) ?? ''
        return reached(first).join(' ')
      })
      expect(found.sort()).toEqual([...expected].sort())
    }),
  )
})

test('it ends with the last of the first ends of the names that it began under', () => {
  const actions = fc.uniqueArray(
    // Whatever ends goes on when the last one begins: else they would not be one.
    fc.oneof(
      fc.record({ name: names, action: fc.constantFrom('started', 'acknowledged'), minute: fc.nat(29) }),
      fc.record({
        name: names,
        action: fc.constantFrom('acknowledged', 'resolved'),
        minute: fc.nat(30).map((n) => 30 + n),
      }),
    ),
    { minLength: 1, maxLength: 12, selector: ({ minute }) => minute },
  )
  fc.assert(
    fc.property(actions, (all) => {
      const facts = all.map(({ name, action, minute }) => told(`${name} ${action} ${minute} a`))
      const firstEnd = (of: (name: string) => boolean) =>
        Math.min(...all.flatMap((one) => (of(one.name) && one.action === 'resolved' ? [one.minute] : [])))
      const begun = NAMES.filter((name) => all.some((one) => one.name === name && one.action === 'started'))
      const ends = begun.length > 0 ? begun.map((name) => firstEnd((one) => one === name)) : [firstEnd(() => true)]
      const last = Math.max(...ends)
      expect(endOf(facts)).toBe(last === Infinity ? 'open' : last)
    }),
  )
})

test('rule 10: who agreed that it was its own doing takes that back by saying whose it was', () => {
  const said = (time: string, attribution: 'client' | 'vendor', party: 'client' | 'vendor') =>
    incident('x', time, {
      action: 'severity_changed',
      attribution,
      party,
      agreedAttribution: party === 'client' && attribution === 'client' ? 'client' : null,
    })
  const agreed = (...more: ReturnType<typeof said>[]) =>
    incidentsOf([incident('x', '2026-11-02T10:00:00Z'), ...more])[0]?.agreedAttribution
  const own = said('2026-11-02T11:00:00Z', 'client', 'client')
  expect(agreed(own, said('2026-11-02T12:00:00Z', 'vendor', 'vendor'))).toBe('client')
  expect(agreed(own, said('2026-11-02T12:00:00Z', 'vendor', 'client'))).toBeNull()
})

test('rule 11: that no deployment caused it still rebuts where another action names one that nobody knows', () => {
  const [found] = incidentsOf([
    incident('x', '2026-11-02T10:00:00Z', { cause: 'none' }),
    incident('x', '2026-11-02T11:00:00Z', { action: 'resolved', cause: subjectRef('nobody') }),
  ])
  expect(found).toMatchObject({ noCause: true, causes: [{ deployment: subjectRef('nobody') }] })
})
