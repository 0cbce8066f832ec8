import { describe, expect, test } from 'vitest'
import { errorsOf, HEAD, mistakesOf, type ObjectiveCase, PATCH, SOUND, withObjective } from '../testing/texts.ts'

type Case = { why: string; part: string; told: string[] }
/** What follows the head, from line 7 on. */
const cases = (name: string, table: Case[]) =>
  describe(name, () => {
    test.each(table)('$why', ({ part, told }) => expect(errorsOf(HEAD + part + SOUND)).toEqual(told))
  })

const objectives = (name: string, table: ObjectiveCase[], rest = '') =>
  describe(name, () => {
    test.each(table)('$why', ({ lines, told }) => expect(errorsOf(withObjective(...lines) + rest)).toEqual(told))
  })

const hours = (more: string) => `calendars:\n  support:\n    hours: { mon: ["09:00-17:00"] }\n${more}`
const everyMonday = Array.from({ length: 55 }, (_, week) =>
  new Date(Date.UTC(2026, 10, 30 + 7 * week)).toISOString().slice(0, 10),
)
const NEVER =
  '8:3 error calendar "support" does not open once in the year from 2026-12-01: holidays, special days and breaks leave nothing of it'

cases('calendars that are closed', [
  { why: 'holidays over everything', part: hours(`    holidays: [${everyMonday.join(', ')}]\n`), told: [NEVER] },
  {
    why: 'breaks over everything',
    part: hours(`    breaks: { ${everyMonday.map((day) => `${day}: ["08:00-12:00", "12:00-17:00"]`).join(', ')} }\n`),
    told: [NEVER],
  },
  {
    why: 'special days without hours over everything',
    part: hours(`    special_days: { ${everyMonday.map((day) => `${day}: []`).join(', ')} }\n`),
    told: [NEVER],
  },
  {
    why: 'one minute is enough',
    part: hours(`    breaks: { ${everyMonday.map((day) => `${day}: ["09:00-16:59"]`).join(', ')} }\n`),
    told: [],
  },
  {
    why: 'hours on a holiday are in vain',
    part: hours('    holidays: [2026-12-24]\n    special_days: { 2026-12-24: ["09:00-12:00"] }\n'),
    told: [
      '11:21 error 2026-12-24 has hours here and is a holiday too; a holiday beats them, so take it out of one of the two',
    ],
  },
  {
    why: 'a special day that is closed, and a holiday, say the same',
    part: hours('    holidays: [2026-12-24]\n    special_days: { 2026-12-24: [] }\n'),
    told: [],
  },
])

test('a break where nothing is open is worth a word', () => {
  const warned = (day: string, span: string) =>
    mistakesOf(HEAD + hours(`    breaks: { ${day}: ["${span}"] }\n`) + SOUND)
  const idle = (day: string) => [`10:15 warning nothing is open on ${day} that this break could take out`]
  expect(warned('2026-12-08', '12:00-13:00')).toEqual(idle('2026-12-08'))
  expect(warned('2026-12-07', '18:00-19:00')).toEqual(idle('2026-12-07'))
  expect(warned('2026-12-07', '16:00-19:00')).toEqual([])
})

cases('parties, arbiter, escalation', [
  {
    why: 'an arbiter who is a party by name',
    part: 'disputes: { arbiter: northwind }\n',
    told: ['7:22 error "northwind" is the vendor; an arbiter is neither party, or null'],
  },
  {
    why: 'an arbiter who is a party by role',
    part: 'disputes: { arbiter: Client }\n',
    told: ['7:22 error "Client" is the client; an arbiter is neither party, or null'],
  },
  { why: 'somebody else', part: 'disputes: { arbiter: The Delivery Arbiters }\n', told: [] },
  { why: 'nobody', part: 'disputes: { arbiter: null }\n', told: [] },
  {
    why: 'steps out of order',
    part: 'escalation: [{ at: breach, to: client }, { at: "75%", to: vendor }]\n',
    told: ['7:48 error 75% comes before breach; write the steps in the order in which they happen'],
  },
  {
    why: 'one step twice',
    part: 'escalation: [{ at: "75%", to: vendor }, { at: 75.0 %, to: vendor }]\n',
    told: ['7:47 error at 75.0 % the vendor is told already'],
  },
  { why: 'two at one moment', part: 'escalation: [{ at: "75%", to: vendor }, { at: "75%", to: client }]\n', told: [] },
])

test('two parties of one name', () => {
  expect(errorsOf(HEAD.replace('Northwind', 'ACME') + SOUND)).toEqual([
    '3:52 error client and vendor have the same name; nobody could tell in a report who owes what',
  ])
})

cases('phases', [
  {
    why: 'a softer one after a harder one',
    part: 'phases: [{ name: a, days: 30, enforce: as-agreed }, { name: b, enforce: warn }]\n',
    told: ['7:73 error phase "b" is softer than the one before it (warn after as-agreed); phases harden'],
  },
  {
    why: 'two of one kind',
    part: 'phases: [{ name: a, days: 30, enforce: warn }, { name: b, days: 30, enforce: warn }]\n',
    told: [],
  },
])

test('a last phase that observes for ever is worth a word', () => {
  expect(mistakesOf(`${HEAD}phases: [{ name: a, enforce: observe }]\n${SOUND}`)).toEqual([
    '7:30 warning the last phase only observes and never ends, so nothing over a window ever warns',
  ])
  expect(mistakesOf(`${HEAD}phases: [{ name: a, days: 30, enforce: observe }]\n${SOUND}`)).toEqual([])
})

const NO_PHASE = 'add one with days'
objectives('relative targets', [
  {
    why: 'no phase freezes a baseline',
    lines: ['indicator: availability', 'target: baseline', 'window: calendar month'],
    told: [`10:13 error a baseline is frozen at the end of a phase, and there are no phases; ${NO_PHASE}`],
  },
  {
    why: 'whatever is added or taken off',
    lines: ['indicator: availability', 'target: baseline - 1pp', 'window: calendar month'],
    told: [`10:13 error a baseline is frozen at the end of a phase, and there are no phases; ${NO_PHASE}`],
  },
])

describe('relative targets beside phases', () => {
  const told = (target: string, phases: string) =>
    errorsOf(
      `${withObjective('indicator: change-fail-rate', `target: ${target}`, 'window: calendar month')}phases: ${phases}\n`,
    )
  test('a phase that never ends freezes none', () => {
    expect(told('baseline', '[{ name: a, enforce: warn }]')).toEqual([
      '10:13 error a baseline is frozen at the end of a phase, and no phase ends; add one with days',
    ])
  })
  test('one that ends does', () => expect(told('baseline', '[{ name: a, days: 30, enforce: warn }]')).toEqual([]))
  test('phases that could not be read are the mistake themselves', () => {
    expect(told('baseline', '[{ name: a, days: soon, enforce: warn }]')).toEqual([
      '12:27 error days takes a number, not "soon"',
    ])
  })
  test('nothing improves by more than all of it', () => {
    const phases = '[{ name: a, days: 30, enforce: warn }]'
    expect(told('improve 101% from baseline', phases)).toEqual([
      '10:13 error "improve 101% from baseline" is less than nothing; an improvement is at most 100 %',
    ])
    expect(told('improve 100% from baseline', phases)).toEqual([])
  })
})

cases('what stands twice', [
  {
    why: 'a reason to pause',
    part: 'incidents: { pause_reasons: [waiting_client, agreed_freeze, waiting_client] }\n',
    told: ['7:61 error "waiting_client" stands here a second time'],
  },
  {
    why: 'a holiday',
    part: hours('    holidays: [2026-12-25, 2026-12-25]\n'),
    told: ['10:28 error "2026-12-25" stands here a second time'],
  },
  {
    why: 'one word for two severities',
    part: 'severities:\n  sev1: { means: Down, maps: { pagerduty: [P1] } }\n  sev2: { means: Slow, maps: { jira: [P1], pagerduty: [P2, P1] } }\n',
    told: ['9:60 error pagerduty P1 means sev1 already; it can’t mean sev2 too'],
  },
])

test('an objective that is judged in a stage the agreement never is in', () => {
  const lines = [...PATCH, 'stage: live']
  expect(errorsOf(withObjective(...lines))).toEqual([
    '11:12 error it is judged only in the stage live, and the agreement names no stage it is in; add stage: live',
  ])
  expect(errorsOf(`${withObjective(...lines)}stage: build\n`)).toEqual([])
})

test('lists of an objective name each thing once', () => {
  expect(
    errorsOf(withObjective(...PATCH, 'services: [api, web, api]', 'enforcement: block', 'block_on: [push, push]')),
  ).toEqual(['11:26 error "api" stands here a second time', '13:22 error "push" stands here a second time'])
})
