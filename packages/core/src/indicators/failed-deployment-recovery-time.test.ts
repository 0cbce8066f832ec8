import { describe, expect, test } from 'vitest'
import { subjectRef, versionRef } from '../events/identity.ts'
import type { WindowFact } from '../facts/facts.ts'
import { corrects, deployment, heartbeat, incident, outage, ref } from '../testing/facts.ts'
import { figure, measure, windowIndicator, windowInput } from '../testing/measure.ts'

const KEY = 'failed-deployment-recovery-time'
const MINUTE = 60
const day = (time: string) => `2026-11-10T${time}:00Z`
const WATCHED = heartbeat('2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z')
const minutes = (facts: WindowFact[], own = {}) => {
  const found = figure(KEY, facts, own)
  return typeof found === 'number' ? found / MINUTE : found
}
const failed = deployment('bad', day('10:00'), { status: 'failure' })
const good = deployment('good', day('10:00'))
const caused = { cause: subjectRef('good') }

describe('a failed deployment is recovered by the earliest of', () => {
  test.each([
    { why: 'the next success', facts: [failed, deployment('next', day('10:45'))], after: 45 },
    {
      why: 'a rollback that names it',
      facts: [
        good,
        ...outage('x', day('10:05'), day('11:00'), caused),
        deployment('back', day('10:25'), { rollsBack: subjectRef('good') }),
      ],
      after: 25,
    },
    { why: 'the end of its incident', facts: [good, ...outage('x', day('10:05'), day('11:00'), caused)], after: 60 },
    {
      why: 'a fix of its incident',
      facts: [
        good,
        ...outage('x', day('10:05'), day('11:00'), caused),
        deployment('fix', day('10:50'), { fixesIncident: subjectRef('x') }),
      ],
      after: 50,
    },
    {
      why: 'the end of its incident, where it says itself that it fixes that: no deployment mends itself',
      facts: [
        deployment('good', day('10:00'), { fixesIncident: subjectRef('x') }),
        ...outage('x', day('10:05'), day('11:00'), caused),
      ],
      after: 60,
    },
    {
      why: 'a rollback that ran before anybody said that there was an incident',
      facts: [
        good,
        ...outage('x', day('10:07'), day('10:30'), caused),
        deployment('back', day('10:05'), { rollsBack: subjectRef('good') }),
      ],
      after: 5,
    },
    {
      why: 'the last of its incidents to end',
      facts: [
        good,
        ...outage('x', day('10:05'), day('10:30'), caused),
        ...outage('y', day('10:10'), day('11:10'), caused),
      ],
      after: 70,
    },
    {
      why: 'a success that follows the trouble, and not one that came before it',
      facts: [
        good,
        deployment('between', day('10:10')),
        ...outage('x', day('10:20'), day('11:00'), caused),
        deployment('after', day('10:40')),
      ],
      after: 40,
    },
    {
      why: 'a success that follows the first of its incidents, though another began after it',
      facts: [
        good,
        ...outage('x', day('10:05'), day('11:00'), caused),
        deployment('between', day('10:10')),
        ...outage('y', day('10:20'), day('11:10'), caused),
      ],
      after: 10,
    },
    {
      why: 'the last of its incidents to end, also where that is the one that began first',
      facts: [
        good,
        ...outage('x', day('10:05'), day('11:10'), caused),
        ...outage('y', day('10:10'), day('10:30'), caused),
      ],
      after: 70,
    },
    {
      why: 'the next success of one that failed by itself, whatever an incident said of it later',
      facts: [
        failed,
        deployment('next', day('10:15')),
        ...outage('x', day('10:30'), day('11:00'), { cause: subjectRef('bad') }),
      ],
      after: 15,
    },
    {
      why: 'the next success there, not in another region',
      facts: [
        { ...failed, environment: 'prod-eu' },
        deployment('us', day('10:15'), { environment: 'prod-us' }),
        deployment('eu', day('10:50'), { environment: 'prod-eu' }),
      ],
      after: 50,
    },
    {
      why: 'a redeploy of what ran before',
      facts: [deployment('v1', day('09:00')), failed, deployment('v1b', day('10:20'), { version: versionRef('v1') })],
      after: 20,
    },
    {
      why: 'a success of something new, and not a redeploy of what was running',
      facts: [
        good,
        ...outage('x', day('10:05'), day('11:00'), caused),
        deployment('again', day('10:10'), { version: versionRef('good') }),
        deployment('next', day('10:40')),
      ],
      after: 40,
    },
    {
      why: 'the end of its incident, and not a redeploy of what came between',
      facts: [
        good,
        deployment('between', day('10:10')),
        ...outage('x', day('10:20'), day('11:00'), caused),
        deployment('again', day('10:40'), { version: versionRef('between') }),
      ],
      after: 60,
    },
    {
      why: 'a redeploy that says what it fixes',
      facts: [
        good,
        ...outage('x', day('10:05'), day('11:00'), caused),
        deployment('again', day('10:10'), { version: versionRef('good'), fixesIncident: subjectRef('x') }),
      ],
      after: 10,
    },
    {
      why: 'a success, and not a failed or cancelled try, or one that never reached production',
      facts: [
        failed,
        deployment('n1', day('10:10'), { status: 'cancelled' }),
        deployment('n2', day('10:20'), { reachedProduction: false }),
        deployment('n3', day('10:30')),
      ],
      after: 30,
    },
  ])('$why', ({ facts, after }) => expect(minutes(facts)).toBe(after))

  test('one sample for each failed deployment, and each until it works again', () => {
    const facts = [failed, deployment('bad2', day('10:10'), { status: 'failure' }), deployment('ok', day('10:30'))]
    expect(measure(KEY, facts).samples).toBe(2)
    expect([minutes(facts), minutes(facts, { asks: { statistic: 'each' } })]).toEqual([20, 30])
  })
  test('only what a change caused: an incident alone is none', () =>
    expect(figure(KEY, [...outage('x', day('10:00'), day('11:00'), { cause: 'none' }), good, WATCHED])).toBe(
      'no_cases',
    ))
  test('it names the remediation and the deployment', () => {
    const next = deployment('next', day('10:45'))
    expect(measure(KEY, [failed, next]).evidence.case).toEqual({
      events: [next.event, failed.event],
      value: 45 * MINUTE,
    })
  })
})

describe('the window of a recovery is that of its remediation', () => {
  const late = deployment('bad', '2026-10-31T23:30:00Z', { status: 'failure' })
  test('failed in October, recovered in November', () => {
    const facts = [late, deployment('next', '2026-11-01T00:30:00Z')]
    expect(minutes(facts)).toBe(60)
    expect(minutes(facts, { from: '2026-10-01', to: '2026-11-01' })).toBe('not_watched')
  })
})

describe('still open', () => {
  const asks = { overdueFromMs: 3_600_001 }
  test('it counts with its age once past its target, in the window of the breach', () => {
    expect(minutes([failed], { asks, now: day('11:00') })).toBe('not_watched')
    expect(measure(KEY, [failed], { asks, now: day('13:00') })).toMatchObject({
      value: { num: 10_800_000n, den: 1_000n },
      samples: 1,
      evidence: { open: [{ events: [failed.event], value: 10_800 }] },
    })
    expect(minutes([failed], { asks, from: '2026-12-01', to: '2027-01-01' })).toBe('not_watched')
  })
  test('without a target it is not counted', () =>
    expect(minutes([failed, WATCHED], { now: day('13:00') })).toBe('no_cases'))
})

describe('rule 4 and rule 11', () => {
  test('no failed deployment in a time that was watched is as good as can be', () =>
    expect(measure(KEY, [good, WATCHED])).toMatchObject({ kind: 'no_cases', samples: 0 }))
  test('and unknown where nobody was watching', () => expect(figure(KEY, [good])).toBe('not_watched'))
  test('what it would be without presumed failures is told apart', () => {
    const presumed = [good, ...outage('x', day('10:05'), day('12:00'))]
    expect(measure(KEY, presumed)).toMatchObject({ withoutPresumed: null })
    const both = [
      ...presumed,
      deployment('bad', '2026-11-12T10:00:00Z', { status: 'failure' }),
      deployment('n', '2026-11-12T10:10:00Z'),
    ]
    expect(measure(KEY, both, { asks: { statistic: 'each' } })).toMatchObject({
      value: { num: 7_200_000n },
      withoutPresumed: { num: 600_000n },
    })
    expect(measure(KEY, [failed, deployment('next', day('10:45'))])).not.toHaveProperty('withoutPresumed')
  })
  test('an end before the deployment finished is dropped, and said', () => {
    const facts = [good, ...outage('x', day('09:30'), day('09:50'), caused), WATCHED]
    expect(measure(KEY, facts)).toMatchObject({
      kind: 'no_cases',
      evidence: { not_counted: [{ reason: 'negative_span' }] },
    })
  })
  test('uncounted deployments recover from nothing', () => {
    const cancelled = deployment('c', day('10:00'), { status: 'cancelled' })
    const early = deployment('e', day('10:00'), { status: 'failure', reachedProduction: false })
    expect(figure(KEY, [cancelled, early, deployment('next', day('10:30')), WATCHED])).toBe('no_cases')
  })
  test('a correction of the failure takes it away', () => {
    const right = deployment('bad', day('10:00'), { event: ref('right') })
    expect(
      figure(KEY, [failed, right, deployment('n', day('11:00')), WATCHED], { corrections: [corrects(failed, right)] }),
    ).toBe('no_cases')
  })
})

test('an incident that was called off has mended nothing', () => {
  const off = [
    deployment('bad', day('10:00')),
    incident('x', day('10:05'), { cause: subjectRef('bad') }),
    incident('x', day('10:06'), { action: 'cancelled' }),
    deployment('good', day('11:00')),
  ]
  expect(figure(KEY, off)).toBe(3_600)
})

test('rule 17: reopened and downgraded incidents are shown beside it', () => {
  const facts = [
    ...outage('x', day('10:00'), day('10:10')),
    incident('x', day('10:20'), { action: 'reopened' }),
    incident('w', day('10:00')),
    incident('w', day('10:20'), { action: 'reopened' }),
    incident('y', day('10:00')),
    incident('y', day('10:05'), { action: 'severity_changed', severity: 3 }),
    incident('v', day('10:00')),
    incident('v', day('10:05'), { action: 'resolved', severity: 2 }),
    incident('z', '2026-10-10T10:00:00Z'),
    incident('z', '2026-10-10T10:05:00Z', { action: 'severity_changed', severity: 3 }),
  ]
  const beside = windowIndicator(KEY).beside?.(windowInput(facts))
  expect(beside?.map(({ title, value }) => [title, value.num])).toEqual([
    ['Reopened incidents', 1n],
    ['Downgraded incidents', 2n],
  ])
})
