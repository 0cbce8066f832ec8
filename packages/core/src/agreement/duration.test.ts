import { describe, expect, test } from 'vitest'
import { parseDuration } from './duration.ts'
import { parseWindow } from './window-text.ts'

describe('durations', () => {
  test.each([
    ['24h', { kind: 'elapsed', ms: 86_400_000 }],
    ['15m', { kind: 'elapsed', ms: 900_000 }],
    ['90 s', { kind: 'elapsed', ms: 90_000 }],
    ['1.5h', { kind: 'elapsed', ms: 5_400_000 }],
    ['0.001s', { kind: 'elapsed', ms: 1 }],
    ['5bd', { kind: 'business_days', days: 5 }],
  ])('%s', (text, expected) => {
    expect(parseDuration(text)).toEqual({ ok: true, value: { ...expected, text } })
  })

  test.each([
    ['2d', 'd means three things (24 hours, a calendar day, a business day); use h or bd'],
    ['2 days', 'd means three things (24 hours, a calendar day, a business day); use h or bd'],
    ['48hrs', 'unknown unit "hrs"; use "48h"'],
    ['48', '48 has no unit; a duration is measured in h, m, s or bd, so write "48h"'],
    ['500ms', '"ms" is no unit of a duration, which is measured in h, m, s or bd'],
    ['0h', 'a duration of nothing; it has to be longer than 0'],
    ['-2h', '"-2h" is no duration; write one number with s, m, h or bd, such as "24h"'],
    ['1h30m', 'unknown unit "h30m"; a duration is measured in h, m, s or bd'],
    ['PT24H', '"PT24H" is no duration; write one number with s, m, h or bd, such as "24h"'],
    ['0.5bd', '0.5bd: business days are whole; use h for parts of a day'],
    ['0.0001s', '0.0001s is finer than a millisecond'],
    ['100000h', '100000h is longer than ten years'],
    ['9999bd', '9999bd is longer than ten years'],
  ])('%s is refused', (text, message) => {
    const read = parseDuration(text)
    expect(read.ok ? null : read.errors.map((error) => error.message)).toEqual([message])
  })
})

describe('windows', () => {
  test.each([
    ['calendar week', { kind: 'calendar', unit: 'week' }],
    ['calendar  month', { kind: 'calendar', unit: 'month' }],
    ['calendar quarter', { kind: 'calendar', unit: 'quarter' }],
    ['rolling 30d', { kind: 'rolling', days: 30 }],
    ['rolling 1 d', { kind: 'rolling', days: 1 }],
  ])('%s', (text, value) => {
    expect(parseWindow(text)).toEqual({ ok: true, value })
  })

  test.each([
    ['month', 'unknown window "month"; did you mean "calendar month"?'],
    ['calender month', 'unknown window "calender month"; did you mean "calendar month"?'],
    ['quarterly', 'unknown window "quarterly"; did you mean "calendar quarter"?'],
    [
      'calendar year',
      'unknown window "calendar year"; it takes calendar week, calendar month, calendar quarter or rolling Nd',
    ],
    ['rolling 4w', 'a rolling window is counted in local days; use "rolling 28d"'],
    ['rolling 720h', 'a rolling window is counted in local days; use "rolling 30d"'],
    ['rolling 30', 'a rolling window is counted in local days; use "rolling 30d"'],
    ['rolling 0d', 'rolling 0d: from 1 to 366 days'],
    ['rolling 367d', 'rolling 367d: from 1 to 366 days'],
    ['sometimes', 'unknown window "sometimes"; it takes calendar week, calendar month, calendar quarter or rolling Nd'],
  ])('%s is refused', (text, message) => {
    const read = parseWindow(text)
    expect(read.ok ? null : read.errors.map((error) => error.message)).toEqual([message])
  })
})
