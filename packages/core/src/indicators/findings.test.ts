import { describe, expect, test } from 'vitest'
import type { Objective } from '../agreement/terms.ts'
import { breachMoves } from '../breach/moves.ts'
import type { ChangeFact } from '../facts/facts.ts'
import { objective, target } from '../testing/agreement.ts'
import { found, gate, only } from '../testing/gate.ts'
import { agreed } from '../testing/window.ts'

const NONE = objective({ indicator: 'findings', target: target('==', '0', 'count') })
const judged = (head: ChangeFact[], own: Partial<Objective> = {}) =>
  only(gate({ versions: agreed({ ...NONE, ...own }), now: '2026-11-22', head }))

describe('findings are counted by severity and category', () => {
  const mixed = [
    found({ critical: 1, high: 2, info: 9 }, { category: 'security' }),
    found({ low: 4, info: 3 }, { tool: 'linter' }),
    found({ medium: 8 }, { tool: 'secrets', category: 'secrets' }),
  ]
  test.each([
    { why: 'all but what only informs', own: {}, value: 15 },
    { why: 'the worst', own: { severity: ['critical'] }, value: 1 },
    { why: 'what only informs, where agreed', own: { severity: ['info', 'low'] }, value: 16 },
    { why: 'security', own: { category: 'security' }, value: 3 },
    {
      why: 'secrets of a severity that there are none of',
      own: { category: 'secrets', severity: ['critical'] },
      value: 0,
    },
  ] as { why: string; own: Partial<Objective>; value: number }[])('$why: $value', ({ own, value }) =>
    expect(judged(mixed, own)).toMatchObject({ value, status: value === 0 ? 'met' : 'breached' }),
  )
  test('it says how many of what, and who found them', () => {
    expect(judged(mixed, { severity: ['high', 'critical'] })).toMatchObject({
      display: '3',
      evidence: { formula: '1 critical, 2 high, by linter, scanner, secrets' },
    })
  })
})

describe('nothing found is not the same as nobody looked', () => {
  test('a report of zeros is 0', () =>
    expect(judged([found({})])).toMatchObject({ status: 'met', value: 0, display: '0' }))
  test('no report is no data', () =>
    expect(judged([])).toMatchObject({ status: 'no_data', no_data_reason: 'no_report' }))
  test('a report of another kind is none of this one', () =>
    expect(judged([found({})], { category: 'secrets' })).toMatchObject({ no_data_reason: 'no_report', display: '' }))
})

describe('of several events of one tool, category and flag the last word counts', () => {
  test.each([
    { why: 'the later', facts: [found({ high: 9 }), found({ high: 1 }, { id: 'g', time: 1 })], value: 1 },
    { why: 'each flag', facts: [found({ high: 9 }), found({ high: 1 }, { flag: 'web' })], value: 10 },
    { why: 'each tool', facts: [found({ high: 9 }), found({ high: 1 }, { tool: 'other' })], value: 10 },
    { why: 'each category', facts: [found({ high: 9 }), found({ high: 1 }, { category: 'secrets' })], value: 10 },
    {
      why: 'a corrected one is gone',
      facts: [found({ high: 9 }, { time: 5 }), found({ high: 1 }, { id: 'g', corrects: found({}).event })],
      value: 1,
    },
  ])('$why: $value', ({ facts, value }) => expect(judged(facts).value).toBe(value))
  test('imported reports decide nothing', () =>
    expect(judged([found({ high: 9 }, { reconstructed: true })]).status).toBe('no_data'))
})

test('findings are a state of the code: a later merge without them ends the breach', () => {
  const merged = (head: ChangeFact[]) =>
    gate({ versions: agreed(NONE), now: '2026-11-22', head, request: { event: 'push' } })
  const open = breachMoves(merged([found({ high: 1 })]), [])
  expect(open).toMatchObject([{ kind: 'open', breach: { indicator: 'findings' } }])
  const standing = { id: 'br_1', objective: 'findings', identity: 'findings@x', openedAt: 0, status: 'open' } as const
  expect(breachMoves(merged([found({})]), [standing])).toMatchObject([{ kind: 'resolve', id: 'br_1' }])
})
