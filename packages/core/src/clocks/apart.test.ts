import { describe, expect, test } from 'vitest'
import { subjectRef } from '../events/identity.ts'
import type { IncidentAction, IncidentFact } from '../facts/facts.ts'
import { countingFacts } from '../facts/resolve.ts'
import { joined } from '../facts/same-as.ts'
import { on, setting, told } from '../testing/clocks.ts'
import { incident } from '../testing/facts.ts'
import { tellApart } from './apart.ts'
import type { ClockKind } from './setting.ts'

/** `name action time`, and after it the name of the incident that it is. */
const said = (line: string): IncidentFact => {
  const [name = '', action = '', time = '', same] = line.split(' ')
  const sameAs = same === undefined ? null : subjectRef(same)
  const own = { action: action as IncidentAction, sameAs, party: 'vendor' as const }
  return incident(name, new Date(on(time.replace('+', ' '))).toISOString(), own)
}
const tell = (lines: string[], kind: ClockKind = 'resolve', until = '15 00:00') => {
  const facts = countingFacts(lines.map(said), []).filter((fact) => fact.kind === 'incident')
  return joined(facts).flatMap((actions) => tellApart(actions, kind, setting(), on(until)).clocks)
}
const NAMES = ['a', 'b', 'm']
/** Each clock as `name: in a line`. */
const lines = (all: string[], kind?: ClockKind, until?: string) =>
  tell(all, kind, until)
    .map((clock) => `${NAMES.find((name) => subjectRef(name) === clock.incident)}: ${told(clock)}`)
    .sort()

const OPEN = ['a detected 10:00']

describe('rules 10 and 13: calling incidents one decides nothing that was decided before it was said', () => {
  test.each<{ why: string; all: string[]; kind?: ClockKind; is: string[] }>([
    {
      why: 'a resolution that was late stays so, whatever the end names',
      all: ['b detected 09:00', ...OPEN, 'a resolved 13:00 b', 'b resolved 14:00'],
      is: ['a: stopped 180 due 11:00 breached 11:00', 'b: stopped 300 due 10:00 breached 10:00'],
    },
    {
      why: 'an acknowledgement that was late stays so behind an older one',
      all: ['b detected 09:50', 'b acknowledged 09:55', ...OPEN, 'a acknowledged 12:00 b'],
      kind: 'acknowledge',
      is: ['a: stopped 120 due 11:00 breached 11:00', 'b: stopped 5 due 10:50 breached -'],
    },
    {
      why: 'an incident that began by itself is not acknowledged by what was said of an older one',
      all: ['b detected 09:50', 'b acknowledged 09:55', ...OPEN, 'a resumed 10:30 b'],
      kind: 'acknowledge',
      is: ['a: running 6600 due 11:00 breached 11:00', 'b: stopped 5 due 10:50 breached -'],
    },
    {
      why: 'nor hidden behind one that is late and kept open',
      all: ['b detected 08:00', ...OPEN, 'a resumed 10:30 b', 'a resolved 10:50'],
      is: ['a: stopped 50 due 11:00 breached -', 'b: running 6720 due 09:00 breached 09:00'],
    },
    {
      why: 'one that was met stays met, whatever goes on under another name',
      all: [...OPEN, 'b detected 10:10', 'a resolved 10:20', 'b resumed 12:00 a', 'b resolved 13:00'],
      is: ['a: stopped 20 due 11:00 breached -', 'b: stopped 170 due 11:10 breached 11:10'],
    },
    {
      why: 'a name that only speaks of both makes them no more one',
      all: ['b detected 08:00', ...OPEN, 'm resumed 12:00 a', 'm resumed 12:10 b', 'a resolved 13:00'],
      is: ['a: stopped 180 due 11:00 breached 11:00', 'b: running 6720 due 09:00 breached 09:00'],
    },
    {
      why: 'backdating a word of who did not begin it takes nothing from it',
      all: ['b detected 08:00', 'a detected 09:59 b', ...OPEN, 'a resolved 13:00'],
      is: ['a: stopped 181 due 10:59 breached 10:59', 'b: running 6720 due 09:00 breached 09:00'],
    },
  ])('$why', ({ all, kind, is }) => {
    const until = '5 00:00'
    expect(lines(all, kind, until)).toEqual(is)
    expect(tell(all.toReversed(), kind, until)).toEqual(tell(all, kind, until))
  })
})
describe('rule 13: said in time, two are one', () => {
  test.each<{ why: string; all: string[]; kind?: ClockKind; is: string[] }>([
    {
      why: 'from the first beginning to the last end',
      all: [...OPEN, 'b detected 10:10', 'b resumed 10:20 a', 'a resolved 10:30', 'b resolved 11:30'],
      is: ['a: stopped 90 due 11:00 breached 11:00'],
    },
    {
      why: 'who acknowledged one has acknowledged both',
      all: [...OPEN, 'b detected 10:10', 'b resumed 10:20 a', 'b acknowledged 10:30'],
      kind: 'acknowledge',
      is: ['a: stopped 30 due 11:00 breached -'],
    },
    {
      why: 'a second ticket that says so when it begins is another name of the first, whatever was decided',
      all: [...OPEN, 'a acknowledged 10:05', 'b detected 10:30 a'],
      kind: 'acknowledge',
      is: ['a: stopped 5 due 11:00 breached -'],
    },
  ])('$why', ({ all, kind, is }) => expect(lines(all, kind)).toEqual(is))
  test('what is said later was not known then', () => {
    const all = [...OPEN, 'b detected 10:10', 'b resumed 10:20 a']
    expect([lines(all, 'resolve', '10:15').length, lines(all, 'resolve', '10:20').length]).toEqual([2, 1])
  })
  test('a clock has the names that it was told under, and no other', () => {
    const [a, b] = tell(['b detected 08:00', ...OPEN, 'a resolved 13:00 b']).map(({ names }) => names)
    expect([a, b].flat().sort()).toEqual([subjectRef('a'), subjectRef('b')].sort())
  })
})
