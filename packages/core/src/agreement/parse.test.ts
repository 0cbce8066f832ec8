import { describe, expect, test } from 'vitest'
import { formatMistake, summariseMistakes } from './format-mistake.ts'
import { parseAgreement } from './parse.ts'
import { ACME_CHECKOUT } from './testing/example.ts'
import { errorsOf, HEAD, mistakesOf, SOUND, sound, withObjective } from './testing/texts.ts'

test('the example is valid as it is printed, and gives no cause for advice', () => {
  expect(mistakesOf(ACME_CHECKOUT)).toEqual([])
})

test('its odd constructs arrive as what they are', () => {
  const { document } = sound(ACME_CHECKOUT)
  expect(document.effective_from).toBe('2026-12-01')
  expect(document.calendars?.support?.hours.tue).toEqual(['09:00-18:00'])
  expect(document.calendars?.support?.breaks).toEqual({ '2026-12-23': ['12:00-13:00'] })
  expect(document.severities?.sev1?.maps).toEqual({ pagerduty: ['P1'], jira: ['Highest'] })
  expect(document.escalation).toEqual([
    { at: '75%', to: 'vendor' },
    { at: 'breach', to: 'client' },
  ])
  expect(document.disputes?.arbiter).toBeNull()
  expect(document.objectives['change-fail-rate']?.release).toEqual({ good_deployments: 3 })
  expect(document.consequences?.monthly_fee).toBe(4_000_000)
})

test('what this part does not judge yet is kept as it is written', () => {
  const free =
    'goals: [{ name: Fewer lost orders, by: 2027-03-01 }]\nrisks: none known\ncapabilities: { a: { b: [1, null, true] } }\n'
  expect(sound(HEAD + free + SOUND).document).toMatchObject({
    goals: [{ name: 'Fewer lost orders', by: '2027-03-01' }],
    risks: 'none known',
    capabilities: { a: { b: [1, null, true] } },
  })
})

describe('all mistakes are told at once', () => {
  const text = withObjective(
    'indicator: time-to-restore',
    'target: "<= 48 hrs"',
    'window: calendar month',
    'enforcment: block',
    'services: [wbe]',
  )

  test('of the shape and of the meaning, in the order of the text', () => {
    expect(errorsOf(text)).toEqual([
      '10:13 error unknown unit "hrs"; use "48h"',
      '12:5 error unknown key "enforcment"; did you mean "enforcement"?',
      '13:16 error unknown service "wbe"; did you mean "web"?',
    ])
  })

  test('each with what a tool needs', () => {
    const parsed = parseAgreement(text)
    const [first, second] = parsed.ok ? [] : parsed.errors.filter((mistake) => mistake.severity === 'error')
    expect(first).toMatchObject({
      code: 'unknown_unit',
      pointer: '/objectives/it/target',
      path: ['objectives', 'it', 'target'],
      line: 10,
      column: 13,
      length: 11,
      found: '<= 48 hrs',
      suggestion: '<= 48h',
    })
    expect(second).toMatchObject({
      code: 'unknown_key',
      pointer: '/objectives/it/enforcment',
      length: 10,
      suggestion: 'enforcement',
    })
  })

  test('and as a person reads them', () => {
    const parsed = parseAgreement(text)
    const mistakes = parsed.ok ? [] : parsed.errors.filter((mistake) => mistake.severity === 'error')
    expect(
      mistakes.map((mistake) => formatMistake(text, mistake, 'plumbline.yml')).join('\n'),
    ).toBe(`plumbline.yml:10:13  error  unknown unit "hrs"; use "48h"
10 │     target: "<= 48 hrs"
   │             ^^^^^^^^^^^
plumbline.yml:12:5   error  unknown key "enforcment"; did you mean "enforcement"?
12 │     enforcment: block
   │     ^^^^^^^^^^
plumbline.yml:13:16  error  unknown service "wbe"; did you mean "web"?
13 │     services: [wbe]
   │                ^^^`)
    expect(summariseMistakes(mistakes)).toBe('3 errors')
  })
})

describe('shape', () => {
  test.each([
    ['plumbline: 2\n', '1:12 error unknown plumbline 2; it has to be 1'],
    [
      'engagement: Acme\n',
      '2:13 error engagement: "Acme" is no slug: 3 to 64 of a-z, 0-9 and -, not starting or ending with -',
    ],
    [
      'effective_from: 2026-02-30\n',
      '5:17 error effective_from: "2026-02-30" is no date; write YYYY-MM-DD, such as 2026-12-01',
    ],
    [
      'effective_from: 2026-12-00\n',
      '5:17 error effective_from: "2026-12-00" is no date; write YYYY-MM-DD, such as 2026-12-01',
    ],
    [
      'effective_from: 1 December 2026\n',
      '5:17 error effective_from: "1 December 2026" is no date; write YYYY-MM-DD, such as 2026-12-01',
    ],
    [
      'time_zone: America/New_Yrok\n',
      '4:12 error unknown time zone "America/New_Yrok"; did you mean "America/New_York"?',
    ],
    ['time_zone: New_York\n', '4:12 error unknown time zone "New_York"; did you mean "America/New_York"?'],
    ['services: { api: }\n', '6:13 error api is empty; it takes a map'],
    [
      'services: { api: { repositories: [acme] } }\n',
      '6:35 error repositories: "acme" is no repository; write it as owner/name',
    ],
    ['services: { api: { production: live } }\n', '6:32 error production takes a list, not "live"; write [live]'],
    [
      'services: { api: { production: [] } }\n',
      '6:32 error production: the list is empty; leave it out for `production`',
    ],
    ['parties: { client: { name: Acme } }\n', '3:1 error missing key "vendor" in parties'],
  ])('%s', (line, mistake) => {
    const key = line.slice(0, line.indexOf(':'))
    const text = (HEAD + SOUND).replace(new RegExp(`^${key}:.*\\n`, 'm'), line)
    expect(mistakesOf(text)).toEqual([mistake])
  })

  test('a missing key is told at the top, or by the key it is missing in', () => {
    expect(mistakesOf('plumbline: 1\n')).toEqual(
      ['effective_from', 'engagement', 'objectives', 'parties', 'services', 'time_zone'].map(
        (key) => `1:1 error missing key "${key}"`,
      ),
    )
    expect(errorsOf(withObjective('indicator: coverage'))).toEqual(['8:3 error missing key "target" in objectives.it'])
  })

  test('a misspelt key is not a missing one as well', () => {
    expect(mistakesOf((HEAD + SOUND).replace('vendor: { name', 'vendor: { nam'))).toEqual([
      '3:46 error unknown key "nam"; did you mean "name"?',
    ])
  })

  test('a number is no clause: 5.10 would be 5.1', () => {
    expect(errorsOf(withObjective('clause: 5.10', 'indicator: coverage', 'target: ">= 80%"'))).toEqual([
      '9:13 error clause takes text, not 5.1; write it in quotes: "5.10"',
    ])
  })

  test('a bare number is no target', () => {
    expect(errorsOf(withObjective('indicator: coverage', 'target: 80'))).toEqual([
      '10:13 error target takes text, not 80; say which side is good, in quotes: ">= 80" with its unit',
    ])
  })

  test('an empty value is told as one', () => {
    expect(mistakesOf(`${HEAD}title:\n${SOUND}`)).toEqual(['7:1 error title is empty; it takes text'])
  })

  test('a name that is none is told by its key', () => {
    expect(
      errorsOf(
        `${HEAD}objectives:\n  Up Time: { indicator: availability, target: ">= 99%", window: calendar month }\n`,
      ),
    ).toEqual(['8:3 error "Up Time" is no name: 1 to 64 of a-z, 0-9 and -, not starting or ending with -'])
  })

  test('a bad entry of a list that others refer to is one mistake', () => {
    const text = `${HEAD}calendar: support\ncalendars:\n  support:\n${SOUND}`
    expect(mistakesOf(text)).toEqual(['9:3 error support is empty; it takes a map'])
  })
})

describe('JSON is YAML', () => {
  const json = JSON.stringify(sound(ACME_CHECKOUT).document, null, '\t')

  test('the same agreement, indented with tabs, has the same hash', () => {
    expect(sound(json).hash).toBe(sound(ACME_CHECKOUT).hash)
  })

  test('and its mistakes have places', () => {
    const text = json.replace('"enforcement": "block"', '"enforcement": "blok"')
    const line = text.split('\n').findIndex((one) => one.includes('blok')) + 1
    expect(mistakesOf(text)).toEqual([`${line}:19 error unknown enforcement "blok"; did you mean "block"?`])
  })
})
