import { describe, expect, test } from 'vitest'
import { subjectRef, versionRef } from '../events/identity.ts'
import { RULES } from '../testing/agreement.ts'
import { deployment, incident, ref } from '../testing/facts.ts'
import { failedBy, judged, uncounted } from '../testing/linked.ts'
import { deploymentsOf } from './deployments.ts'
import type { WindowFact } from './facts.ts'

const v1 = deployment('1', '2026-11-01T10:00:00Z')
const v2 = deployment('2', '2026-11-02T10:00:00Z')

describe('rule 11: what counts neither above nor below the line', () => {
  test('an immediate redeploy of what is running', () => {
    const again = deployment('2b', '2026-11-02T11:00:00Z', { version: versionRef('2') })
    expect([uncounted([v1, v2, again], '2'), uncounted([v1, v2, again], '2b')]).toEqual([null, 'redeploy'])
  })
  test('each within a link window of the one before, however long that goes on', () => {
    const again = ['2026-11-01T22:00:00Z', '2026-11-02T20:00:00Z', '2026-11-03T18:00:00Z'].map((time, i) =>
      deployment(`1-${i}`, time, { version: versionRef('1') }),
    )
    expect(again.map((_, i) => uncounted([v1, ...again], `1-${i}`))).toEqual(['redeploy', 'redeploy', 'redeploy'])
  })
  test('what never reached production is not what is running', () => {
    const built = deployment('2a', '2026-11-02T09:00:00Z', { version: versionRef('2'), reachedProduction: false })
    expect(uncounted([built, v2], '2')).toBeNull()
  })
  test.each([{ rollsBack: subjectRef('x') }, { fixesIncident: subjectRef('x') }])(
    'a rollback or fix to the same version is no redeploy: %o',
    (own) => {
      const again = deployment('2b', '2026-11-02T11:00:00Z', { version: versionRef('2'), ...own })
      expect(uncounted([v2, again], '2b')).toBeNull()
    },
  )
  test('rule 1: the link window is half-open: its last millisecond is still immediate, its end is not', () => {
    const again = (time: string) => deployment('1b', time, { version: versionRef('1') })
    expect(uncounted([v1, again('2026-11-02T09:59:59.999Z')], '1b')).toBe('redeploy')
    expect(uncounted([v1, again('2026-11-02T10:00:00Z')], '1b')).toBeNull()
  })
  test.each([
    {
      why: 'another version ran in between',
      facts: [v1, v2, deployment('1b', '2026-11-02T11:00:00Z', { version: versionRef('1') })],
      id: '1b',
    },
    {
      why: 'it comes a link window later',
      facts: [v1, deployment('1b', '2026-11-02T10:00:00Z', { version: versionRef('1') })],
      id: '1b',
    },
    {
      why: 'the first try failed',
      facts: [
        deployment('6', '2026-11-06T10:00:00Z', { status: 'failure' }),
        deployment('6b', '2026-11-06T11:00:00Z', { version: versionRef('6') }),
      ],
      id: '6b',
    },
    {
      why: 'an incident names it',
      facts: [
        v1,
        deployment('1b', '2026-11-01T11:00:00Z', { version: versionRef('1') }),
        incident('x', '2026-11-01T12:00:00Z', { cause: subjectRef('1b') }),
      ],
      id: '1b',
    },
  ])('the same version counts when $why', ({ facts, id }) => expect(uncounted(facts, id)).toBeNull())
  test('an incident after a redeploy is presumed of the deployment that brought the version', () => {
    const again = deployment('2b', '2026-11-02T11:00:00Z', { version: versionRef('2') })
    const facts = [v1, v2, again, incident('x', '2026-11-02T12:00:00Z')]
    expect(['2', '2b'].map((id) => failedBy(facts, id))).toEqual(['presumed', null])
  })
  test('cancelled deployments', () =>
    expect(uncounted([deployment('7', '2026-11-07', { status: 'cancelled' })], '7')).toBe('cancelled'))
  test('a pipeline that failed before production, unless agreed', () => {
    const failed = deployment('8', '2026-11-08', { status: 'failure', reachedProduction: false })
    expect([uncounted([failed], '8'), uncounted([failed], '8', { failedPipelinesCount: true })]).toEqual([
      'failed_before_production',
      null,
    ])
  })
})

test('rule 13: two events of one deployment are one, the later finish counts', () => {
  const first = deployment('9', '2026-11-09T10:00:00Z', { status: 'failure' })
  const second = deployment('9', '2026-11-09T11:00:00Z', { event: ref('other') })
  expect(deploymentsOf([first, second], () => RULES)).toMatchObject([{ event: ref('other'), failed: null }])
})

describe('rule 13: a deployment is one within its environment', () => {
  const [eu, us] = [{ environment: 'eu' }, { environment: 'us' }]
  const both = [
    deployment('1', '2026-11-01T10:00:00Z', { ...eu, event: ref('eu 1') }),
    deployment('1', '2026-11-01T10:05:00Z', { ...us, event: ref('us 1') }),
  ]
  const failedOf = (facts: WindowFact[]) => {
    const all = judged(facts)
    return ['eu 1', 'us 1'].map((name) => all[ref(name)]?.failed?.rule ?? null)
  }

  test('the same id and version in two of them are two, and neither is a redeploy', () => {
    expect(Object.values(judged(both)).map((one) => one.uncounted)).toEqual([null, null])
  })
  test('an incident, a rollback and a fix mean the one where they happened', () => {
    const named = { cause: subjectRef('1') }
    expect(failedOf([...both, incident('x', '2026-11-01T11:00:00Z', { ...eu, ...named })])).toEqual([
      'named_by_incident',
      null,
    ])
    const rollback = deployment('2', '2026-11-01T12:00:00Z', { ...us, rollsBack: subjectRef('1') })
    expect(failedOf([...both, rollback])).toEqual([null, 'rolled_back_or_fixed'])
  })
  test('an incident that says not where means every one of that name, and is presumed of the nearest', () => {
    expect(failedOf([...both, incident('x', '2026-11-01T11:00:00Z', { cause: subjectRef('1') })])).toEqual([
      'named_by_incident',
      'named_by_incident',
    ])
    expect(failedOf([...both, incident('x', '2026-11-01T11:00:00Z')])).toEqual([null, 'presumed'])
    expect(failedOf([...both, incident('x', '2026-11-01T11:00:00Z', eu)])).toEqual(['presumed', null])
  })
})
