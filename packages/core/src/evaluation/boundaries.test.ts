import { describe, expect, test } from 'vitest'
import type { Objective } from '../agreement/terms.ts'
import { at, objective, target, version } from '../testing/agreement.ts'
import { deployment } from '../testing/facts.ts'
import { coverage, gate, only, SHA } from '../testing/gate.ts'
import { exemptionClaim } from './exemption.ts'
import { factsNeeded } from './facts-needed.ts'

const agreed = (...objectives: Objective[]) => [version(1, '2026-01-01', { objectives })]
const frequency = (days: number, unit: '/day' | '/week', own: Partial<Objective> = {}) =>
  objective({
    indicator: 'deployment-frequency',
    target: target('>=', '1', unit),
    window: { kind: 'rolling', days },
    enforcement: 'warn',
    ...own,
  })
/** Two deployments a day, at 9 and 10 o'clock. */
const daily = Array.from({ length: 40 }, (_, i) =>
  deployment(`${i}`, new Date(Date.UTC(2026, 10, 1 + Math.floor(i / 2), 9 + (i % 2))).toISOString()),
)

describe('deployment frequency over a rolling window', () => {
  const status = (one: Objective, now: string) => only(gate({ versions: agreed(one), now, facts: daily })).status
  test('seven days never become a whole week by the clock, and are judged per week all the same', () => {
    expect([
      status(frequency(7, '/week'), '2026-11-15'),
      status(frequency(7, '/week'), '2026-11-15T23:59:59Z'),
    ]).toEqual(['met', 'met'])
  })
  test('one that has only begun is too young', () => {
    const versions = [version(1, '2026-11-12', { objectives: [frequency(7, '/week')] })]
    expect(only(gate({ versions, now: '2026-11-15', facts: daily })).no_data_reason).toBe('window_too_young')
  })
  test('today alone never becomes a whole day either: it is judged from its first moment', () => {
    const today = (time: string) => status(frequency(1, '/day'), `2026-11-15T${time}Z`)
    expect([today('00:00:00'), today('01:00:00'), today('09:30:00'), today('23:59:59')]).toEqual([
      'no_data',
      'breached',
      'met',
      'met',
    ])
  })
  test('one that is cut short by the beginning of what was agreed waits for its unit', () => {
    const versions = [version(1, '2026-11-15T06:00:00Z', { objectives: [frequency(1, '/day')] })]
    const reason = (now: string) => only(gate({ versions, now, facts: daily })).no_data_reason
    expect([reason('2026-11-15T23:00:00Z'), reason('2026-11-16T01:00:00Z')]).toEqual(['window_too_young', undefined])
  })
  test('rule 6: `warn` is read in its own unit: 14 a week are not 2 where the target is per day', () => {
    const ask = (perWeek: string) =>
      status(frequency(10, '/day', { warn: target('>=', perWeek, '/week') }), '2026-11-15')
    expect([ask('14'), ask('15')]).toEqual(['met', 'at_risk'])
  })
  test('is 0 for a service whose only try in reach failed: whether it ran before is not looked up then', () => {
    const failed = [deployment('1', '2026-11-05', { status: 'failure' })]
    expect(only(gate({ versions: agreed(frequency(30, '/day')), now: '2026-11-15', facts: failed }))).toMatchObject({
      status: 'breached',
      value: 0,
    })
  })
})

test('deployment frequency per week over calendar weeks is judged when each is over, also one of 167 hours', () => {
  const weekly = frequency(7, '/week', { window: { kind: 'calendar', unit: 'week' } })
  const berlin = [version(1, '2026-01-01', { objectives: [weekly], timeZone: 'Europe/Berlin' })]
  const one = [deployment('spring', '2026-03-25T10:00:00Z')]
  const result = only(gate({ versions: berlin, now: '2026-03-30T10:00:00Z', facts: one }))
  expect([result.no_data_reason, result.trend?.at(-2)?.value]).toEqual(['window_too_young', 1])
})

test('rule 4: an empty report shows no uncovered lines, and that is no success', () => {
  const versions = agreed(objective({ indicator: 'uncovered-lines', target: target('<=', '10', 'lines') }))
  expect(only(gate({ versions, now: '2026-11-22', head: [coverage(0, 0)] }))).toMatchObject({
    status: 'no_data',
    value: null,
  })
})

test('evidence of a comparison names the reports that were compared, no others', () => {
  const versions = agreed(objective({ indicator: 'coverage-change', target: target('>=', '0', 'pp') }))
  const kept = coverage(8, 10)
  const gone = coverage(1, 10, { flag: 'gone' })
  const base = { facts: [kept, gone], baseline: { kind: 'base', commit_sha: SHA } as const }
  const { evidence } = only(gate({ versions, now: '2026-11-22', head: [coverage(9, 10)], base }))
  expect(evidence.events).toEqual([coverage(9, 10).event, kept.event])
})

test('rule 6: `max: 0` grants none, also where nobody counts', () => {
  const none = version(1, '2026-01-01', { exempt: { label: 'hotfix', max: 0, followUp: null } })
  const request = { service: 'checkout-api', event: 'push', commit_sha: SHA, exempt: { reason: 'x' } } as const
  expect(exemptionClaim(request, none, at('2026-11-22'))).toMatchObject({
    kind: 'refused',
    view: { reason: 'none_left' },
  })
})

test('a gate reads as far back as any version links: a deployment is linked by the one in force at its finish', () => {
  const rate = objective({
    indicator: 'change-fail-rate',
    target: target('<=', '15', '%'),
    window: { kind: 'calendar', unit: 'month' },
  })
  const [first] = agreed(rate)
  const wider = version(2, '2026-11-20', {
    objectives: [rate],
    incidents: { ...wide(), linkWindowMs: 40 * 24 * 3_600_000 },
  })
  expect(factsNeeded(first ? [first, wider] : [], 'checkout-api', at('2026-11-22'))?.window.from).toBe(at('2026-07-23'))
})

const wide = () => version(1, '2026-01-01', {}).terms.incidents
