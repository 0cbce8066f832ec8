import { describe, expect, test } from 'vitest'
import type { Enforcement, OnNoData } from '../agreement/terms.ts'
import { objective, target } from '../testing/agreement.ts'
import { MONTH } from '../testing/window.ts'
import { type Blocking, blocking, contribution, worstVerdict } from './enforce.ts'
import type { NoDataReason, ObjectiveStatus } from './evaluation.ts'
import type { GateEvent } from './gate.ts'

const COVERAGE = objective({ indicator: 'coverage', target: target('>=', '80', '%') })
const RATE = objective({
  indicator: 'change-fail-rate',
  target: target('<=', '15', '%'),
  window: MONTH,
  blockOn: ['deployment'],
})
const NOTHING = { firstIntroduction: false, production: true, released: false, presumedOnly: false }

describe('rule 6: what may keep an objective from blocking, the first that fits', () => {
  const deployment = { event: 'deployment', service: 's', commit_sha: 'c' } as const
  test.each([
    { why: 'nothing', relief: {}, is: { blocks: true } },
    { why: 'first introduction', relief: { firstIntroduction: true, released: true }, is: 'first_introduction' },
    { why: 'another environment', relief: { production: false, released: true }, is: 'not_on_this_event' },
    { why: 'released', relief: { released: true, presumedOnly: true }, is: 'released' },
    { why: 'presumed links only', relief: { presumedOnly: true }, is: 'presumed_links_only' },
  ])('$why', ({ relief, is }) => {
    const found = blocking(RATE, 'block', deployment, { ...NOTHING, ...relief })
    expect(found).toEqual(typeof is === 'string' ? { blocks: false, why: is } : is)
  })
  test.each<[Enforcement, Enforcement, string]>([
    ['block', 'warn', 'phase'],
    ['observe', 'observe', 'observed'],
    ['warn', 'warn', 'warns_only'],
  ])('agreed %s, enforced %s: %s', (agreed, enforced, why) =>
    expect(blocking({ ...RATE, enforcement: agreed }, enforced, deployment, NOTHING)).toEqual({ blocks: false, why }),
  )
  test('a change that blocks deployments blocks them wherever they go', () => {
    const change = { ...COVERAGE, blockOn: ['deployment'] as const }
    expect(blocking(change, 'block', deployment, { ...NOTHING, production: false })).toEqual({ blocks: true })
  })
})

describe('what one objective makes of the verdict', () => {
  const of = (
    status: ObjectiveStatus,
    {
      scope = 'change' as 'change' | 'window' | 'clock',
      reason = undefined as NoDataReason | undefined,
      enforcement = 'block' as Enforcement,
      block = { blocks: true } as Blocking,
      event = 'pull_request' as GateEvent,
      onNoData = null as OnNoData | null,
    } = {},
  ) => contribution({ ...COVERAGE, onNoData }, scope, status, reason, enforcement, block, event)
  const RELIEVED: Blocking = { blocks: false, why: 'released' }

  test.each(['met', 'waived', 'excluded', 'not_in_force'] as const)('%s passes', (status) =>
    expect(of(status)).toBe('pass'),
  )
  test('breached fails where it blocks, else it warns; at risk warns', () => {
    expect([of('breached'), of('breached', { block: RELIEVED }), of('at_risk')]).toEqual(['fail', 'warn', 'warn'])
  })
  test('observed it changes nothing, neither does what is introduced', () => {
    const introduced: Blocking = { blocks: false, why: 'first_introduction' }
    for (const status of ['breached', 'at_risk', 'no_data'] as const)
      expect([of(status, { enforcement: 'observe' }), of(status, { block: introduced })]).toEqual(['pass', 'pass'])
  })
  test.each<[GateEvent, 'change' | 'window' | 'clock', string]>([
    ['push', 'change', 'fail'],
    ['merge_group', 'change', 'fail'],
    ['pull_request', 'change', 'warn'],
    ['deployment', 'change', 'warn'],
    ['push', 'window', 'warn'],
    ['merge_group', 'clock', 'warn'],
  ])('rule 6: no data on %s of scope %s: %s', (event, scope, verdict) =>
    expect(of('no_data', { event, scope })).toBe(verdict),
  )
  test.each<[OnNoData, string, string]>([
    ['fail', 'fail', 'warn'],
    ['warn', 'warn', 'warn'],
    ['pass', 'pass', 'pass'],
  ])('no data, agreed %s: %s, and %s where it may not block', (onNoData, blocks, relieved) =>
    expect([of('no_data', { onNoData }), of('no_data', { onNoData, block: RELIEVED })]).toEqual([blocks, relieved]),
  )
  test.each(['nothing_to_cover', 'below_min_lines'] as const)('%s passes, whatever on_no_data says', (reason) =>
    expect(of('no_data', { reason, onNoData: 'fail' })).toBe('pass'),
  )
})

test('the worst counts, and nothing at all passes', () => {
  expect([worstVerdict([]), worstVerdict(['pass', 'warn', 'pass']), worstVerdict(['warn', 'fail', 'warn'])]).toEqual([
    'pass',
    'warn',
    'fail',
  ])
})
