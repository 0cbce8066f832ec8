import { describe, expect, test } from 'vitest'
import type { Objective } from '../agreement/terms.ts'
import type { GateRequest } from '../evaluation/gate.ts'
import type { WindowFact } from '../facts/facts.ts'
import { asideAt } from '../statement/until-final.ts'
import { at, objective, target, version } from '../testing/agreement.ts'
import { deployment } from '../testing/facts.ts'
import { coverage, gate, SHA } from '../testing/gate.ts'
import type { Breach } from './breach.ts'
import { countBreach, exemptBreach, reopenBreach, resolveBreach } from './lifecycle.ts'
import { isMerge } from './merge.ts'
import { breachMoves } from './moves.ts'

const COVERAGE = objective({ indicator: 'coverage', target: target('>=', '80', '%') })
const PATCH = objective({ indicator: 'patch-coverage', target: target('>=', '80', '%') })
const RATE = objective({
  indicator: 'change-fail-rate',
  target: target('<=', '15', '%'),
  window: { kind: 'calendar', unit: 'month' },
})

const ask = (one: Objective, request: Partial<GateRequest>, rest: Partial<Parameters<typeof gate>[0]> = {}) =>
  gate({ versions: [version(1, '2026-01-01', { objectives: [one] })], now: '2026-11-22', request, ...rest })
const failing = { head: [coverage(1, 100, { patch: { covered: 1, total: 10 } })] }
const passing = { head: [coverage(99, 100, { patch: { covered: 9, total: 10 } })] }
const opened = (evaluation: ReturnType<typeof ask>): Breach => {
  const [move] = breachMoves(evaluation, [])
  if (move?.kind !== 'open') throw new Error('no breach was opened')
  return move.breach
}
const view = (one: Objective, identity: string) => ({
  id: 'br_1',
  objective: one.id,
  identity,
  openedAt: at('2026-11-20'),
  status: 'open' as const,
})

describe('rule 7: a red pull request is not a breach', () => {
  test.each([
    { request: { event: 'pull_request' }, opens: 0 },
    { request: { event: 'merge_group' }, opens: 0 },
    { request: { event: 'manual' }, opens: 0 },
    { request: { event: 'push', ref: 'refs/heads/feature' }, opens: 0 },
    { request: { event: 'push' }, opens: 1 },
    { request: { event: 'push', ref: 'refs/heads/main' }, opens: 1 },
    { request: { event: 'push', ref: 'refs/heads/trunk', default_branch: 'trunk' }, opens: 1 },
    { request: { event: 'push', ref: 'refs/heads/main', default_branch: 'trunk' }, opens: 0 },
    { request: { event: 'deployment' }, opens: 1 },
  ] as const)('failing on %o opens $opens', ({ request, opens }) => {
    expect(breachMoves(ask(COVERAGE, request, failing), [])).toHaveLength(opens)
  })
  test('a deployment elsewhere than production opens none', () => {
    expect(breachMoves(ask(COVERAGE, { event: 'deployment', environment: 'staging' }, failing), [])).toEqual([])
    expect(breachMoves(ask(COVERAGE, { event: 'deployment', environment: 'production' }, failing), [])).toHaveLength(1)
  })
  test('a window is that of production, wherever the gate was asked from', () => {
    const evaluation = ask(RATE, { event: 'deployment', environment: 'staging' }, { facts: november(9) })
    expect(opened(evaluation).environment).toBe('production')
  })
  test('a deployment that the gate stops was not deployed while failing', () => {
    const stopping = { ...COVERAGE, blockOn: ['deployment' as const] }
    expect(breachMoves(ask(stopping, { event: 'deployment' }, failing), [])).toEqual([])
  })
  test('a judgement without a server opens none', () => {
    expect(breachMoves(ask(COVERAGE, { event: 'push' }, { ...failing, server: false }), [])).toEqual([])
  })
  test('an exempted change opens none: it was let through by agreement', () => {
    const exempted = { status: 'granted', by: 'lead', how: 'label', detail: 'hotfix', used: 1, max: 2 } as const
    const since = { evaluation: 'ev_1', commit_sha: SHA, at: '2026-11-20T00:00:00.000Z' }
    const moves = (request: Partial<GateRequest>, more: object) =>
      breachMoves({ ...ask(COVERAGE, request, failing), exempted: { ...exempted, ...more } }, [])
    // One that was opened before it was known to have been let through is taken back.
    for (const event of ['push', 'deployment'] as const) {
      expect(moves({ event }, { since })).toMatchObject([{ kind: 'exempt', grantedAt: since.at }])
      expect(moves({ event }, {})).toEqual([])
    }
    for (const event of ['pull_request', 'merge_group', 'manual'] as const)
      expect(moves({ event }, { since })).toEqual([])
    const here = ask(COVERAGE, { event: 'push' }, { ...failing, server: false })
    expect(breachMoves({ ...here, exempted }, [])).toEqual([])
  })
  test('rule 6: what an exemption lets through is the change, never its service’s window', () => {
    const exempted = { status: 'granted', by: 'lead', how: 'label', detail: 'hotfix', used: 1, max: 2 } as const
    const evaluation = ask(RATE, { event: 'push' }, { facts: november(9) })
    expect(breachMoves({ ...evaluation, exempted }, [])).toEqual(breachMoves(evaluation, []))
    expect(opened(evaluation).window).toBeDefined()
  })
  test('an observed objective opens one that is marked non-contractual', () => {
    expect(opened(ask({ ...COVERAGE, enforcement: 'observe' }, { event: 'push' }, failing)).contractual).toBe(false)
    expect(opened(ask({ ...COVERAGE, enforcement: 'warn' }, { event: 'push' }, failing)).contractual).toBe(true)
  })
  test('missing evidence and a good figure open none', () => {
    expect(breachMoves(ask(COVERAGE, { event: 'push' }), [])).toEqual([])
    expect(breachMoves(ask(COVERAGE, { event: 'push' }, passing), [])).toEqual([])
  })
})

const november = (failed: number): WindowFact[] =>
  Array.from({ length: 20 }, (_, i) =>
    deployment(`${i}`, `2026-11-${String(i + 1).padStart(2, '0')}`, i < failed ? { status: 'failure' } : {}),
  )

describe('a breach is one for each window and each change', () => {
  test('the same evaluation again names the same breach', () => {
    const evaluation = ask(COVERAGE, { event: 'push' }, failing)
    expect(opened(evaluation)).toEqual(opened(evaluation))
    expect(breachMoves(evaluation, [])).toMatchObject([{ identity: `coverage@${SHA}` }])
  })
  test('a missed window opens one on any gate, and a second gate opens no other', () => {
    const evaluation = ask(RATE, { event: 'pull_request' }, { facts: november(9) })
    expect(breachMoves(evaluation, [])).toMatchObject([{ kind: 'open', identity: 'change-fail-rate@2026-11-01' }])
    expect(breachMoves(evaluation, [view(RATE, 'change-fail-rate@2026-11-01')])).toEqual([])
    expect(breachMoves(evaluation, [view(RATE, 'change-fail-rate@2026-10-01')])).toHaveLength(1)
  })
  test('a rolling window is one breach until it is over, whatever day it is', () => {
    const rolling = { ...RATE, window: { kind: 'rolling', days: 30 } as const }
    const evaluation = ask(rolling, {}, { facts: november(9) })
    expect(breachMoves(evaluation, [])).toMatchObject([{ identity: 'change-fail-rate@rolling-2026-11-22' }])
    expect(breachMoves(evaluation, [view(rolling, 'change-fail-rate@rolling-2026-11-03')])).toEqual([])
  })
  test('it is over when its window meets the target again; another window’s stays', () => {
    const evaluation = ask(RATE, {}, { facts: november(1) })
    expect(breachMoves(evaluation, [view(RATE, 'change-fail-rate@2026-11-01')])).toMatchObject([
      { kind: 'resolve', id: 'br_1' },
    ])
    expect(breachMoves(evaluation, [view(RATE, 'change-fail-rate@2026-10-01')])).toEqual([])
  })
  test('a later merge ends what describes the state of the code, not what an earlier change did', () => {
    expect(breachMoves(ask(COVERAGE, { event: 'push' }, passing), [view(COVERAGE, 'coverage@x')])).toMatchObject([
      { kind: 'resolve' },
    ])
    expect(breachMoves(ask(COVERAGE, { event: 'pull_request' }, passing), [view(COVERAGE, 'coverage@x')])).toEqual([])
    expect(breachMoves(ask(PATCH, { event: 'push' }, passing), [view(PATCH, 'patch-coverage@x')])).toEqual([])
  })
  test('at risk is met: it ends a breach as well', () => {
    const risky = { ...COVERAGE, warn: target('>=', '99.5', '%') }
    expect(breachMoves(ask(risky, { event: 'push' }, passing), [view(risky, 'coverage@x')])).toMatchObject([
      { kind: 'resolve' },
    ])
  })
  test('what was observed when its window began counts once the objective is enforced, and only then', () => {
    const observed = { ...view(RATE, 'change-fail-rate@2026-11-01'), observed: true as const }
    const missed = (enforcement: Objective['enforcement']) => ask({ ...RATE, enforcement }, {}, { facts: november(9) })
    expect(breachMoves(missed('observe'), [observed])).toEqual([])
    expect(breachMoves(missed('warn'), [{ ...observed, identity: 'change-fail-rate@2026-10-01' }])).toMatchObject([
      { kind: 'open' },
    ])
    const [move] = breachMoves(missed('warn'), [observed])
    expect(move).toMatchObject({ kind: 'count', id: 'br_1', enforcement: 'warn', transition: { kind: 'counted' } })
    expect(breachMoves(missed('warn'), [view(RATE, 'change-fail-rate@2026-11-01')])).toEqual([])
  })
  test('a window is no pull request’s fault, a change is', () => {
    const pull_request = { number: 7, title: 'x', author: 'dev', labels: [] }
    expect(opened(ask(RATE, { pull_request }, { facts: november(9) })).pr).toBeUndefined()
    expect(opened(ask(COVERAGE, { event: 'push', pull_request }, failing)).pr).toBe(7)
  })
  test('ids sort by when breaches opened: the time first, in a fixed width', () => {
    expect(opened(ask(COVERAGE, { event: 'push' }, failing)).id).toMatch(
      new RegExp(`^br_${at('2026-11-22').toString(16).padStart(12, '0')}[0-9a-f]{16}$`),
    )
  })
  test('missing data ends none', () => {
    expect(breachMoves(ask(COVERAGE, { event: 'push' }), [view(COVERAGE, 'coverage@x')])).toEqual([])
  })
})

describe('a breach’s life', () => {
  const breach = opened(ask(COVERAGE, { event: 'push' }, failing))
  const step = { at: '2026-11-23T00:00:00.000Z', kind: 'resolved', by: { engine: true } } as const

  test('resolving twice changes nothing more', () => {
    const resolved = resolveBreach(breach, step)
    expect(resolved).toMatchObject({ status: 'resolved', resolved_at: step.at })
    expect(resolveBreach(resolved, step)).toBe(resolved)
  })
  test('what was overturned is over: no good figure resolves it as well', () => {
    const overturned: Breach = { ...breach, status: 'overturned' }
    expect(resolveBreach(overturned, step)).toBe(overturned)
  })
  test('let through by agreement it never was one, whatever became of it, and nothing opens it again', () => {
    const at = '2026-11-25T00:00:00.000Z'
    const step = { at, kind: 'exempted', by: { engine: true } } as const
    for (const was of [{}, { status: 'acknowledged' }, { status: 'resolved' }] as const) {
      const taken = exemptBreach({ ...breach, ...was }, breach.opened_at, step)
      expect(taken).toMatchObject({ status: 'overturned', timeline: [...breach.timeline, step] })
      expect(exemptBreach(taken, breach.opened_at, step)).toBe(taken)
      expect(reopenBreach(taken, breach)).toBe(taken)
      expect(asideAt(taken, at)).toBe('overturned')
      expect(asideAt(taken, '2026-11-24T00:00:00.000Z')).toBeNull()
    }
    const disputed = exemptBreach({ ...breach, status: 'disputed', beneath: 'open' }, breach.opened_at, step)
    expect(disputed).toMatchObject({ status: 'disputed', beneath: 'overturned' })
    // Who owes it could else clear it with a reason that is given afterwards.
    expect(exemptBreach(breach, '2026-11-22T00:00:00.001Z', step)).toBe(breach)
  })
  test('gone wrong again shows how wrong it is now', () => {
    const again = reopenBreach(resolveBreach(breach, step), { ...breach, value: 0.5, display: '0.5 %' })
    expect([again.value, again.display]).toEqual([0.5, '0.5 %'])
  })
  test('what counts from now on says since when, once', () => {
    const recorded: Breach = { ...breach, contractual: false, enforcement: 'observe' }
    const counted = countBreach(recorded, 'warn', { ...step, kind: 'counted', value: 0.5, display: '0.5 %' })
    expect(counted).toMatchObject({ contractual: true, enforcement: 'warn', status: 'open', display: '0.5 %' })
    expect(counted.timeline.map(({ kind }) => kind)).toEqual(['opened', 'counted'])
    expect(countBreach(counted, 'block', step)).toBe(counted)
    expect(countBreach(resolveBreach(recorded, step), 'warn', step).contractual).toBe(false)
  })
  test('the same window gone wrong again is the same breach with a longer story', () => {
    const again = reopenBreach(resolveBreach(breach, step), breach)
    expect([again.id, again.status, again.resolved_at, again.timeline.map((one) => one.kind)]).toEqual([
      breach.id,
      'open',
      undefined,
      ['opened', 'resolved', 'reopened'],
    ])
    expect(reopenBreach(breach, breach)).toBe(breach)
  })
})

test('a merge is a push to the default branch, or one that names no branch', () => {
  expect(isMerge({ event: 'push', ref: 'master' })).toBe(true)
  expect(isMerge({ event: 'pull_request' })).toBe(false)
})
