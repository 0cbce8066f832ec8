import { expect, test } from 'vitest'
import type { Breach } from '../breach/breach.ts'
import { breachOf } from '../testing/breach.ts'
import { CLIENT, NOW, TERMS } from '../testing/decisions.ts'
import { DAY } from '../time/instant.ts'
import { openDispute } from './dispute.ts'

test.each([
  {
    why: 'of a window that runs on after its waiver, then',
    to: '2027-03-01',
    told: /can be disputed when that is over/,
  },
  {
    why: 'of one that is over by then, never',
    to: '2026-12-01',
    told: /what was waived stays so: there is nothing left/,
  },
])('what is waived can be disputed: $why', ({ to, told }) => {
  const breach = {
    ...breachOf({ status: 'waived', waiver: { id: 'wv_1', expires_at: '2026-12-15T00:00:00.000Z' } }),
    window: { kind: 'calendar month', period: '2026-11-01', to: `${to}T00:00:00.000Z` },
    // As much of its window as decides.
  } as Breach
  const times = { until: NOW + DAY, answerDue: NOW + DAY, agreeBy: NOW + DAY, ruleBy: NOW + DAY }
  const said = openDispute({ id: 'dp_1', breach, text: 'no', terms: TERMS, ...times }, CLIENT, NOW)
  expect(said.ok ? '' : said.errors[0]?.detail).toMatch(told)
})
