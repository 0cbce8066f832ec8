import { describe, expect, test } from 'vitest'
import { ratio } from '../number/ratio.ts'
import { ACME_CHECKOUT } from './testing/example.ts'
import { HEAD, SOUND, sound, withObjective } from './testing/texts.ts'

const objective = (...lines: string[]) => sound(withObjective(...lines)).terms.objectives[0]

describe('what an agreement means where it says nothing', () => {
  test('as a whole', () => {
    expect(sound(HEAD + SOUND).terms).toMatchObject({
      engagement: 'acme-checkout',
      title: 'Acme and Northwind',
      timeZone: 'America/New_York',
      effectiveFrom: '2026-12-01',
      stage: null,
      reviewBy: null,
      services: new Map([
        ['api', { repositories: [], production: ['production'] }],
        ['web', { repositories: [], production: ['production'] }],
      ]),
      incidents: {
        linkWindowMs: 86_400_000,
        linkSeverities: ['sev1', 'sev2'],
        rollbackBlames: 'rolled-back',
        failedPipelinesCount: false,
      },
      exempt: null,
      phases: [],
      clocks: {
        calendars: new Map(),
        reopenWindow: { kind: 'business_days', days: 5, text: '5bd' },
        breachFloor: { kind: 'elapsed', ms: 900_000, text: '15m' },
        mitigatedStopsResolve: false,
        pauseReasons: [],
      },
    })
  })

  test('judged on each change', () => {
    expect(objective('indicator: patch-coverage', 'target: ">= 80%"')).toEqual({
      id: 'it',
      title: 'Added lines covered',
      clause: null,
      indicator: 'patch-coverage',
      services: null,
      severity: null,
      category: null,
      window: null,
      target: { kind: 'compare', op: '>=', value: ratio(80), unit: '%', text: '>= 80%' },
      warn: null,
      enforcement: 'warn',
      blockOn: ['pull_request', 'merge_group', 'push'],
      release: null,
      onNoData: null,
      minSamples: null,
      minLines: 1,
      phase: null,
      stage: null,
      statistic: null,
      owedBy: 'vendor',
      measuredBy: null,
      degradedWeight: ratio(0),
      fullMinutes: false,
    })
  })

  test('judged over a window it blocks nothing', () => {
    expect(
      objective('indicator: change-fail-rate', 'target: "<= 15%"', 'window: rolling 30d', 'enforcement: block'),
    ).toMatchObject({
      window: { kind: 'rolling', days: 30 },
      blockOn: [],
      minSamples: 7,
      statistic: null,
    })
  })

  test.each([
    ['time-to-restore', 'median', { calendar: '24x7' }],
    ['code-review-turnaround', 'median', { calendar: '24x7' }],
    ['lead-time-for-changes', 'median', { calendar: '24x7' }],
    ['time-to-resolve', 'each', { calendar: '24x7', starts: 'first-known' }],
    ['reply-time', 'each', { calendar: '24x7' }],
    ['reported:time-to-value', null, { calendar: '24x7' }],
  ])('%s takes the %s', (indicator, statistic, clock) => {
    expect(objective(`indicator: ${indicator}`, 'target: "<= 4h"', 'window: calendar month')).toMatchObject({
      statistic,
      clock,
    })
  })
})

test('durations are counted on the objective’s calendar, else the agreement’s, deployments always around the clock', () => {
  const calendars =
    'calendar: support\ncalendars: { support: { hours: { mon: ["09:00-17:00"] } }, night: { hours: { mon: ["22:00-24:00"] } } }\n'
  const calendarOf = (...lines: string[]) =>
    sound(withObjective(...lines, 'target: "<= 4h"', 'window: calendar month') + calendars).terms.objectives[0]?.clock
      ?.calendar
  expect(calendarOf('indicator: time-to-resolve')).toBe('support')
  expect(calendarOf('indicator: time-to-resolve', 'calendar: night')).toBe('night')
  expect(calendarOf('indicator: time-to-resolve', 'calendar: 24x7')).toBe('24x7')
  expect(calendarOf('indicator: lead-time-for-changes')).toBe('24x7')
})

test('what the example says arrives', () => {
  const { terms } = sound(ACME_CHECKOUT)
  expect(terms.exempt).toEqual({ label: 'hotfix', max: 2, followUp: { kind: 'business_days', days: 2, text: '2bd' } })
  expect(terms.phases).toEqual([
    { name: 'baseline', days: 30, enforce: 'observe' },
    { name: 'optimise', days: 30, enforce: 'warn' },
    { name: 'formalise', days: null, enforce: 'as-agreed' },
  ])
  expect(terms.objectives.map(({ id, clause, owedBy }) => [id, clause, owedBy])).toEqual([
    ['patch-coverage', '5.1', 'vendor'],
    ['change-fail-rate', '5.4', 'vendor'],
    ['acknowledge-sev1', '6.2', 'vendor'],
    ['uptime', null, 'vendor'],
    ['review-time', null, 'client'],
  ])
  expect(terms.objectives[0]).toMatchObject({ minLines: 5, onNoData: 'fail', warn: { text: '>= 85%' } })
  expect(terms.objectives[1]).toMatchObject({
    blockOn: ['deployment'],
    release: { kind: 'good_deployments', count: 3 },
    services: ['checkout-api'],
  })
  expect(terms.objectives[2]).toMatchObject({
    severity: ['sev1'],
    statistic: 'each',
    clock: { calendar: '24x7', starts: 'first-known' },
  })
  expect(terms.objectives[3]).toMatchObject({ measuredBy: ['probe'] })
  expect(terms.clocks?.calendars.get('support')).toMatchObject({
    timeZone: 'America/Mexico_City',
    hours: [['09:00-13:00', '14:00-18:00'], ['09:00-18:00'], ['09:00-18:00'], ['09:00-18:00'], ['09:00-17:00'], [], []],
    holidays: ['2026-12-25', '2027-01-01'],
  })
})

test('incident rules that are said replace the defaults', () => {
  const said =
    'incidents: { link_window: 48h, link_severities: [sev1], rollback_blames: skipped-to-target, failed_pipelines_count: true, mitigated_stops_resolve: true, pause_reasons: [waiting_client] }\n'
  expect(sound(HEAD + said + SOUND).terms).toMatchObject({
    incidents: {
      linkWindowMs: 172_800_000,
      linkSeverities: ['sev1'],
      rollbackBlames: 'skipped-to-target',
      failedPipelinesCount: true,
    },
    clocks: { mitigatedStopsResolve: true, pauseReasons: ['waiting_client'] },
  })
})

test('the words of the release arrive as what they are', () => {
  const release = (word: string) =>
    objective(
      'indicator: change-fail-rate',
      'target: "<= 15%"',
      'window: calendar month',
      'enforcement: block',
      'block_on: [deployment]',
      `release: ${word}`,
    )?.release
  expect(release('acknowledged')).toEqual({ kind: 'acknowledged' })
  expect(release('next_window')).toEqual({ kind: 'next_window' })
  expect(release('{ good_deployments: 2 }')).toEqual({ kind: 'good_deployments', count: 2 })
})

test('what findings and availability say of their own', () => {
  expect(objective('indicator: findings', 'target: "== 0"', 'severity: [critical]', 'category: secrets')).toMatchObject(
    {
      severity: ['critical'],
      category: 'secrets',
    },
  )
  const uptime = ['indicator: availability', 'target: ">= 99%"', 'window: calendar month']
  expect(objective(...uptime, 'degraded_weight: 0.1', 'full_minutes: true')).toMatchObject({
    degradedWeight: ratio(1, 10),
    fullMinutes: true,
  })
})

test('a reported number has no statistic of its own, and one that is agreed', () => {
  const csat = ['indicator: reported:answer-time', 'target: "<= 4h"', 'window: calendar month']
  expect([objective(...csat)?.statistic, objective(...csat, 'statistic: p90')?.statistic]).toEqual([null, 'p90'])
})
