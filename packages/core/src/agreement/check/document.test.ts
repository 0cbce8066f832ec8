import { describe, expect, test } from 'vitest'
import { errorsOf, HEAD, SOUND, withObjective } from '../testing/texts.ts'

/** What follows the head, from line 7 on. */
const after = (part: string) => errorsOf(HEAD + part + SOUND)

type Case = { part: string; told: string[]; why: string }
const cases = (name: string, table: Case[]) =>
  describe(name, () => {
    test.each(table)('$why', ({ part, told }) => expect(after(part)).toEqual(told))
  })

const calendar = (hours: string, more = '') => `calendars:\n  support:\n    hours: ${hours}\n${more}`

cases('calendars', [
  {
    why: 'hours, breaks and days',
    part: calendar(
      '{ mon: ["09:00-13:00", "14:00-24:00"] }',
      '    holidays: [2026-12-25]\n    special_days: { 2026-12-24: ["09:00-12:00"] }\n    breaks: { 2026-12-23: ["12:00-13:00"] }\n',
    ),
    told: [],
  },
  {
    why: 'one that never opens',
    part: calendar('{ mon: [] }'),
    told: ['9:12 error calendar "support" never opens; give at least one day hours'],
  },
  {
    why: 'intervals that overlap',
    part: calendar('{ mon: ["09:00-13:00", "12:59-18:00"] }'),
    told: ['9:35 error "12:59-18:00" overlaps "09:00-13:00"'],
  },
  { why: 'intervals that touch', part: calendar('{ mon: ["09:00-13:00", "13:00-18:00"] }'), told: [] },
  {
    why: 'overnight is two intervals',
    part: calendar('{ mon: ["22:00-06:00"] }'),
    told: [
      '9:20 error "22:00-06:00" ends before it begins; overnight is two intervals: "22:00-24:00", and "00:00-06:00" on the next day',
    ],
  },
  {
    why: 'an empty interval',
    part: calendar('{ mon: ["09:00-09:00"] }'),
    told: ['9:20 error "09:00-09:00" ends before it begins; it is empty'],
  },
  {
    why: '24:00 is an end, not a beginning',
    part: calendar('{ mon: ["24:00-24:00"] }'),
    told: ['9:20 error mon: "24:00-24:00" is no interval; write it as "09:00-17:00" (24:00 is allowed as an end)'],
  },
  {
    why: 'a time that is none',
    part: calendar('{ mon: ["9-17"] }'),
    told: ['9:20 error mon: "9-17" is no interval; write it as "09:00-17:00" (24:00 is allowed as an end)'],
  },
  {
    why: 'a weekday that is none',
    part: calendar('{ mon: ["09:00-17:00"], thurs: ["09:00-17:00"] }'),
    told: ['9:36 error unknown key "thurs"; did you mean "thu"?'],
  },
  {
    why: 'a day that is none',
    part: calendar('{ mon: ["09:00-17:00"] }', '    holidays: [2026-02-29]\n'),
    told: ['10:16 error holidays: "2026-02-29" is no date; write YYYY-MM-DD, such as 2026-12-01'],
  },
  {
    why: 'a special day that is none',
    part: calendar('{ mon: ["09:00-17:00"] }', '    special_days: { 24.12.2026: [] }\n'),
    told: ['10:21 error "24.12.2026" is no date; write YYYY-MM-DD, such as 2026-12-01'],
  },
  {
    why: 'overlaps on a single day',
    part: calendar('{ mon: ["09:00-17:00"] }', '    breaks: { 2026-12-24: ["12:00-13:00", "12:00-12:30"] }\n'),
    told: ['10:28 error "12:00-13:00" overlaps "12:00-12:30"'],
  },
  {
    why: '24x7 is built in',
    part: 'calendars: { 24x7: { hours: { mon: ["09:00-17:00"] } } }\n',
    told: ['7:14 error 24x7 is built in and cannot be changed'],
  },
  {
    why: 'a zone that is none',
    part: calendar('{ mon: ["09:00-17:00"] }', '    time_zone: America/Mexico_Cty\n'),
    told: ['10:16 error unknown time zone "America/Mexico_Cty"; did you mean "America/Mexico_City"?'],
  },
  {
    why: 'an offset is no zone',
    part: calendar('{ mon: ["09:00-17:00"] }', '    time_zone: "+02:00"\n'),
    told: ['10:16 error unknown time zone "+02:00"; write an IANA name such as America/New_York'],
  },
])

cases('names of one part in another', [
  {
    why: 'a calendar',
    part: `${calendar('{ mon: ["09:00-17:00"] }')}calendar: suport\n`,
    told: ['10:11 error unknown calendar "suport"; did you mean "support"?'],
  },
  {
    why: 'a severity without a meaning',
    part: 'severities: { sev1: { means: Down } }\nincidents: { link_severities: [sev1, sev2] }\n',
    told: ['8:38 error severities does not say what sev2 means; add it there'],
  },
  {
    why: 'a severity that is none',
    part: 'incidents: { link_severities: [sev6] }\n',
    told: ['7:32 error unknown link_severities "sev6"; did you mean "sev1"?'],
  },
])

test('an objective names services, severities, phases and calendars that are there', () => {
  const text = withObjective(
    'indicator: time-to-resolve',
    'target: "<= 4h"',
    'window: calendar month',
    'services: [api, wbe]',
    'severity: [sev2]',
    'phase: formalize',
    'calendar: office',
    'title: x',
  )
  expect(
    errorsOf(`${text}phases: [{ name: formalise, enforce: as-agreed }]\nseverities: { sev1: { means: Down } }\n`),
  ).toEqual([
    '12:21 error unknown service "wbe"; did you mean "web"?',
    '13:16 error severities does not say what sev2 means; add it there',
    '14:12 error unknown phase "formalize"; did you mean "formalise"?',
    '15:15 error unknown calendar "office"; known: 24x7',
  ])
})

cases('phases', [
  {
    why: 'only the last may lack days',
    part: 'phases:\n  - { name: a, enforce: observe }\n  - { name: b, enforce: warn }\n',
    told: ['8:5 error phase "a" has no days, so what follows never begins; only the last may lack them'],
  },
  {
    why: 'the last may have them too',
    part: 'phases:\n  - { name: a, days: 30, enforce: observe }\n  - { name: b, days: 30, enforce: warn }\n',
    told: [],
  },
  {
    why: 'no name twice',
    part: 'phases:\n  - { name: a, days: 30, enforce: observe }\n  - { name: a, enforce: warn }\n',
    told: ['9:13 error phase "a" stands here a second time'],
  },
  {
    why: 'misspelt days are one mistake',
    part: 'phases:\n  - { name: a, day: 30, enforce: observe }\n  - { name: b, enforce: warn }\n',
    told: ['8:16 error unknown key "day"; did you mean "days"?'],
  },
  {
    why: 'an enforcement that is none',
    part: 'phases: [{ name: a, enforce: block }]\n',
    told: ['7:30 error unknown enforce "block"; one of observe, warn, as-agreed'],
  },
  {
    why: 'days are whole',
    part: 'phases: [{ name: a, days: 1.5, enforce: warn }]\n',
    told: ['7:27 error days takes a whole number, not 1.5'],
  },
])

cases('durations and dates', [
  {
    why: 'd is refused with its reason',
    part: 'incidents: { link_window: 1d }\n',
    told: ['7:27 error d means three things (24 hours, a calendar day, a business day); use h or bd'],
  },
  {
    why: 'the link window runs around the clock',
    part: 'incidents: { link_window: 1bd }\n',
    told: ['7:27 error the link window runs around the clock, so it has no business days; use h'],
  },
  {
    why: 'the floor is time on the clock',
    part: 'incidents: { breach_floor: 1bd }\n',
    told: ['7:28 error the floor is time on the running clock, so it has no business days; use h'],
  },
  {
    why: 'business days elsewhere',
    part: 'incidents: { reopen_window: 3bd }\nexempt: { label: hotfix, max: 2, follow_up: 2bd }\ndisputes: { window: 10bd, silence: accepts, arbiter: null }\n',
    told: [],
  },
  {
    why: 'a number alone',
    part: 'disputes: { window: "10" }\n',
    told: ['7:21 error 10 has no unit; window is measured in h, m, s or bd, so write "10h"'],
  },
  {
    why: 'a number without quotes',
    part: 'disputes: { window: 10 }\n',
    told: ['7:21 error window takes text, not 10; write it in quotes: "10"'],
  },
  { why: 'a review on the day it begins', part: 'review_by: 2026-12-01\n', told: [] },
  {
    why: 'a review before the beginning',
    part: 'review_by: 2026-11-30\n',
    told: ['7:12 error the review on 2026-11-30 is before the agreement begins on 2026-12-01'],
  },
  {
    why: 'a currency that is none',
    part: 'consequences: { currency: XYZ }\n',
    told: ['7:27 error unknown currency "XYZ"; write an ISO 4217 code such as USD'],
  },
  {
    why: 'an escalation after the breach',
    part: 'escalation: [{ at: "120%", to: client }]\n',
    told: ['7:20 error 120% of the time is after the breach; write "breach"'],
  },
  {
    why: 'a moment that is none',
    part: 'escalation: [{ at: soon, to: client }]\n',
    told: ['7:20 error at: "soon" is no moment; write "breach" or a share of the time such as "75%"'],
  },
])

test('an agreement has services and objectives', () => {
  const text = HEAD.replace('{ api: {}, web: {} }', '{}')
  expect(errorsOf(`${text}objectives: {}\n`)).toEqual([
    '6:1 error services is empty; an agreement has at least one',
    '7:1 error objectives is empty; an agreement has at least one',
  ])
})
