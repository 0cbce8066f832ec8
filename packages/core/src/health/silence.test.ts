import { describe, expect, test } from 'vitest'
import { at, objective, target, terms } from '../testing/agreement.ts'
import { DAY } from '../time/instant.ts'
import { neverReceived, type Received, silentSources } from './silence.ts'

const sent = (first: string, last: string, count: number, own: Partial<Received> = {}): Received => ({
  service: 'checkout-api',
  type: 'deployment',
  source: 'ci',
  count,
  first: at(first),
  last: at(last),
  ...own,
})

describe('a source is silent', () => {
  const daily = sent('2026-11-01', '2026-11-11', 11)
  test.each([
    { days: 5, silent: 0, why: 'five times its usual day is still allowed' },
    { days: 5.001, silent: 1, why: 'longer than five times its usual day' },
  ])('$days days after its last of daily events: $why', ({ days, silent }) =>
    expect(silentSources([daily], daily.last + days * DAY)).toHaveLength(silent),
  )
  test('only after three days, however often it sent', () => {
    const busy = sent('2026-11-11T00:00:00Z', '2026-11-11T01:00:00Z', 100)
    expect(silentSources([busy], busy.last + 3 * DAY)).toEqual([])
    expect(silentSources([busy], busy.last + 3 * DAY + 1)).toHaveLength(1)
  })
  test('never with fewer than three events: two tell no rhythm', () =>
    expect(silentSources([sent('2026-11-01', '2026-11-02', 2)], at('2027-11-01'))).toEqual([]))
})

test('an objective whose events never came is named with who owes it', () => {
  const agreed = terms({
    objectives: [
      objective({
        indicator: 'change-fail-rate',
        window: { kind: 'calendar', unit: 'month' },
        target: target('<=', '15', '%'),
        owedBy: 'client',
      }),
      objective({ indicator: 'coverage', target: target('>=', '80', '%') }),
    ],
  })
  const [service = ''] = agreed.services.keys()
  expect(neverReceived(agreed, [sent('2026-11-01', '2026-11-02', 1, { service, type: 'coverage' })])).toEqual([
    { service, objective: 'change-fail-rate', events: ['deployment', 'incident'], owedBy: 'client' },
  ])
})
