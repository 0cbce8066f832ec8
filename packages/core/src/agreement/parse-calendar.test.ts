import { describe, expect, test } from 'vitest'
import { parseBudget, parseCalendar } from './parse-calendar.ts'

const mistakes = (text: string) => {
  const read = parseCalendar(text, 'support')
  return read.ok ? [] : read.errors.map(({ line, column, message }) => `${line}:${column} ${message}`)
}

describe('one calendar by itself, in the form it has in an agreement', () => {
  test.each([
    'time_zone: America/Mexico_City\nhours: { mon: ["09:00-13:00", "14:00-24:00"] }',
    '{"hours":{"mon":["09:00-17:00"]}}',
  ])('%j is read', (text) => {
    const read = parseCalendar(text, 'support')
    expect(read).toMatchObject({ ok: true, value: { zoneGiven: text.includes('time_zone') } })
  })

  test.each([
    ['hours: {}', ['1:8 calendar "support" never opens; give at least one day hours']],
    [
      'hours: { mon: ["17:00-09:00"] }',
      [
        '1:16 "17:00-09:00" ends before it begins; overnight is two intervals: "17:00-24:00", and "00:00-09:00" on the next day',
      ],
    ],
    [
      'hours: { mon: ["09:00-17:00"] }\ntime_zone: America/New_Yorck',
      ['2:12 unknown time zone "America/New_Yorck"; did you mean "America/New_York"?'],
    ],
    ['hours: { mon: ["09:00-17:00"] }\nholidais: []', ['2:1 unknown key "holidais"; did you mean "holidays"?']],
    ['', ['1:1 the file is empty']],
  ])('%j is refused with its place', (text, expected) => expect(mistakes(text)).toEqual(expected))
})

describe('rule 2: a time to give somebody', () => {
  test.each([
    ['4h', { kind: 'elapsed', ms: 14_400_000 }],
    ['0m', { kind: 'elapsed', ms: 0 }],
    ['0bd', { kind: 'business_days', days: 0 }],
    ['2bd', { kind: 'business_days', days: 2 }],
  ])('%s', (text, value) => expect(parseBudget(text)).toMatchObject({ ok: true, value }))

  test.each(['2d', '1.5bd', '-4h', '4', 'h', '0', '0d', '99999999h'])('%s is refused', (text) =>
    expect(parseBudget(text).ok).toBe(false),
  )
})
