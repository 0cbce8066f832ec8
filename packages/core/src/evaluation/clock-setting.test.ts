import { describe, expect, test } from 'vitest'
import { DEFAULT_BREACH_FLOOR, DEFAULT_REOPEN_WINDOW, DEFAULT_STARTS } from '../agreement/defaults.ts'
import type { Objective, Target } from '../agreement/terms.ts'
import { at, objective, target, version } from '../testing/agreement.ts'
import { clockSettingOf } from './clock-setting.ts'
import type { JudgeableTarget } from './judge.ts'

const settingOf = (agreed: JudgeableTarget, overdueFromMs: number | null = 5) => {
  const own = objective({ indicator: 'time-to-resolve', target: agreed })
  const about = { version: version(1, '2026-01-01', { objectives: [own] }), since: at('2026-01-01') }
  return clockSettingOf(
    { ...about, objective: { ...own, target: agreed, warn: null }, inForce: true, phase: null },
    overdueFromMs,
  )
}
const BAND: Extract<Target, { kind: 'band' }> = {
  kind: 'band',
  low: { num: 1n, den: 1n },
  high: { num: 3n, den: 1n },
  unit: 'bd',
  text: '1bd to 3bd',
}

describe('what a target promises', () => {
  test.each([
    { of: target('<=', '4', 'h'), is: { kind: 'elapsed', overdueFromMs: 5 } },
    { of: target('==', '4', 'h'), is: { kind: 'elapsed', overdueFromMs: 5 } },
    { of: target('>=', '4', 'h'), is: null },
    { of: target('<=', '2', 'bd'), is: { kind: 'business_days', days: 2, inclusive: true } },
    { of: target('<', '2', 'bd'), is: { kind: 'business_days', days: 2, inclusive: false } },
    { of: target('>', '2', 'bd'), is: null },
    { of: BAND, is: { kind: 'business_days', days: 3, inclusive: true } },
  ])('$of.text', ({ of, is }) => expect(settingOf(of).promised).toEqual(is))
  test('nothing where nothing is ever too long', () => {
    expect(settingOf(target('<=', '4', 'h'), null).promised).toBeNull()
  })
})

describe('rule 10: the severities that some line of the same clock is about', () => {
  const line = (severity: Objective['severity'], own: Partial<Objective> = {}) =>
    objective({ id: String(severity), indicator: 'time-to-resolve', target: target('<=', '4', 'h'), severity, ...own })
  const OWN = line(['sev2', 'sev3'])
  test.each([
    { why: 'its own', beside: [], is: ['sev2', 'sev3'] },
    { why: 'another line', beside: [line(['sev1'])], is: ['sev2', 'sev3', 'sev1'] },
    { why: 'a line for all', beside: [line(null)], is: null },
    { why: 'no other clock', beside: [line(['sev1'], { indicator: 'time-to-respond' })], is: ['sev2', 'sev3'] },
    { why: 'nobody else’s', beside: [line(['sev1'], { owedBy: 'client' })], is: ['sev2', 'sev3'] },
    { why: 'nor of one service', beside: [line(['sev1'], { services: ['other'] })], is: ['sev2', 'sev3'] },
    { why: 'nor of a stage that is not', beside: [line(['sev1'], { stage: 'live' })], is: ['sev2', 'sev3'] },
  ])('$why', ({ beside, is }) => {
    const about = { version: version(1, '2026-01-01', { objectives: [OWN, ...beside] }), since: at('2026-01-01') }
    const own = { ...OWN, target: OWN.target as JudgeableTarget, warn: null }
    const { lines } = clockSettingOf({ ...about, objective: own, inForce: true, phase: null }, 5)
    expect(lines && [...new Set(lines)]).toEqual(is)
  })
})

test('where nothing was agreed of clocks they run as the defaults say', () => {
  expect(settingOf(target('<=', '4', 'h'))).toMatchObject({
    starts: DEFAULT_STARTS,
    reopenWindow: DEFAULT_REOPEN_WINDOW,
    breachFloor: DEFAULT_BREACH_FLOOR,
    mitigatedStops: false,
    meant: null,
    severities: null,
    owedBy: 'vendor',
    excluded: [],
  })
})
