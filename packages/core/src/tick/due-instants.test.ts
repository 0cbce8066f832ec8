import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NOTHING_STANDS } from '../standing/standing.ts'
import { at, objective, target, version } from '../testing/agreement.ts'
import { waiver } from '../testing/standing.ts'
import { RATE } from '../testing/window.ts'
import { DAY, formatInstant } from '../time/instant.ts'
import { dueInstants } from './due-instants.ts'

const weekly = objective({
  indicator: 'deployment-frequency',
  target: target('>=', '1', '/week'),
  window: { kind: 'calendar', unit: 'week' },
})
const VERSIONS = [
  { ...version(1, '2026-10-01', { timeZone: 'America/New_York', objectives: [RATE] }), agreedAt: at('2026-10-08') },
  {
    ...version(2, '2026-11-01', { timeZone: 'America/New_York', objectives: [RATE, weekly] }),
    agreedAt: at('2026-10-30'),
  },
]
const standing = { ...NOTHING_STANDS, waivers: [waiver({ until: at('2026-11-25T10:00:00Z') })] }
const [FROM, TO] = [at('2026-09-01'), at('2027-01-15')]

test('a window’s end and when it is final, an acceptance, a beginning and the end of a waiver fall due', () => {
  const found = dueInstants(VERSIONS, standing, FROM, TO).map(formatInstant)
  expect(found).toEqual(
    expect.arrayContaining([
      '2026-10-08T00:00:00.000Z',
      '2026-10-30T00:00:00.000Z',
      '2026-11-01T04:00:00.000Z',
      '2026-11-09T05:00:00.000Z',
      '2026-11-25T10:00:00.000Z',
      '2026-12-01T05:00:00.000Z',
    ]),
  )
  // What ended before anybody had agreed fell due when both had; weeks are agreed in the second version only.
  expect(found.filter((one) => one < '2026-10-08')).toEqual([])
  expect(found).not.toContain('2026-10-26T04:00:00.000Z')
})

test('it comes to the same whether one asks at once or in parts', () => {
  const whole = dueInstants(VERSIONS, standing, FROM, TO)
  fc.assert(
    fc.property(fc.array(fc.integer({ min: FROM, max: TO }), { maxLength: 5 }), (cuts) => {
      const bounds = [FROM, ...cuts.sort((a, b) => a - b), TO]
      const parts = bounds.slice(1).flatMap((to, i) => dueInstants(VERSIONS, standing, bounds[i] ?? FROM, to))
      expect(parts).toEqual(whole)
    }),
    { numRuns: 20 },
  )
  expect(dueInstants(VERSIONS, standing, TO, TO - DAY)).toEqual([])
})
