import { hostile } from '@plumbline/render/testing'
import { expect, test } from 'vitest'
import { breachView } from '../testing/breaches.ts'
import { tags, textOf } from '../testing/tags.ts'
import { breachPage } from './breach-page.tsx'
import type { BreachView } from './view.ts'

const clock = {
  incident: ['d80f00000000'],
  run: 0,
  severity: 'sev1',
  started_at: '2026-11-20T10:00:00.000Z',
  due_at: '2026-11-20T14:00:00.000Z',
  breached_at: '2026-11-20T14:00:00.001Z',
  ended_at: null,
  value: 36_000,
  display: '10 h',
  margin: '6 h over',
  paused_seconds: 5_400,
  events: ['00000000000000b1'],
} as const
const started: BreachView['opened'] extends ReadonlyMap<string, infer E> ? E : never = {
  type: 'incident',
  id: 'i-1',
  source: 'pagerduty.com/acme',
  time: clock.started_at,
  service: 'checkout-api',
  data: { incident_id: 'INC-7', action: 'started', severity: 'sev1', at: clock.started_at },
}
const at = (time: string) => Date.parse(`2026-11-20T${time}Z`)
const { breach } = breachView
const evidence = {
  formula: 'resolved - started',
  events: [...clock.events],
  case: { events: [...clock.events], value: 36_000 },
}
const ofClock = (intervals: BreachView['intervals']) =>
  breachPage({
    ...breachView,
    breach: {
      ...breach,
      scope: 'clock',
      opened_by: {
        ...breach.opened_by,
        scope: 'clock',
        statistic: 'each',
        unit: 's',
        samples: 1,
        clocks: [{ ...clock, incident: [...clock.incident], events: [...clock.events] }],
        evidence,
      },
    },
    opened: new Map([['00000000000000b1', started]]),
    intervals,
  })
const html = ofClock([
  { from: at('10:00'), to: at('11:30'), state: 'open', countedMs: 5_400_000, totalMs: 5_400_000 },
  {
    from: at('11:30'),
    to: at('13:00'),
    state: 'paused',
    reason: 'waiting_client',
    countedMs: 0,
    totalMs: 5_400_000,
  },
])

test('of the breach of one clock it is told when it ran, what was taken out, and where every interval is', () => {
  const words = textOf(html)
  expect(words).toMatch(/Started\s*20 Nov 2026, .*Due\s*20 Nov 2026, .*Ended\s*not when this was noticed/s)
  expect(words).toMatch(/Paused\s*1 h 30 min, taken out/)
  expect(words).toContain('plumbline clocks --explain INC-7')
})

const folded = (page: string) =>
  textOf(/<details><summary>\d+ intervals of it.*?<\/details>/s.exec(page)?.[0] ?? '').replace(/\s+/g, ' ')

test('the intervals that its time is made of are folded below it, pauses with their reason', () => {
  const words = folded(html)
  expect(words).toContain('05:00 to 20 Nov 2026, 06:30 : open, 1 h 30 min counted, 1 h 30 min in all')
  expect(words).toContain('06:30 to 20 Nov 2026, 08:00 : paused (waiting_client), nothing counted')
})

test('of months of business hours the first intervals are shown, and how many there are', () => {
  const night = { from: at('00:00'), to: at('01:00'), state: 'closed', countedMs: 0, totalMs: 0 } as const
  const words = folded(ofClock(Array.from({ length: 500 }, () => night)))
  expect(words).toMatch(/^ ?500 intervals .* 460 more\. ?$/)
})

test('the incident has the name that people know', () => {
  expect(textOf(html)).toMatch(/It is\s*INC-7\s*: 10 h/)
  expect(textOf(html)).not.toContain('d80f')
})

test('the breach of a window has no such clock', () => {
  expect(textOf(breachPage(breachView))).not.toContain('clocks --explain')
})

test('a reason for a pause never becomes markup', () => {
  const because = (reason: string) =>
    tags(ofClock([{ from: at('10:00'), to: at('11:00'), state: 'paused', reason, countedMs: 0, totalMs: 0 }]))
  for (const text of hostile) expect(because(text), text).toEqual(because('x'))
})
