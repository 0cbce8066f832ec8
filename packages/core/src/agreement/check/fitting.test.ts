import { describe, expect, test } from 'vitest'
import { errorsOf, mistakesOf, type ObjectiveCase, PATCH, RATE, RESTORE, withObjective } from '../testing/texts.ts'

describe('windows', () => {
  test.each<ObjectiveCase>([
    {
      why: 'what is judged over a window needs one',
      lines: ['indicator: change-fail-rate', 'target: "<= 15%"'],
      told: [
        '8:3 error missing key "window": change-fail-rate is judged over one; write "calendar month", for example',
      ],
    },
    {
      why: 'so does a clock',
      lines: ['indicator: time-to-resolve', 'target: "<= 4h"'],
      told: ['8:3 error missing key "window": time-to-resolve is judged over one; write "calendar month", for example'],
    },
    {
      why: 'a misspelt key is one mistake, not two',
      lines: ['indicator: change-fail-rate', 'target: "<= 15%"', 'windw: calendar month'],
      told: ['11:5 error unknown key "windw"; did you mean "window"?'],
    },
    {
      why: 'what is judged on a change has none',
      lines: [...PATCH, 'window: calendar month'],
      told: ['11:5 error patch-coverage has no window: it is judged on each change'],
    },
    {
      why: 'an unreadable one is told',
      lines: [...RATE.slice(0, 2), 'window: calender month'],
      told: ['11:13 error unknown window "calender month"; did you mean "calendar month"?'],
    },
    { why: 'some have either', lines: ['indicator: api-latency', 'target: "<= 300ms"'], told: [] },
  ])('$why', ({ lines, told }) => expect(errorsOf(withObjective(...lines))).toEqual(told))
})

describe('least samples', () => {
  test.each<ObjectiveCase>([
    { why: 'the least that is allowed', lines: [...RATE, 'min_samples: 7'], told: [] },
    {
      why: 'one less is refused with the number needed',
      lines: [...RATE, 'min_samples: 6'],
      told: ['12:18 error min_samples 6 is too small for "<= 15%": with fewer than 7 one event alone would breach it'],
    },
    {
      why: 'a change has none',
      lines: [...PATCH, 'min_samples: 7'],
      told: [
        '11:5 error patch-coverage has no min_samples: a change is judged as it is; min_lines sets its least size',
      ],
    },
    {
      why: 'a share of time has none',
      lines: ['indicator: availability', 'target: ">= 99%"', 'window: calendar month', 'min_samples: 7'],
      told: ['12:5 error availability has no min_samples: it is a share of time, not of events'],
    },
    {
      why: 'a duration has none',
      lines: [...RESTORE, 'min_samples: 7'],
      told: ['12:5 error time-to-restore has no min_samples: only rates that count events have a least sample'],
    },
    {
      why: 'where one event is meant to decide any is enough',
      lines: ['indicator: gate-coverage', 'target: ">= 100%"', 'window: calendar month', 'min_samples: 1'],
      told: [],
    },
    {
      why: 'quotes make it text',
      lines: [...RATE, 'min_samples: "7"'],
      told: ['12:18 error min_samples takes a number, not "7"; write it without quotes: 7'],
    },
  ])('$why', ({ lines, told }) => expect(errorsOf(withObjective(...lines))).toEqual(told))
})

describe('keys that do not fit', () => {
  test.each<ObjectiveCase>([
    {
      why: 'min_lines over a window',
      lines: [...RATE, 'min_lines: 5'],
      told: ['12:5 error change-fail-rate has no min_lines: it is not judged on a change'],
    },
    {
      why: 'a severity without incidents',
      lines: [...PATCH, 'severity: [sev1]'],
      told: ['11:5 error patch-coverage has no severity: it is not about incidents one by one'],
    },
    {
      why: 'a start without a clock',
      lines: [...RESTORE, 'starts: detected'],
      told: ['12:5 error time-to-restore has no starts: it is no incident clock'],
    },
    {
      why: 'a statistic of a rate',
      lines: [...RATE, 'statistic: p90'],
      told: ['12:5 error change-fail-rate has no statistic: it is one number already'],
    },
    {
      why: 'a statistic that is none',
      lines: [...RESTORE, 'statistic: average'],
      told: ['12:16 error statistic: "average" is no statistic; write mean, median, p50 to p99 or each'],
    },
    {
      why: 'opening hours of a rate',
      lines: [...RATE, 'calendar: 24x7'],
      told: ['12:5 error change-fail-rate has no calendar: it is no duration'],
    },
    {
      why: 'availability alone is weighted',
      lines: [...RATE, 'degraded_weight: 0.5', 'full_minutes: true'],
      told: [
        '12:5 error change-fail-rate has no degraded_weight: only availability has',
        '13:5 error change-fail-rate has no full_minutes: only availability has',
      ],
    },
    {
      why: 'chronic below, where lower is better',
      lines: [...RATE, 'chronic_below: "10%"'],
      told: ['12:5 error change-fail-rate has no chronic_below: that is for windows of what is better when higher'],
    },
    {
      why: 'chronic where it is still met',
      lines: ['indicator: availability', 'target: ">= 99%"', 'window: calendar month', 'chronic_below: "99.5%"'],
      told: ['12:20 error below "99.5%" begins where the target ">= 99%" is still met'],
    },
  ])('$why', ({ lines, told }) => expect(errorsOf(withObjective(...lines))).toEqual(told))
})

describe('what findings and availability have of their own', () => {
  const FINDINGS = ['indicator: findings', 'target: "== 0"']
  test.each<ObjectiveCase>([
    {
      why: 'findings have severities of tools, and a category',
      lines: [...FINDINGS, 'severity: [critical, high]', 'category: security'],
      told: [],
    },
    {
      why: 'and not those of incidents',
      lines: [...FINDINGS, 'severity: [critical, sev1]'],
      told: ['11:26 error findings knows no severity sev1'],
    },
    {
      why: 'which have none of findings',
      lines: [...RESTORE, 'severity: [high]'],
      told: ['12:16 error time-to-restore knows no severity high'],
    },
    {
      why: 'nothing else has a category',
      lines: [...RESTORE, 'category: security'],
      told: ['12:5 error time-to-restore has no category: only findings have'],
    },
    {
      why: 'an unknown category',
      lines: [...FINDINGS, 'category: safety'],
      told: ['11:15 error unknown category "safety"; one of security, quality, secrets'],
    },
  ])('$why', ({ lines, told }) => expect(errorsOf(withObjective(...lines))).toEqual(told))
})

test('`measured_by` where events don’t say who sent them is worth a word', () => {
  const advice = (...lines: string[]) =>
    mistakesOf(withObjective(...lines, 'measured_by: [pager]')).filter((text) => text.includes('measured_by'))
  expect(advice(...RATE)).toEqual([
    '12:5 warning change-fail-rate counts events of every source, which don’t say who sent them; here measured_by only chooses whose heartbeats count',
  ])
  expect(advice('indicator: availability', 'target: ">= 99%"', 'window: calendar month')).toEqual([])
  expect(advice('indicator: reported:csat', 'target: ">= 80%"', 'window: calendar month')).toEqual([])
})
