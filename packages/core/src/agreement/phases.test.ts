import { describe, expect, test } from 'vitest'
import { type CurrentPhase, capEnforcement, phaseAt, weaker } from './phases.ts'
import { HEAD, SOUND, sound } from './testing/texts.ts'
import type { AcceptedVersion } from './versions.ts'

const at = (time: string) => Date.parse(time)
const PHASES =
  'phases:\n  - { name: baseline, days: 30, enforce: observe }\n  - { name: optimise, days: 30, enforce: warn }\n  - { name: formalise, enforce: as-agreed }\n'

const version = (number: number, from: string, phases = PHASES): AcceptedVersion => {
  const { terms, hash } = sound(HEAD + phases + SOUND)
  return { version: number, hash, inForceFrom: at(from), terms }
}

describe('which phase it is', () => {
  /** Accepted in the afternoon of 1 December in New York: that day is the first. */
  const first = version(1, '2026-12-01T20:00:00Z')

  test.each([
    ['2026-12-01T20:00:00Z', 'baseline', 'at once'],
    ['2026-12-31T04:59:59.999Z', 'baseline', 'to the end of the 30th local day'],
    ['2026-12-31T05:00:00Z', 'optimise', 'the next midnight'],
    ['2027-01-30T05:00:00Z', 'formalise', '30 days more'],
    ['2036-01-01T00:00:00Z', 'formalise', 'and for ever'],
  ])('%s: %s, %s', (when, name) => {
    expect(phaseAt([first], at(when))?.name).toBe(name)
  })

  test('it says when it began, when it ends and what has begun', () => {
    expect(phaseAt([first], at('2027-01-15T00:00:00Z'))).toEqual({
      name: 'optimise',
      enforce: 'warn',
      from: at('2026-12-31T05:00:00Z'),
      until: at('2027-01-30T05:00:00Z'),
      begun: ['baseline', 'optimise'],
    })
    expect(phaseAt([first], at('2026-12-02T00:00:00Z'))).toMatchObject({ from: first.inForceFrom })
    expect(phaseAt([first], at('2027-03-01T00:00:00Z'))?.until).toBeNull()
  })

  test('a new version does not begin them anew', () => {
    const second = version(2, '2027-01-15T05:00:00Z')
    expect(phaseAt([first, second], at('2027-01-29T00:00:00Z'))?.name).toBe('optimise')
    expect(phaseAt([first, second], at('2027-01-30T05:00:00Z'))?.name).toBe('formalise')
  })

  test('days are local days, also where clocks change', () => {
    const spring = version(1, '2027-03-01T05:00:00Z')
    // From EST to EDT in between: midnight comes an hour earlier in UTC.
    expect(phaseAt([spring], at('2027-03-31T03:59:59.999Z'))?.name).toBe('baseline')
    expect(phaseAt([spring], at('2027-03-31T04:00:00Z'))?.name).toBe('optimise')
  })

  test('there is none before the first version, without phases, or when all are over', () => {
    expect(phaseAt([first], at('2026-12-01T19:59:59Z'))).toBeNull()
    expect(phaseAt([], at('2026-12-01T19:59:59Z'))).toBeNull()
    expect(phaseAt([version(1, '2026-12-01T20:00:00Z', '')], at('2027-01-01T00:00:00Z'))).toBeNull()
    const ends = version(1, '2026-12-01T05:00:00Z', 'phases: [{ name: baseline, days: 30, enforce: observe }]\n')
    expect(phaseAt([ends], at('2026-12-30T00:00:00Z'))?.name).toBe('baseline')
    expect(phaseAt([ends], at('2026-12-31T05:00:00Z'))).toBeNull()
  })
})

describe('what an objective does in it', () => {
  const month = { kind: 'calendar', unit: 'month' } as const
  const phase = (enforce: CurrentPhase['enforce'], begun: string[] = ['baseline']): CurrentPhase => ({
    name: 'x',
    enforce,
    from: 0,
    until: null,
    begun,
  })

  test.each([
    ['block', 'observe', 'observe'],
    ['block', 'warn', 'warn'],
    ['block', 'as-agreed', 'block'],
    ['warn', 'observe', 'observe'],
    ['warn', 'warn', 'warn'],
    ['warn', 'as-agreed', 'warn'],
    ['observe', 'warn', 'observe'],
    ['observe', 'as-agreed', 'observe'],
  ] as const)('over a window: %s under %s is %s', (enforcement, enforce, expected) => {
    expect(capEnforcement({ enforcement, phase: null, window: month }, phase(enforce))).toBe(expected)
  })

  test('on a change: as agreed from day one', () => {
    expect(capEnforcement({ enforcement: 'block', phase: null, window: null }, phase('observe'))).toBe('block')
  })

  test('before the phase it names it is observed, from then on as agreed', () => {
    const named = { enforcement: 'block', phase: 'optimise', window: null } as const
    expect(capEnforcement(named, phase('observe'))).toBe('observe')
    expect(capEnforcement(named, phase('warn', ['baseline', 'optimise']))).toBe('block')
    expect(capEnforcement({ ...named, window: month }, phase('warn', ['baseline', 'optimise']))).toBe('warn')
  })

  test('without phases, or after them, as agreed', () => {
    expect(capEnforcement({ enforcement: 'block', phase: null, window: month }, null)).toBe('block')
  })

  test('the weaker of two', () => {
    expect(weaker('block', 'observe')).toBe('observe')
    expect(weaker('warn', 'block')).toBe('warn')
  })
})
