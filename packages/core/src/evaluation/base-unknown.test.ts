import { describe, expect, test } from 'vitest'
import type { Objective } from '../agreement/terms.ts'
import { objective, target, version } from '../testing/agreement.ts'
import { BASE_SHA, coverage, gate, only } from '../testing/gate.ts'
import { GATE_EVENTS } from './gate.ts'

const NOW = '2026-11-22'
const CHANGE = objective({ indicator: 'coverage-change', target: target('>=', '-0.5', 'pp') })

describe('coverage against a base that only a server remembers', () => {
  const blocks = (onNoData: Objective['onNoData'] = null) => [
    version(1, '2026-01-01', { objectives: [{ ...CHANGE, id: 'change', enforcement: 'block', onNoData }] }),
  ]
  const there = { now: NOW, head: [coverage(8, 10)] }
  const here = { ...there, server: false as const }

  test.each(GATE_EVENTS)('is listed, and holds no %s back: the change has its report', (event) => {
    const evaluation = gate({ versions: blocks(), ...here, request: { event } })
    expect(evaluation).toMatchObject({ verdict: 'pass', objectives: [], notes: [{ code: 'no_server' }] })
    expect(evaluation.notes[0]?.detail).toMatch(/: change$/)
  })

  test.each(GATE_EVENTS)('rules 4 and 14: while the server is silent it is no data of a %s, which warns', (event) => {
    const evaluation = gate({ versions: blocks(), ...there, server: 'silent', request: { event } })
    expect(evaluation).toMatchObject({ verdict: 'warn', notes: [] })
    expect(only(evaluation)).toMatchObject({ status: 'no_data', no_data_reason: 'no_baseline', blocking: false })
    const agreed = gate({ versions: blocks('pass'), ...there, server: 'silent', request: { event } })
    expect(agreed.verdict).toBe('pass')
  })

  const unsaid = { ...here, base: { facts: [], baseline: { kind: 'base' as const, commit_sha: BASE_SHA } } }
  test.each([
    { why: 'the agreement says what no data does', asked: here, onNoData: 'fail', reason: 'no_baseline' },
    { why: 'of that the milder too', asked: here, onNoData: 'warn', reason: 'no_baseline' },
    { why: 'the change has no report', asked: { ...here, head: [] }, onNoData: null, reason: 'no_report' },
    { why: 'the base’s reports say nothing', asked: unsaid, onNoData: null, reason: 'no_baseline' },
    { why: 'a server knows no base', asked: there, onNoData: null, reason: 'no_baseline' },
  ] as const)('rule 6: is no data as ever where $why', ({ asked, onNoData, reason }) => {
    const evaluation = gate({
      versions: blocks(onNoData),
      ...asked,
      head: [...asked.head],
      request: { event: 'push' },
    })
    expect([evaluation.verdict, only(evaluation).no_data_reason]).toEqual([onNoData ?? 'fail', reason])
  })
})
