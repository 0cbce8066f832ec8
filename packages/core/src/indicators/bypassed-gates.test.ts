import { expect, test } from 'vitest'
import { nameRef } from '../events/identity.ts'
import type { GateFact } from '../facts/facts.ts'
import { deployment, gated, sha } from '../testing/facts.ts'
import { figure, measure } from '../testing/measure.ts'

const KEY = 'bypassed-gates'
const merge = (commit: string, day: string, own: Partial<GateFact> = {}) =>
  gated(commit, `2026-11-${day}T10:00:00Z`, { on: 'push', merged: true, ...own })
const failing: Partial<GateFact> = { verdict: 'fail', blockedBy: [nameRef('coverage')] }

test.each([
  { why: 'a merge that passed', facts: [merge('a', '02')], value: 0 },
  { why: 'a merge that failed', facts: [merge('a', '02', failing)], value: 1 },
  { why: 'one commit asked about twice', facts: [merge('a', '02', failing), merge('a', '03', failing)], value: 1 },
  {
    why: 'one commit that was asked about too early, and passes when it is asked about again',
    facts: [merge('a', '02', failing), merge('a', '03')],
    value: 0,
  },
  {
    why: 'one that passes only after the window',
    facts: [merge('a', '02', failing), gated('a', '2026-12-02T10:00:00Z', { on: 'push', merged: true })],
    value: 0,
  },
  {
    why: 'one commit that fails when it is asked about again',
    facts: [merge('a', '03', failing), merge('a', '02')],
    value: 1,
  },
  {
    why: 'a pull request that passes later says nothing of the merge',
    facts: [merge('a', '02', failing), gated('a', '2026-11-03T10:00:00Z')],
    value: 1,
  },
  { why: 'two commits', facts: [merge('a', '02', failing), merge('b', '03', failing)], value: 2 },
  {
    why: 'an exempted one: its verdict is no fail',
    facts: [merge('a', '02', { ...failing, verdict: 'pass' })],
    value: 0,
  },
  { why: 'a red pull request', facts: [gated('a', '2026-11-02T10:00:00Z', failing)], value: 0 },
  { why: 'a window that blocks is not the change’s doing', facts: [merge('a', '02', { verdict: 'fail' })], value: 0 },
  { why: 'nothing asked, but something deployed', facts: [deployment('d', '2026-11-02T10:00:00Z')], value: 0 },
  { why: 'neither', facts: [], value: 'no_events' },
  {
    why: 'only before the window',
    facts: [gated('a', '2026-10-02T10:00:00Z', { ...failing, on: 'push', merged: true })],
    value: 'no_events',
  },
])('$why: $value', ({ facts, value }) => expect(figure(KEY, facts)).toBe(value))

test('it names the gate of each', () => {
  const gate = merge('a', '02', failing)
  expect(measure(KEY, [gate, merge('b', '03')]).evidence).toMatchObject({ events: [gate.event] })
  expect(gate.commit).toBe(sha('a'))
})
