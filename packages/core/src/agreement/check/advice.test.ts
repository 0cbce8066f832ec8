import { describe, expect, test } from 'vitest'
import { HEAD, mistakesOf, RATE, withObjective } from '../testing/texts.ts'

describe('advice', () => {
  const warned = (...lines: string[]) => mistakesOf(withObjective(...lines))
  const NOBODY = '7:1 warning no objective is about users or business: all can be met by software that nobody wants'

  test.each([
    { why: 'nothing for users', lines: RATE, told: [NOBODY] },
    {
      why: 'something for users',
      lines: ['indicator: availability', 'target: ">= 99%"', 'window: calendar month'],
      told: [],
    },
    {
      why: 'something for the business',
      lines: ['indicator: reported:orders-saved', 'target: ">= 99"', 'window: calendar month'],
      told: [],
    },
    {
      why: 'speed alone',
      lines: ['indicator: lead-time-for-changes', 'target: "<= 24h"', 'window: calendar month'],
      told: [
        NOBODY,
        '9:16 warning lead-time-for-changes is speed without stability; agree on change-fail-rate beside it',
      ],
    },
    {
      why: 'activity',
      lines: ['indicator: reported:tickets-closed', 'target: ">= 40"', 'window: calendar month'],
      told: [
        NOBODY,
        '9:16 warning reported:tickets-closed counts activity; as a target it is met by more activity, not by better software',
      ],
    },
    {
      why: 'incidents without meanings',
      lines: ['indicator: time-to-resolve', 'target: "<= 4h"', 'window: calendar month'],
      told: [
        '7:1 warning incidents are judged, but no severities say what sev1 means; add them before the first argument',
        NOBODY,
      ],
    },
    {
      why: 'blocking that blocks nothing',
      lines: [...RATE, 'enforcement: block'],
      told: [
        NOBODY,
        '12:18 warning change-fail-rate only warns: over a window nothing blocks without block_on: [deployment] and release',
      ],
    },
    {
      why: 'a target that everything meets',
      lines: ['indicator: availability', 'target: ">= 0%"', 'window: calendar month'],
      told: ['10:13 warning everything is >= 0%; this objective is always met'],
    },
  ])('$why', ({ lines, told }) => expect(warned(...lines)).toEqual(told))

  test('a credit above the cap', () => {
    const text = withObjective(
      'indicator: availability',
      'target: ">= 99%"',
      'window: calendar month',
      'credits: [{ worse_than: "99%", credit: "15%" }]',
    )
    expect(mistakesOf(`${text}consequences: { currency: USD, monthly_fee: 1000, credit_cap: "12%" }\n`)).toEqual([
      '12:44 warning 15% is more than the cap of 12%; no more than the cap is ever owed',
    ])
  })

  test('more objectives than anybody keeps in mind', () => {
    const lines = Array.from(
      { length: 13 },
      (_, index) => `  o${index}: { indicator: availability, target: ">= 9${index % 10}%", window: calendar month }\n`,
    )
    expect(mistakesOf(`${HEAD}objectives:\n${lines.slice(1).join('')}`)).toEqual([])
    expect(mistakesOf(`${HEAD}objectives:\n${lines.join('')}`)).toEqual([
      '7:1 warning 13 objectives; with more than 12 nobody knows which matter',
    ])
  })

  test('speed beside stability is in order', () => {
    const other = '  fail: { indicator: change-fail-rate, target: "<= 15%", window: calendar month }\n'
    const text = withObjective('indicator: lead-time-for-changes', 'target: "<= 24h"', 'window: calendar month')
    expect(mistakesOf(text + other)).toEqual([NOBODY])
  })
})
