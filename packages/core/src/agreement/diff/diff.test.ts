import { describe, expect, test } from 'vitest'
import { at } from '../../testing/agreement.ts'
import type { AgreementDocument } from '../schema/document.ts'
import { ACME_CHECKOUT } from '../testing/example.ts'
import { sound } from '../testing/texts.ts'
import { agreementDiff } from './diff.ts'

const NEW_YORK_DECEMBER = at('2026-12-01T05:00:00Z')
const HEAD = ACME_CHECKOUT

const diff = (from: string, to: string, begins = NEW_YORK_DECEMBER) => {
  const [before, after] = [from, to].map((text): AgreementDocument => sound(text).document)
  if (!before || !after) throw new Error('no documents')
  return agreementDiff(before, after, begins)
}
/** The example with some of its text replaced. */
const edited = (...edits: [from: string, to: string][]) =>
  edits.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`not there: ${from}`)
    return text.replace(from, to)
  }, HEAD)
const told = (edits: [string, string][], begins?: number) =>
  diff(HEAD, edited(...edits), begins).map(({ sentence }) => sentence)

test('nothing is told of a text against itself, nor of comments and the order of keys', () => {
  expect(diff(HEAD, HEAD)).toEqual([])
  expect(
    told([
      ['# format of this file', ''],
      ['sev1: {', 'sev1:   {'],
    ]),
  ).toEqual([])
})

test('a difference has its place, what was and is, and what it does', () => {
  expect(diff(HEAD, edited(['"<= 15%"', '"<= 12%"'], ['{ worse_than: "15%"', '{ worse_than: "12%"']))[0]).toEqual({
    path: '/objectives/change-fail-rate/target',
    kind: 'changed',
    before: '<= 15%',
    after: '<= 12%',
    sentence: 'Change fail rate: target from at most 15 % to at most 12 % (stricter), from December 2026 on.',
    effect: 'stricter',
    applies: 'next_window',
    objectives: [],
  })
})

describe('rule 8: when it begins to count', () => {
  const TARGET: [string, string][] = [['"<= 15%"', '"<= 14%"']]
  test.each([
    { why: 'a window that begins with the version', begins: '2026-12-01T05:00:00Z', from: ', from December 2026 on.' },
    {
      why: 'a window that runs already is judged as before',
      begins: '2026-12-01T05:00:00.001Z',
      from: ', from January 2027 on.',
    },
  ])('$why', ({ begins, from }) => {
    const all = diff(HEAD, edited(...TARGET), at(begins)).map(({ sentence }) => sentence)
    expect(all).toEqual([`Change fail rate: target from at most 15 % to at most 14 % (stricter)${from}`])
  })
  test('a clock is judged by the version in force when its incident starts', () => {
    expect(diff(HEAD, edited(['"<= 15m"', '"<= 10m"']))[0]).toMatchObject({
      sentence: 'Time to acknowledge: target from at most 15 min to at most 10 min (stricter).',
      applies: 'at_once',
    })
  })
  test('rule 8: a clock with another statistic judges a window, and waits for the next one', () => {
    const was = edited(['statistic: each', 'statistic: median'])
    expect(diff(was, was.replace('"<= 15m"', '"<= 10m"'), at('2026-12-10T05:00:00Z'))[0]).toMatchObject({
      sentence: 'Time to acknowledge: target from at most 15 min to at most 10 min (stricter), from January 2027 on.',
      applies: 'next_window',
    })
    expect(diff(HEAD, was)[0]).toMatchObject({ applies: 'next_window' })
  })
  test('a change is judged at its gate', () => {
    expect(diff(HEAD, edited(['">= 80%"', '">= 75%"']))[0]).toMatchObject({ effect: 'softer', applies: 'at_once' })
  })
  test('credits count for the window that is running, for they judge nothing', () => {
    expect(diff(HEAD, edited(['credit: "10%"', 'credit: "11%"']))[0]).toMatchObject({
      sentence:
        'Change fail rate: credits from 5 % beyond 15 %, 10 % beyond 30 % to 5 % beyond 15 %, 11 % beyond 30 % (stricter).',
      applies: 'at_once',
    })
  })
  test('but come with the target where that changes too', () => {
    const [, credits] = diff(HEAD, edited(['"<= 15%"', '"<= 14%"'], ['credit: "10%"', 'credit: "11%"']))
    expect(credits).toMatchObject({ path: '/objectives/change-fail-rate/credits', applies: 'next_window' })
  })
  test('what is said of the whole agreement begins with the windows of the objectives it is about', () => {
    expect(diff(HEAD, edited(['link_window: 24h', 'link_window: 48h']))[0]).toMatchObject({
      sentence:
        'Incidents: time after a deployment in which an incident is presumed to be its doing from 24 h to 48 h (stricter), from December 2026 on.',
      objectives: ['change-fail-rate'],
    })
  })
})

describe('sentences about an objective', () => {
  test.each<{ edit: [string, string]; told: string }>([
    {
      edit: ['title: Tests cover the lines a change adds', 'title: Covered'],
      told: 'Covered: title from “Tests cover the lines a change adds” to “Covered”.',
    },
    {
      edit: ['clause: "5.1"', 'clause: "5.10"'],
      told: 'Tests cover the lines a change adds: clause from “5.1” to “5.10”.',
    },
    {
      edit: ['    warn: ">= 85%" # at_risk between target and this\n', ''],
      told: 'Tests cover the lines a change adds: warning level dropped: was at least 85 % (softer).',
    },
    {
      edit: ['min_lines: 5', 'min_lines: 9'],
      told: 'Tests cover the lines a change adds: least number of added lines from 5 to 9 (softer).',
    },
    {
      edit: ['    min_lines: 5\n', ''],
      told: 'Tests cover the lines a change adds: least number of added lines from 5 to 1 (the default) (stricter).',
    },
    {
      edit: ['on_no_data: fail', 'on_no_data: pass'],
      told: 'Tests cover the lines a change adds: without data from fail to pass (softer).',
    },
    {
      edit: ['enforcement: block # block', 'enforcement: warn # block'],
      told: 'Tests cover the lines a change adds: enforcement from block to warn (softer).',
    },
    {
      edit: ['target: ">= 80%"', 'target: ">= 80.0 %"'],
      told: 'Tests cover the lines a change adds: target written otherwise, with the same meaning: at least 80 %.',
    },
    {
      edit: ['"<= 8h"', '"<= 480m"'],
      told: 'Acme reviews within a working day: target from at most 8 h to at most 480 min, which is the same.',
    },
    { edit: ['    services: [checkout-api]', '    services: [checkout-api] #'], told: '' },
    {
      edit: ['    services: [checkout-api] # default: all; judged and shown per service\n', ''],
      told: 'Change fail rate: services from checkout-api to all services (the default) (stricter), from December 2026 on.',
    },
    {
      edit: ['good_deployments: 3', 'good_deployments: 5'],
      told: 'Change fail rate: good deployments that end a block from 3 to 5 (stricter), from December 2026 on.',
    },
    {
      edit: ['release: { good_deployments: 3 }', 'release: next_window'],
      told: 'Change fail rate: a block ends with from 3 good deployments in a row to the next window, from December 2026 on.',
    },
    {
      edit: ['window: calendar month # or', 'window: calendar quarter # or'],
      told: 'Change fail rate: window from calendar month to calendar quarter, from Q1 2027 on.',
    },
    { edit: ['severity: [sev1]', 'severity: [sev1, sev2]'], told: 'Time to acknowledge: severities: sev2 added.' },
    {
      edit: ['starts: first-known #', 'starts: reported #'],
      told: 'Time to acknowledge: start of the clock from first-known to reported.',
    },
    {
      edit: ['    starts: first-known # started | detected | reported | first-known\n', ''],
      told: 'Time to acknowledge: start of the clock no longer written out: first-known stays, as the default.',
    },
    {
      edit: ['chronic_below: "99.0%"', 'chronic_below: "99.5%"'],
      told: 'Availability: chronic failure below from 99 % to 99.5 % (stricter).',
    },
    {
      edit: ['owed_by: client #', 'owed_by: both #'],
      told: 'Acme reviews within a working day: owed by from client to both, from December 2026 on.',
    },
  ])('$told', ({ edit, told: sentence }) => expect(told([edit])).toEqual(sentence === '' ? [] : [sentence]))

  test.each([
    { from: '">= 80%"', to: '"> 80%"', effect: 'stricter' },
    { from: '">= 80%"', to: '"== 100%"', effect: 'unknown' },
    { from: 'worse_than: "99%", credit: "12%"', to: 'worse_than: "98%", credit: "12%"', effect: 'softer' },
    { from: 'worse_than: "99%", credit: "12%"', to: 'worse_than: "98%", credit: "14%"', effect: 'unknown' },
  ])('$from to $to is $effect', ({ from, to, effect }) => {
    expect(diff(HEAD.replace(/ {4}warn: .*\n/, ''), edited([from, to]).replace(/ {4}warn: .*\n/, ''))[0]?.effect).toBe(
      effect,
    )
  })

  test.each([
    { to: '72%..80%', effect: 'stricter' },
    { to: '60%..90%', effect: 'softer' },
    { to: '72%..90%', effect: 'unknown' },
  ])('a band of 70%..85% to $to is $effect', ({ to, effect }) => {
    const budget = (band: string) =>
      HEAD.replace(
        'objectives:\n',
        `objectives:\n  budget: { indicator: budget-burn, target: ${band}, window: calendar month }\n`,
      )
    expect(diff(budget('70%..85%'), budget(to))[0]?.effect).toBe(effect)
  })

  test('one that is new, and one that is gone', () => {
    const without = HEAD.replace(/ {2}review-time:[\s\S]*?enforcement: warn\n/, '')
    expect(diff(without, HEAD)).toMatchObject([
      {
        path: '/objectives/review-time',
        kind: 'added',
        before: null,
        after: { owed_by: 'client' },
        sentence:
          'New objective: Acme reviews within a working day: at most 8 h, over calendar month, warn, owed by client (stricter).',
        applies: 'at_once',
      },
    ])
    expect(diff(HEAD, without)).toMatchObject([
      {
        kind: 'removed',
        after: null,
        sentence: expect.stringMatching(/^No longer an objective: Acme reviews.*\(softer\)\.$/),
      },
    ])
  })
})

describe('sentences about the rest', () => {
  test.each<{ edit: [string, string]; told: string }>([
    { edit: ['name: Acme Corp', 'name: Acme Inc'], told: 'The client: name from “Acme Corp” to “Acme Inc”.' },
    { edit: ['stage: build #', 'stage: live #'], told: 'The agreement: stage from build to live.' },
    {
      edit: ['calendar: support # for', '# for'],
      told: 'The agreement: calendar of durations that name none from support to around the clock (the default), from December 2026 on for what is judged over calendar windows.',
    },
    {
      edit: ['holidays: ["2026-12-25", "2027-01-01"]', 'holidays: ["2026-12-25"]'],
      told: 'Calendar support: holidays: 2027-01-01 dropped (stricter), from December 2026 on for what is judged over calendar windows.',
    },
    {
      edit: ['fri: ["09:00-17:00"]', 'fri: ["09:00-18:00"]'],
      told: 'Calendar support: fri: 09:00-18:00 added, 09:00-17:00 dropped, from December 2026 on for what is judged over calendar windows.',
    },
    {
      edit: ['means: "Checkout works badly for many"', 'means: "Slow"'],
      told: 'Severity sev2: meaning from “Checkout works badly for many” to “Slow”.',
    },
    {
      edit: ['maps: { pagerduty: [P1], jira: [Highest] }', 'maps: { pagerduty: [P1, P0], jira: [Highest] }'],
      told: 'Severity sev1: called in pagerduty: P0 added.',
    },
    {
      edit: ['breach_floor: 15m', 'breach_floor: 30m'],
      told: 'Incidents: least time left after a reopening from 15 min to 30 min (softer).',
    },
    {
      edit: ['agreed_freeze]', 'agreed_freeze, holiday]'],
      told: 'Incidents: reasons to pause: holiday added (softer).',
    },
    { edit: ['max: 2, follow_up', 'max: 3, follow_up'], told: 'Exemptions: at most a month from 2 to 3 (softer).' },
    {
      edit: ['name: optimise, days: 30', 'name: optimise, days: 60'],
      told: 'Phases: from baseline 30 days (observe), then optimise 30 days (warn), then formalise (as-agreed) to baseline 30 days (observe), then optimise 60 days (warn), then formalise (as-agreed).',
    },
    {
      edit: ['monthly_fee: 4000000', 'monthly_fee: 4500000'],
      told: 'Money: monthly fee from 40,000.00 USD to 45,000.00 USD.',
    },
    { edit: ['credit_cap: "12%"', 'credit_cap: "15%"'], told: 'Money: cap on credits from 12% to 15% (stricter).' },
    {
      edit: ['consecutive: 3', 'consecutive: 2'],
      told: 'Money: missed windows in a row that are a chronic failure from 3 to 2 (stricter).',
    },
    {
      edit: ['arbiter: null', 'arbiter: The Delivery Arbiters'],
      told: 'Disputes: arbiter from nobody to The Delivery Arbiters.',
    },
    {
      edit: ['{ at: breach, to: client }', '{ at: breach, to: both }'],
      told: 'Escalation: from vendor at 75%, client at breach to vendor at 75%, both at breach.',
    },
    {
      edit: ['# goals, decisions', 'goals: { north: { star: sell more } }\n#'],
      told: 'Goals: north › star added: “sell more”.',
    },
    { edit: ['# goals, decisions', 'risks: [one, two]\n#'], told: 'Risks: text added: one, two.' },
  ])('$told', ({ edit, told: sentence }) => expect(told([edit])).toEqual([sentence]))

  test('a service that is new binds every objective that names none', () => {
    expect(told([['    production: [production] #', '    production: [production]\n  web: {} #']])).toEqual([
      'New service: web (stricter), from December 2026 on for what is judged over calendar windows.',
    ])
  })
})
