import { describe, expect, test } from 'vitest'
import { rulesAt } from '../evaluation/rules-at.ts'
import { nameRef, subjectRef, versionRef } from '../events/identity.ts'
import type { CorrectionFact, WindowFact } from '../facts/facts.ts'
import type { StandingExclusion } from '../standing/standing.ts'
import { at } from '../testing/agreement.ts'
import { deployment, incident, ref } from '../testing/facts.ts'
import { exclusion } from '../testing/standing.ts'
import { serviceHealth } from './health.ts'

const look = (facts: WindowFact[], corrections: CorrectionFact[] = [], exclusions: StandingExclusion[] = []) =>
  serviceHealth({
    exclusions,
    window: { from: at('2026-11-01'), to: at('2026-12-01') },
    now: at('2026-12-01'),
    facts,
    corrections,
    rulesAt: rulesAt([]),
  })
const codes = (facts: WindowFact[]) => look(facts).findings.map(({ code }) => code)

describe('what became of deployments and incidents', () => {
  const facts = [
    deployment('ok', '2026-11-02T10:00:00Z'),
    deployment('again', '2026-11-02T11:00:00Z', { version: versionRef('ok') }),
    deployment('stopped', '2026-11-03T10:00:00Z', { status: 'cancelled' }),
    deployment('broken', '2026-11-04T10:00:00Z', { status: 'failure' }),
    deployment('blamed', '2026-11-05T10:00:00Z'),
    deployment('suspect', '2026-11-08T10:00:00Z'),
    deployment('before', '2026-10-30T10:00:00Z'),
    incident('named', '2026-11-06T20:00:00Z', { cause: subjectRef('blamed') }),
    incident('presumed', '2026-11-08T12:00:00Z'),
    incident('excused', '2026-11-20T12:00:00Z', { cause: 'none' }),
    incident('alone', '2026-11-25T12:00:00Z'),
  ]
  const health = look(facts)
  test('deployments of the window are counted by the rule that failed them', () =>
    expect(health.deployments).toEqual({
      total: 6,
      counted: 4,
      failed: 3,
      by_rule: { named_by_incident: 1, rolled_back_or_fixed: 0, status: 1, presumed: 1 },
    }))
  test('incidents are told apart by what ties them to a deployment', () =>
    expect(health.incidents).toEqual({ total: 4, linked: 1, presumed: 1, excused: 1, unlinked: 1 }))
  test('what was not counted is named with its reason', () =>
    expect(health.not_counted.map(({ reason }) => reason).sort()).toEqual(['cancelled', 'redeploy']))
  test('what lies in time that both took out is named with whose exclusion, and an incident in it blames nothing', () => {
    const exclusions = [
      exclusion('2026-11-05', '2026-11-08T11:00:00Z'),
      exclusion('2026-11-20', '2026-11-21', { id: 'ex_2' }),
    ]
    const left = look(facts, [], exclusions)
    expect(left.not_counted.filter(({ reason }) => reason === 'excluded')).toEqual(
      [deployment('blamed', '2026-11-05'), deployment('suspect', '2026-11-08')]
        .map(({ event }) => ({ event, reason: 'excluded', exclusion: 'ex_1' }))
        .sort((a, b) => (a.event < b.event ? -1 : 1)),
    )
    expect(left.deployments).toMatchObject({ total: 6, counted: 2, failed: 1 })
  })
  test('a cause that was never received links nothing', () =>
    expect(look([incident('x', '2026-11-02T10:00:00Z', { cause: subjectRef('nobody') })]).incidents).toMatchObject({
      linked: 0,
      unlinked: 1,
    }))
  test('rule 11: nor does a cause that counts nowhere, and what is presumed all the same is told', () => {
    const stopped = deployment('stopped', '2026-11-02T09:00:00Z', { status: 'cancelled' })
    const trouble = incident('x', '2026-11-02T11:00:00Z', { cause: subjectRef('stopped') })
    const found = look([deployment('ok', '2026-11-02T10:00:00Z'), stopped, trouble])
    expect(found.incidents).toMatchObject({ linked: 0, presumed: 1 })
  })
  test('any order tells the same', () => expect(look(facts.toReversed())).toEqual(health))
  test('corrected and imported events are named too, and those outside the window are not', () => {
    const wrong = deployment('wrong', '2026-11-02T10:00:00Z')
    const right = deployment('right', '2026-11-02T10:00:00Z', { event: ref('right') })
    const old = deployment('old', '2026-11-07T10:00:00Z', { reconstructed: true })
    const correction = { kind: 'correction', target: wrong.event, by: right.event, time: 1, id: 'right' } as const
    const outside = deployment('outside', '2026-10-20T10:00:00Z', { reconstructed: true })
    const found = look([wrong, right, old, outside], [correction])
    expect(found.deployments).toMatchObject({ total: 2, counted: 1 })
    expect(found.not_counted).toEqual(
      [
        { event: wrong.event, reason: 'corrected' },
        { event: old.event, reason: 'imported' },
      ].sort((a, b) => (a.event < b.event ? -1 : 1)),
    )
  })
  test('rule 15: an import corrects nothing that was observed, so that it is not named as corrected', () => {
    const seen = deployment('seen', '2026-11-02T10:00:00Z')
    const imported = deployment('imported', '2026-11-02T10:00:00Z', { reconstructed: true })
    const correction = { kind: 'correction', target: seen.event, by: imported.event, time: 1, id: 'x' } as const
    expect(look([seen, imported], [correction]).not_counted).toEqual([{ event: imported.event, reason: 'imported' }])
  })
})

describe('what somebody should look at', () => {
  const act = (id: string, action: Parameters<typeof incident>[2], time: string) => incident(id, time, action)
  test.each<{ code: string; facts: WindowFact[]; why: string }>([
    {
      code: 'start_unknown',
      facts: [act('i', { action: 'resolved' }, '2026-11-02')],
      why: 'an incident known by its end alone',
    },
    {
      code: 'resolved_before_start',
      facts: [act('i', {}, '2026-11-03'), act('i', { action: 'resolved' }, '2026-11-02')],
      why: 'an end before the beginning',
    },
    {
      code: 'reopened_without_end',
      facts: [
        act('i', {}, '2026-11-01'),
        act('i', { action: 'reopened' }, '2026-11-02'),
        act('i', { action: 'resolved' }, '2026-11-03'),
      ],
      why: 'opened again before any end',
    },
    {
      code: 'reopened_not_ended',
      facts: [
        act('i', {}, '2026-11-01'),
        act('i', { action: 'resolved' }, '2026-11-02'),
        act('i', { action: 'reopened' }, '2026-11-03'),
      ],
      why: 'opened again, and never over since',
    },
    {
      code: 'pause_without_end',
      facts: [
        act('i', {}, '2026-11-01'),
        act('i', { action: 'paused' }, '2026-11-04'),
        act('i', { action: 'resolved' }, '2026-11-03'),
      ],
      why: 'paused after it was over',
    },
    {
      code: 'pause_without_end',
      facts: [
        act('i', {}, '2026-11-01'),
        act('i', { action: 'paused', party: 'vendor' }, '2026-11-02'),
        act('i', { action: 'responded', party: 'vendor' }, '2026-11-03'),
        act('i', { action: 'resolved', party: 'vendor' }, '2026-11-04'),
      ],
      why: 'paused, and over without having gone on',
    },
    {
      code: 'unknown_deployment',
      facts: [act('i', { cause: subjectRef('nobody') }, '2026-11-02')],
      why: 'a cause that was never received',
    },
    {
      code: 'cause_not_deployed',
      facts: [
        deployment('a', '2026-11-01', { status: 'cancelled' }),
        act('i', { cause: subjectRef('a') }, '2026-11-02'),
      ],
      why: 'a cause that was cancelled',
    },
    {
      code: 'cause_not_deployed',
      facts: [
        deployment('a', '2026-11-01', { reachedProduction: false }),
        act('i', { cause: subjectRef('a') }, '2026-11-02'),
      ],
      why: 'a cause that never reached production',
    },
    {
      code: 'not_the_same',
      facts: [
        act('old', {}, '2026-11-01'),
        act('old', { action: 'resolved' }, '2026-11-02'),
        act('i', {}, '2026-11-03'),
        act('i', { action: 'resolved', sameAs: subjectRef('old') }, '2026-11-04'),
      ],
      why: 'what was over before the other began',
    },
    {
      code: 'unknown_rollback',
      facts: [deployment('a', '2026-11-02', { rollsBack: subjectRef('nobody') })],
      why: 'a rollback of what was never received',
    },
    {
      code: 'unknown_incident',
      facts: [deployment('a', '2026-11-02', { fixesIncident: subjectRef('nobody') })],
      why: 'a fix for what was never received',
    },
    {
      code: 'same_thing_twice',
      facts: [
        deployment('a', '2026-11-02T10:00:00Z', { version: versionRef('v') }),
        deployment('b', '2026-11-02T10:15:00Z', { version: versionRef('v') }),
      ],
      why: 'one version under two names within 15 minutes',
    },
    {
      code: 'commit_after_deployment',
      facts: [
        {
          kind: 'commits',
          event: ref('c'),
          at: at('2026-11-02'),
          commit: 'aa' as never,
          commits: [{ sha: 'aa' as never, at: at('2026-11-03'), merge: false }],
          reconstructed: false,
        },
      ],
      why: 'a commit from after its deployment',
    },
  ])('$code: $why', ({ code, facts }) => expect(codes(facts)).toContain(code))
  test('an incident that is fixed under its other name is known', () => {
    const facts = [
      act('i', { sameAs: subjectRef('other') }, '2026-11-02'),
      deployment('a', '2026-11-03', { fixesIncident: subjectRef('other') }),
    ]
    expect(codes(facts)).not.toContain('unknown_incident')
    expect(look(facts).incidents).toMatchObject({ linked: 1, unlinked: 0 })
  })

  test('rule 10: a pause for a reason that was not agreed, or for none, stops no clock and is listed', () => {
    const facts = [
      act('i', {}, '2026-11-02'),
      act('i', { action: 'paused', pauseReason: nameRef('waiting_client') }, '2026-11-03'),
      act('i', { action: 'resumed' }, '2026-11-04'),
      act('i', { action: 'paused', pauseReason: nameRef('lunch') }, '2026-11-05'),
      act('i', { action: 'paused' }, '2026-11-06'),
      act('i', { action: 'resolved' }, '2026-11-07'),
    ]
    const input = {
      window: { from: at('2026-11-01'), to: at('2026-12-01') },
      now: at('2026-12-01'),
      facts,
      corrections: [],
      rulesAt: rulesAt([]),
    }
    const { findings } = serviceHealth({ ...input, pauseReasonsAt: () => ['waiting_client'] })
    expect(findings.map(({ code, events }) => [code, events.length])).toEqual([['pause_not_agreed', 2]])
    // Where nothing was agreed any reason counts.
    expect(serviceHealth(input).findings.map(({ code }) => code)).toEqual(['pause_without_end'])
  })
  test('a healthy history shows nothing', () =>
    expect(
      codes([
        deployment('a', '2026-11-02T10:00:00Z'),
        deployment('b', '2026-11-02T10:20:00Z', { rollsBack: subjectRef('previous') }),
        deployment('c', '2026-11-03T10:00:00Z', { rollsBack: subjectRef('b'), fixesIncident: subjectRef('i') }),
        act('i', { cause: subjectRef('a') }, '2026-11-02T11:00:00Z'),
        act('i', { action: 'paused' }, '2026-11-02T12:00:00Z'),
        act('i', { action: 'resumed' }, '2026-11-02T13:00:00Z'),
        act('i', { action: 'paused', party: 'vendor' }, '2026-11-02T13:10:00Z'),
        act('i', { action: 'responded', party: 'client' }, '2026-11-02T13:20:00Z'),
        act('i', { action: 'resolved' }, '2026-11-02T14:00:00Z'),
      ]),
    ).toEqual([]))
  test('what lies outside the window is looked at by another question', () =>
    expect(codes([act('i', { action: 'resolved' }, '2026-10-31T23:59:59Z')])).toEqual([]))
})
