import { expect, test } from 'vitest'
import { rulesAt } from '../evaluation/rules-at.ts'
import { at } from '../testing/agreement.ts'
import { incident } from '../testing/facts.ts'
import { HOUR } from '../time/instant.ts'
import { serviceHealth } from './health.ts'

const said = (action: 'detected' | 'paused' | 'resolved', day: number) =>
  incident('i', `2026-11-0${day}T12:00:00Z`, { action })
const facts = [said('detected', 2), said('paused', 3), said('resolved', 5)]

test.each([
  { why: 'within the hour', hours: [1, 1, 1], late: [], words: '' },
  { why: 'an end that is told a day later', hours: [0, 0, 26.5], late: [2], words: 'up to 26 h after' },
  { why: 'a pause, and how late the latest was', hours: [0, 3, 2], late: [1, 2], words: 'up to 3 h after' },
  { why: 'what begins a clock takes nothing off it', hours: [48, 0, 0], late: [], words: '' },
])('rule 10: what stops a clock and was told late is named: $why', ({ hours, late, words }) => {
  const receipts = new Map(facts.map(({ event, at: then }, n) => [event, then + (hours[n] ?? 0) * HOUR]))
  const health = serviceHealth({
    window: { from: at('2026-11-01'), to: at('2026-12-01') },
    now: at('2026-12-01'),
    facts,
    corrections: [],
    rulesAt: rulesAt([]),
    receipts,
  })
  const found = health.findings.find(({ code }) => code === 'told_late')
  expect(found?.events ?? []).toEqual(late.map((n) => facts[n]?.event).sort())
  expect(found?.detail ?? '').toContain(words)
})
