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

  describe('rule 10: a severity that is worse than any line of a clock is about', () => {
    const MEANT = 'severities: { sev1: { means: "down" }, sev2: { means: "hurts" }, sev3: { means: "annoys" } }\n'
    const line = (id: string, own: string) =>
      `  ${id}: { indicator: time-to-resolve, target: "<= 4h", window: calendar month, ${own} }\n`
    const told = (head: string, ...lines: string[]) =>
      mistakesOf(`${HEAD}objectives:\n${lines.join('')}${head}`).filter((one) => one.includes('is about sev'))

    test.each([
      {
        why: 'of several',
        head: MEANT,
        lines: [line('a', 'severity: [sev2]'), line('b', 'severity: [sev3]')],
        of: 'sev1',
      },
      { why: 'where none has a meaning', head: '', lines: [line('a', 'severity: [sev2]')], of: 'sev1' },
      {
        why: 'owed by somebody else',
        head: MEANT,
        lines: [line('a', 'severity: [sev2]'), line('b', 'severity: [sev1], owed_by: client')],
        of: 'sev1',
      },
    ])('$why', ({ head, lines, of }) =>
      expect(told(head, ...lines)).toEqual([
        `8:77 warning no line of time-to-resolve is about ${of}: what is that bad from the start has no clock; agree on one for it`,
      ]),
    )
    test.each([
      { why: 'each has its line', lines: [line('a', 'severity: [sev2]'), line('b', 'severity: [sev1]')] },
      { why: 'one line for all', lines: [line('a', 'severity: [sev2]'), line('b', 'owed_by: both')] },
    ])('is in order: $why', ({ lines }) => expect(told(MEANT, ...lines)).toEqual([]))
  })

  test('speed beside stability is in order', () => {
    const other = '  fail: { indicator: change-fail-rate, target: "<= 15%", window: calendar month }\n'
    const text = withObjective('indicator: lead-time-for-changes', 'target: "<= 24h"', 'window: calendar month')
    expect(mistakesOf(text + other)).toEqual([NOBODY])
  })
})
