import { describe, expect, test } from 'vitest'
import type { Objective, Target, Unit } from '../agreement/terms.ts'
import { breachMoves } from '../breach/moves.ts'
import type { WindowFact } from '../facts/facts.ts'
import { ratio } from '../number/ratio.ts'
import { objective, target } from '../testing/agreement.ts'
import { deployment, heartbeat, incident, measurement, outage, shipped } from '../testing/facts.ts'
import { gate, only } from '../testing/gate.ts'
import { agreed, MONTH } from '../testing/window.ts'

const restore = (value: string, unit: Unit, own: Partial<Objective> = {}) =>
  objective({
    indicator: 'time-to-restore',
    target: target('<=', value, unit),
    window: MONTH,
    statistic: 'median',
    ...own,
  })
const NOW = '2026-11-22'
const judged = (one: Objective, facts: WindowFact[], now = NOW) => only(gate({ versions: agreed(one), now, facts }))
const lasting = (ms: number, id = 'x') =>
  outage(id, '2026-11-10T10:00:00Z', new Date(Date.UTC(2026, 10, 10, 10) + ms).toISOString())
const HOUR = 3_600_000

describe('`each`: every single case must hold, on whichever side of the target', () => {
  const band = { kind: 'band', low: ratio(1), high: ratio(4), unit: 'h', text: '1h..4h' } as const
  const worst = (agreedTarget: Target, ...hours: number[]) => {
    const facts = hours.flatMap((length, i) => lasting(length * HOUR, `${i}`))
    const { status, display, evidence } = judged(restore('1', 'h', { target: agreedTarget, statistic: 'each' }), facts)
    return [status, display, evidence.formula]
  }
  test.each([
    { agreedTarget: band, hours: [3, 0.5], expected: ['breached', '30 min', 'worst of 2 incidents'] },
    { agreedTarget: band, hours: [0.5, 6, 3], expected: ['breached', '6 h', 'worst of 3 incidents'] },
    { agreedTarget: band, hours: [2, 3, 1.5], expected: ['met', '1 h 30 min', 'worst of 3 incidents'] },
    { agreedTarget: target('==', '2', 'h'), hours: [2, 1, 2], expected: ['breached', '1 h', 'worst of 3 incidents'] },
    {
      agreedTarget: target('>=', '2', 'h'),
      hours: [2, 1, 3],
      expected: ['breached', '1 h', 'shortest of 3 incidents'],
    },
  ])('$hours h against $agreedTarget.text', ({ agreedTarget, hours, expected }) =>
    expect(worst(agreedTarget, ...hours)).toEqual(expected),
  )
})

describe('rule 3: a duration is told in seconds to machines, and in hours, minutes and seconds to people', () => {
  test.each([
    { unit: 'h', value: '4', ms: 4 * HOUR, status: 'met', display: '4 h', margin: '0 s left', shown: '≤ 4 h' },
    {
      unit: 'h',
      value: '4',
      ms: 4 * HOUR + 1,
      status: 'breached',
      display: '4 h 1 s',
      margin: '0.001 s over',
      shown: '≤ 4 h',
    },
    {
      unit: 'm',
      value: '90',
      ms: 5_399_500,
      status: 'met',
      display: '1 h 30 min',
      margin: '0.5 s left',
      shown: '≤ 90 min',
    },
    {
      unit: 'm',
      value: '1.5',
      ms: 26 * HOUR,
      status: 'breached',
      display: '26 h',
      margin: '25 h 58 min 30 s over',
      shown: '≤ 1.5 min',
    },
    { unit: 's', value: '30', ms: 0, status: 'met', display: '0 s', margin: '30 s left', shown: '≤ 30 s' },
  ] as const)(
    '$ms ms against <= $value$unit reads $display, $margin',
    ({ unit, value, ms, status, display, margin, shown }) => {
      expect(judged(restore(value, unit), lasting(ms))).toMatchObject({
        status,
        display,
        margin,
        target: shown,
        unit: 's',
        value: ms / 1000,
        target_bounds: { op: '<=' },
      })
    },
  )
  test('bounds, trend and cases are in seconds too', () => {
    const facts = [...outage('o', '2026-10-10T10:00:00Z', '2026-10-10T11:00:00Z'), ...lasting(2 * HOUR)]
    const result = judged(restore('4', 'h'), facts)
    expect(result.target_bounds).toEqual({ op: '<=', value: 14_400 })
    expect(result.trend?.map(({ value }) => value)).toEqual([null, 3_600, 7_200])
    expect(result.evidence.case?.value).toBe(7_200)
  })
  test('a target below, met within its last second, gets the digits that say so', () => {
    const below = restore('4', 'h', { target: target('<', '4', 'h') })
    expect(judged(below, lasting(4 * HOUR - 1)).display).toBe('3 h 59 min 59.999 s')
    expect(judged(below, lasting(4 * HOUR))).toMatchObject({ status: 'breached', margin: 'exactly at it' })
  })
  test('a band of durations has both ends in seconds', () => {
    const band: Target = { kind: 'band', low: ratio(1), high: ratio(2), unit: 'h', text: '1h..2h' }
    expect(judged(restore('1', 'h', { target: band }), lasting(3 * HOUR))).toMatchObject({
      status: 'breached',
      target: '1 h to 2 h',
      target_bounds: { low: 3_600, high: 7_200 },
      margin: '1 h over',
    })
  })
  test('latencies stay in milliseconds where the target is', () => {
    const slow = objective({ indicator: 'reported:answer', target: target('<=', '300', 'ms'), window: MONTH })
    const facts = [measurement('reported:answer', 0.3121, '2026-11-05', { unit: 's' })]
    expect(judged(slow, facts)).toMatchObject({ display: '313 ms', margin: '13 ms over', unit: 's', value: 0.3121 })
  })
})

describe('the agreed statistic', () => {
  const facts = [...lasting(HOUR, 'a'), ...lasting(2 * HOUR, 'b'), ...lasting(9 * HOUR, 'c')]
  test.each([
    ['median', 'met', 7_200],
    ['p95', 'breached', 32_400],
    ['each', 'breached', 32_400],
    ['mean', 'met', 14_400],
  ] as const)('%s: %s', (statistic, status, value) =>
    expect(judged(restore('4', 'h', { statistic }), facts)).toMatchObject({ statistic, status, value, samples: 3 }),
  )
  test('`warn` is read the same way', () =>
    expect(judged(restore('4', 'h', { warn: target('<=', '90', 'm') }), facts).status).toBe('at_risk'))
})

describe('rule 4: nothing happened', () => {
  const watched = heartbeat('2026-11-01T00:00:00Z', '2026-11-22T00:00:00Z')
  test('in a time that was watched it is met, and reads 0 cases', () => {
    expect(judged(restore('4', 'h'), [watched])).toMatchObject({
      status: 'met',
      value: null,
      display: '0 cases',
      margin: '',
      samples: 0,
    })
    expect(gate({ versions: agreed(restore('4', 'h')), now: NOW, facts: [watched] }).verdict).toBe('pass')
  })
  test('and what has begun is said, before it is late', () =>
    expect(judged(restore('4', 'h'), [watched, incident('x', '2026-11-21T23:00:00Z')])).toMatchObject({
      status: 'met',
      display: '0 cases, 1 open',
    }))
  test('otherwise nothing is known', () =>
    expect(judged(restore('4', 'h'), [])).toMatchObject({
      status: 'no_data',
      no_data_reason: 'not_watched',
      display: '',
    }))
  test('it ends the breach of its window', () => {
    const open = {
      id: 'br',
      objective: 'time-to-restore',
      identity: 'time-to-restore@2026-11-01',
      openedAt: 0,
      status: 'open',
    } as const
    const evaluation = gate({ versions: agreed(restore('4', 'h')), now: NOW, facts: [watched], open: [open] })
    expect(breachMoves(evaluation, [open])).toMatchObject([
      { kind: 'resolve', id: 'br', transition: { display: '0 cases' } },
    ])
  })
})

test('an incident that goes on is a breach now, though nothing has ended', () => {
  const open = [incident('x', '2026-11-21T19:00:00Z')]
  expect(judged(restore('4', 'h'), open)).toMatchObject({ status: 'breached', display: '5 h', samples: 1 })
  expect(judged(restore('4', 'h'), open, '2026-11-21T23:00:00Z').status).toBe('no_data')
  expect(judged(restore('4', 'h', { severity: ['sev3'] }), open).status).toBe('no_data')
})

test('rule 17: lead time shows change fail rate and rework beside it', () => {
  const lead = objective({ indicator: 'lead-time-for-changes', target: target('<=', '24', 'h'), window: MONTH })
  const facts = [...shipped('a', '2026-11-02T12:00:00Z', [['one', '2026-11-02T10:00:00Z']])]
  const result = only(gate({ versions: agreed(lead), now: NOW, facts, deployedBefore: true }))
  expect(result.counter?.map(({ title, display }) => [title, display])).toEqual([
    ['Change fail rate', '0.0 %'],
    ['Deployment rework rate', '0.0 %'],
  ])
  expect(only(gate({ versions: agreed(lead), now: NOW, facts })).no_data_reason).toBe('no_events')
  const again = [deployment('z', '2026-09-01T00:00:00Z'), ...facts]
  expect(only(gate({ versions: agreed(lead), now: NOW, facts: again })).status).toBe('met')
})
