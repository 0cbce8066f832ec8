import { describe, expect, test } from 'vitest'
import { errorsOf, type ObjectiveCase, RATE, withObjective } from '../testing/texts.ts'

const objectives = (name: string, table: ObjectiveCase[], rest = '') =>
  describe(name, () => {
    test.each(table)('$why', ({ lines, told }) => expect(errorsOf(withObjective(...lines) + rest)).toEqual(told))
  })

objectives('what no one could cure blocks nothing', [
  {
    why: 'exactly so much of what is better when higher',
    lines: ['indicator: coverage', 'target: "== 80%"', 'enforcement: block'],
    told: [
      '10:13 error coverage is better when it is higher: "== 80%" is missed by what is better too; write ">= 80%", so it can’t block',
    ],
  },
  {
    why: 'exactly so much of what is better when lower',
    lines: ['indicator: test-failures', 'target: "== 3"', 'enforcement: block'],
    told: [
      '10:13 error test-failures is better when it is lower: "== 3" is missed by what is better too; write "<= 3", so it can’t block',
    ],
  },
  {
    why: 'none at all is the best',
    lines: ['indicator: test-failures', 'target: "== 0"', 'enforcement: block'],
    told: [],
  },
  { why: 'all of it is the best', lines: ['indicator: coverage', 'target: "== 100%"', 'enforcement: block'], told: [] },
  { why: 'under warn it says what it says', lines: ['indicator: coverage', 'target: "== 80%"'], told: [] },
  {
    why: 'a band around what is better when higher',
    lines: ['indicator: coverage', 'target: 70%..85%', 'enforcement: block'],
    told: [
      '10:13 error coverage is better when it is higher: "70%..85%" is missed by what is better too, so it can’t block',
    ],
  },
  {
    why: 'a change without lines',
    lines: ['indicator: change-size', 'target: "< 1"', 'enforcement: block'],
    told: ['10:13 error change-size is at least 1: no change meets "< 1", so it can’t block'],
  },
  { why: 'a change of one line', lines: ['indicator: change-size', 'target: "<= 1"', 'enforcement: block'], told: [] },
  {
    why: 'coverage that always rises',
    lines: ['indicator: coverage-change', 'target: "> 0pp"', 'enforcement: block'],
    told: [
      '10:13 error coverage-change is 0 for a change that adds no code, and where everything is covered: it misses "> 0pp", so it can’t block',
    ],
  },
  {
    why: 'coverage that never falls',
    lines: ['indicator: coverage-change', 'target: ">= 0pp"', 'enforcement: block'],
    told: [],
  },
  {
    why: 'coverage that rises by more than there is',
    lines: ['indicator: coverage-change', 'target: ">= 101pp"'],
    told: ['10:13 error ">= 101pp" cannot be: coverage-change is from -100 pp to 100 pp'],
  },
  {
    why: 'deployments held back for what the client owes',
    lines: [
      'indicator: code-review-turnaround',
      'target: "<= 8h"',
      'window: calendar month',
      'owed_by: client',
      'enforcement: block',
      'block_on: [deployment]',
      'release: acknowledged',
    ],
    told: [
      '14:5 error code-review-turnaround is owed by the client here; whose deployments it would hold back can’t mend it, so it can’t block',
    ],
  },
  {
    why: 'a change can be mended by whoever made it',
    lines: [
      'indicator: coverage',
      'target: ">= 80%"',
      'owed_by: client',
      'enforcement: block',
      'block_on: [deployment]',
    ],
    told: [],
  },
  {
    why: 'no deployment without data, no data without deployments',
    lines: [...RATE, 'enforcement: block', 'block_on: [deployment]', 'release: acknowledged', 'on_no_data: fail'],
    told: [
      '15:17 error without deployments change-fail-rate has no data, and without data nothing could be deployed; use warn',
    ],
  },
  {
    why: 'a probe can be started again',
    lines: [
      'indicator: availability',
      'target: ">= 99%"',
      'window: calendar month',
      'enforcement: block',
      'block_on: [deployment]',
      'release: next_window',
      'on_no_data: fail',
    ],
    told: [],
  },
])

const UPTIME = ['indicator: availability', 'target: ">= 99%"', 'window: calendar month']
const FEE = 'consequences: { currency: USD, monthly_fee: 4000000 }\n'
objectives(
  'thresholds that nothing passes',
  [
    {
      why: 'a tier below nothing',
      lines: [...UPTIME, 'credits: [{ worse_than: "99%", credit: "5%" }, { worse_than: "0%", credit: "9%" }]'],
      told: ['12:66 error no availability is ever worse than 0%'],
    },
    {
      why: 'a tier past all',
      lines: [...RATE, 'credits: [{ worse_than: "100%", credit: "5%" }]'],
      told: ['12:29 error no change-fail-rate is ever worse than 100%'],
    },
    {
      why: 'a bonus for better than perfect',
      lines: [...RATE, 'bonuses: [{ better_than: "0%", bonus: "5%" }]'],
      told: ['12:30 error no change-fail-rate is ever better than 0%'],
    },
    {
      why: 'chronic below nothing',
      lines: [...UPTIME, 'chronic_below: "0%"'],
      told: ['12:20 error no availability is ever below 0%'],
    },
    {
      why: 'chronic on early warning',
      lines: [...UPTIME.slice(0, 2), 'window: rolling 30d', 'chronic_below: "95%"'],
      told: [
        '12:5 error chronic_below: a rolling window is early warning and never a failure of its own; use a calendar window',
      ],
    },
    {
      why: 'chronic where it is only observed',
      lines: [...UPTIME, 'enforcement: observe', 'chronic_below: "95%"'],
      told: ['13:5 error chronic_below: what is only observed is no failure; use warn or block'],
    },
  ],
  FEE,
)

describe('shares of a fee need a fee', () => {
  const told = (rest: string, kind = 'credits: [{ worse_than: "99%", credit: "5%" }]') =>
    errorsOf(withObjective(...UPTIME, kind) + rest)
  test.each([
    {
      why: 'no consequences',
      rest: '',
      told: [
        '12:5 error credits are shares of the monthly fee, and nothing says what that is; add consequences: { currency: USD, monthly_fee: 4000000 }',
      ],
    },
    {
      why: 'no fee',
      rest: 'consequences: { currency: USD }\n',
      told: [
        '12:5 error credits are shares of the monthly fee, and consequences has no monthly_fee; add it, in minor units',
      ],
    },
    {
      why: 'a fee of nothing',
      rest: 'consequences: { currency: USD, monthly_fee: 0 }\n',
      told: ['12:5 error credits are shares of the monthly fee, and consequences.monthly_fee is 0'],
    },
    {
      why: 'a fee that could not be read is the mistake itself',
      rest: 'consequences: { currency: USD, monthly_fee: much }\n',
      told: ['13:45 error monthly_fee takes a number, not "much"'],
    },
    {
      why: 'no currency',
      rest: 'consequences: { monthly_fee: 4000000 }\n',
      told: ['13:1 error missing key "currency" in consequences'],
    },
    {
      why: 'a cap of nothing',
      rest: 'consequences: { currency: USD, monthly_fee: 4000000, credit_cap: "0%" }\n',
      told: ['13:66 error a cap of 0 % takes every credit away; leave out the credits instead'],
    },
    {
      why: 'a cap above the fee',
      rest: 'consequences: { currency: USD, monthly_fee: 4000000, credit_cap: "120%" }\n',
      told: ['13:66 error 120% of a fee; a cap is at most 100 %'],
    },
  ])('$why', ({ rest, told: expected }) => expect(told(rest)).toEqual(expected))
  test('bonuses too', () => {
    expect(told('', 'bonuses: [{ better_than: "99.9%", bonus: "5%" }]')).toEqual([
      '12:5 error bonuses are shares of the monthly fee, and nothing says what that is; add consequences: { currency: USD, monthly_fee: 4000000 }',
    ])
  })
})
