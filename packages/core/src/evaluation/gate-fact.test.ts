import { describe, expect, test } from 'vitest'
import { nameRef, versionRef } from '../events/identity.ts'
import { objective, target, version } from '../testing/agreement.ts'
import { coverage, gate, SHA } from '../testing/gate.ts'
import { exempt } from './exemption.ts'
import { gateFactOf } from './gate-fact.ts'

const COVERAGE = objective({ indicator: 'coverage', target: target('>=', '80', '%') })
const RATE = objective({
  indicator: 'change-fail-rate',
  target: target('<=', '15', '%'),
  window: { kind: 'calendar', unit: 'month' },
  onNoData: 'fail',
  blockOn: ['pull_request'],
})
const versions = [
  version(1, '2026-01-01', { objectives: [COVERAGE, { ...COVERAGE, id: 'watched', enforcement: 'warn' }, RATE] }),
]
const judged = (covered: number) => gate({ versions, now: '2026-11-22T10:00:00.123Z', head: [coverage(covered, 10)] })

describe('what is remembered of a gate', () => {
  test('says what blocked the change itself, and nothing that only warned or was of a window', () => {
    const evaluation = judged(5)
    expect(evaluation.objectives.filter(({ blocking }) => blocking)).toHaveLength(2)
    expect(gateFactOf(evaluation)).toEqual({
      kind: 'gate',
      event: expect.stringMatching(/^[0-9a-f]{16}$/),
      at: Date.parse('2026-11-22T10:00:00.123Z'),
      commit: SHA.slice(0, 12),
      version: versionRef(SHA),
      pullRequest: null,
      on: 'pull_request',
      verdict: 'fail',
      merged: false,
      blockedBy: [nameRef('coverage')],
      reconstructed: false,
    })
    expect(gateFactOf(judged(9)).blockedBy).toEqual([])
  })

  test('of an exempted change says both: it passed, and what would have stopped it', () => {
    const claim = {
      kind: 'valid',
      how: 'reason',
      by: 'grace',
      detail: 'x',
      month: '2026-11',
      change: 'c',
      max: 1,
    } as const
    const { verdict, blockedBy } = gateFactOf(exempt(judged(5), claim, { granted: true, used: 1 }))
    expect({ verdict, blockedBy }).toEqual({ verdict: 'pass', blockedBy: [nameRef('coverage')] })
  })

  test('is told by the evaluation alone: the same one the same way, another one another', () => {
    const evaluation = judged(5)
    const copy = JSON.parse(JSON.stringify(evaluation))
    expect(gateFactOf(copy)).toEqual(gateFactOf(evaluation))
    expect(gateFactOf({ ...copy, id: 'ev_other' }).event).not.toBe(gateFactOf(copy).event)
    // Its row in the list, which has no evidence, tells as much.
    const row = copy.objectives.map((one: object) => ({ ...one, evidence: { formula: '' } }))
    expect(gateFactOf({ ...copy, objectives: row })).toEqual(gateFactOf(evaluation))
  })

  test('names the pull request where there was one', () => {
    const evaluation = { ...judged(9), pull_request: { number: 7, title: '', author: '' } }
    expect(gateFactOf(evaluation).pullRequest).toBe(7)
  })

  test('has a time, or there is none', () => {
    expect(() => gateFactOf({ ...judged(9), at: 'yesterday' })).toThrow(TypeError)
  })
})
