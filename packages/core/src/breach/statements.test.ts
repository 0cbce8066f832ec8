import { describe, expect, test } from 'vitest'
import { at } from '../testing/agreement.ts'
import { breachOf } from '../testing/breach.ts'
import type { Actor, Breach } from './breach.ts'
import { reopenBreach, resolveBreach } from './lifecycle.ts'
import { acknowledgeBreach, noteBreach, resolvingRefused, settleBreach, stateRootCause } from './statements.ts'

const CLIENT: Actor = { party: 'client', key: 'k1', name: 'Acme operations' }
const VENDOR: Actor = { party: 'vendor', key: 'k2', name: 'Northwind delivery' }
const NOW = at('2026-11-22T10:00:00Z')
const STEP = { at: '2026-11-23T00:00:00.000Z', kind: 'resolved', by: { engine: true } } as const

const window = (kind: NonNullable<Breach['window']>['kind'], to: string): NonNullable<Breach['window']> => ({
  kind,
  from: '2026-11-01T00:00:00.000Z',
  to,
  period: '2026-11-01',
  environments: ['production'],
  label: 'November 2026',
  provisional: true,
  partial: false,
})
const breach = breachOf({ scope: 'change', commit_sha: 'a'.repeat(40) })
const done = (said: ReturnType<typeof noteBreach>): Breach => {
  if (!said.ok) throw new Error(said.errors[0]?.detail)
  return said.value
}
const refusal = (said: ReturnType<typeof noteBreach>) => (said.ok ? null : said.errors[0]?.code)

describe('acknowledging', () => {
  test('an open breach can be acknowledged by either party, once, with who and when', () => {
    const acknowledged = done(acknowledgeBreach(breach, VENDOR, NOW, 'seen'))
    expect(acknowledged).toMatchObject({ status: 'acknowledged', acknowledged_at: '2026-11-22T10:00:00.000Z' })
    expect(acknowledged.timeline.at(-1)).toEqual({
      at: '2026-11-22T10:00:00.000Z',
      kind: 'acknowledged',
      by: VENDOR,
      note: 'seen',
    })
    expect(refusal(acknowledgeBreach(acknowledged, CLIENT, NOW))).toBe('wrong_state')
  })
})

describe('notes and causes', () => {
  test.each(['open', 'acknowledged', 'disputed', 'resolved', 'overturned', 'waived'] as const)(
    'either party may write while it is %s, and nothing else changes',
    (status) => {
      const before = { ...breach, status }
      for (const by of [CLIENT, VENDOR]) {
        const { timeline, ...noted } = done(noteBreach(before, by, NOW, 'one\ntwo'))
        expect(noted).toEqual({ ...before, timeline: undefined })
        expect(timeline.slice(1)).toEqual([{ at: '2026-11-22T10:00:00.000Z', kind: 'noted', by, note: 'one\ntwo' }])
      }
    },
  )
  test('a cause keeps what was said of it, and no more', () => {
    const stated = done(stateRootCause(breach, VENDOR, NOW, 'the pool ran dry', { category: 'capacity' }))
    expect(stated.timeline.at(-1)).toMatchObject({ kind: 'root_cause', cause: { category: 'capacity' } })
    expect(done(stateRootCause(breach, VENDOR, NOW, 'unclear', {})).timeline.at(-1)).not.toHaveProperty('cause')
  })
  test('one party can’t write so much that the other has no room, nor the breach ever too much', () => {
    const many = Array.from({ length: 50 }).reduce<Breach>((sum) => done(noteBreach(sum, VENDOR, NOW, 'x')), breach)
    expect(refusal(noteBreach(many, VENDOR, NOW, 'x'))).toBe('wrong_state')
    expect(refusal(stateRootCause(many, VENDOR, NOW, 'x', {}))).toBe('wrong_state')
    expect(refusal(noteBreach(many, CLIENT, NOW, 'x'))).toBeNull()
    expect(refusal(acknowledgeBreach(many, VENDOR, NOW, 'x'))).toBeNull()
    const long = done(noteBreach(breach, VENDOR, NOW, 'x'.repeat(29_999)))
    expect(refusal(noteBreach(long, VENDOR, NOW, 'x'))).toBeNull()
    expect(refusal(noteBreach(long, VENDOR, NOW, 'xx'))).toBe('wrong_state')
  })
})

describe('resolving by hand', () => {
  test.each([
    { owed_by: 'vendor', party: 'client', allowed: true },
    { owed_by: 'vendor', party: 'vendor', allowed: false },
    { owed_by: 'client', party: 'client', allowed: false },
    { owed_by: 'client', party: 'vendor', allowed: true },
    { owed_by: 'both', party: 'client', allowed: true },
    { owed_by: 'both', party: 'vendor', allowed: true },
  ] as const)('owed by $owed_by: the $party may: $allowed', ({ owed_by, party, allowed }) => {
    const said = settleBreach({ ...breach, owed_by }, { ...CLIENT, party }, NOW)
    expect(refusal(said)).toBe(allowed ? null : 'wrong_party')
    expect(resolvingRefused({ ...breach, owed_by }, party, NOW) === null).toBe(allowed)
  })
  test.each([
    { status: 'open', allowed: true },
    { status: 'acknowledged', allowed: true },
    { status: 'disputed', allowed: false },
    { status: 'resolved', allowed: false },
    { status: 'overturned', allowed: false },
    { status: 'waived', allowed: false },
  ] as const)('while $status: $allowed', ({ status, allowed }) => {
    expect(refusal(settleBreach({ ...breach, status }, CLIENT, NOW))).toBe(allowed ? null : 'wrong_state')
  })
  test('a calendar window can’t be declared dealt with before its end; at its end it can', () => {
    const running = breachOf({ window: window('calendar month', '2026-12-01T00:00:00.000Z') })
    expect(refusal(settleBreach(running, CLIENT, at('2026-11-30T23:59:59.999Z')))).toBe('wrong_state')
    expect(refusal(settleBreach(running, CLIENT, at('2026-12-01T00:00:00Z')))).toBeNull()
  })
  test('it says when, by whom and why', () => {
    expect(done(settleBreach(breach, CLIENT, NOW, 'tests were added'))).toMatchObject({
      status: 'resolved',
      resolved_at: '2026-11-22T10:00:00.000Z',
      timeline: [{}, { kind: 'resolved', by: CLIENT, note: 'tests were added' }],
    })
  })
  test('the engine does not open again what a party declared dealt with, but for a rolling window', () => {
    const settled = done(settleBreach(breach, CLIENT, NOW))
    expect(reopenBreach(settled, breach)).toBe(settled)
    expect(reopenBreach(resolveBreach(breach, STEP), breach).status).toBe('open')
    const rolling = breachOf({ window: window('rolling 30d', '2026-11-22T00:00:00.000Z') })
    expect(reopenBreach(done(settleBreach(rolling, CLIENT, NOW)), rolling).status).toBe('open')
  })
  test('what ended last decides: resolved by the engine after a party’s word it may open again', () => {
    const rolling = breachOf({ window: window('rolling 30d', '2026-11-22T00:00:00.000Z') })
    const again = resolveBreach(reopenBreach(done(settleBreach(rolling, CLIENT, NOW)), rolling), STEP)
    expect(reopenBreach({ ...again, window: window('calendar month', STEP.at) }, rolling).status).toBe('open')
  })
})
