import { expect, test } from 'vitest'
import { at } from '../testing/agreement.ts'
import { breachOf } from '../testing/breach.ts'
import { formatInstant } from '../time/instant.ts'
import { breachDisputableUntil, type Disputing } from './dispute-window.ts'

const TERMS: Disputing = {
  timeZone: 'UTC',
  disputes: { window: { kind: 'elapsed', ms: 10 * 86_400_000, text: '240h' }, silence: 'accepts', arbiter: null },
}
const opened = (time: string) => {
  const breach = breachOf()
  const { window: _, ...plain } = breach
  return { ...plain, opened_at: formatInstant(at(time)), timeline: [] }
}

test.each([
  { why: 'from when it opened', breach: opened('2026-10-07'), agreedAt: undefined, until: '2026-10-17' },
  { why: 'agreed before it opened', breach: opened('2026-10-07'), agreedAt: at('2026-10-01'), until: '2026-10-17' },
  {
    why: 'agreed for the past: nobody could object before',
    breach: opened('2026-10-07'),
    agreedAt: at('2026-11-22'),
    until: '2026-12-02',
  },
])('the time to dispute a breach runs $why', ({ breach, agreedAt, until }) => {
  const judged = { terms: TERMS, ...(agreedAt === undefined ? {} : { agreedAt }) }
  expect(breachDisputableUntil(breach, judged)).toBe(at(until))
})
