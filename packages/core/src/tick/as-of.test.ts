import { expect, test } from 'vitest'
import { moveExclusion } from '../decisions/exclusion.ts'
import { standDispute, standExclusion, standWaiver } from '../decisions/stand.ts'
import { moveWaiver } from '../decisions/waiver.ts'
import { NOTHING_STANDS } from '../standing/standing.ts'
import { breachOf } from '../testing/breach.ts'
import { CLIENT, dispute, exclusion, must, NOW, VENDOR, waiver } from '../testing/decisions.ts'
import { corrects, deployment, gated } from '../testing/facts.ts'
import { DAY, formatInstant, HOUR } from '../time/instant.ts'
import { type DecidedSince, knownAt, stoodAt } from './as-of.ts'

const NOTHING: DecidedSince = { waivers: [], exclusions: [], disputes: [] }

test('a fact, and a correction, is known from its receipt on; what came before all that is looked at always was', () => {
  const [first, other, again] = ['first', 'other', 'again'].map((id) => deployment(id, '2026-11-02T12:00:00Z'))
  if (!first || !other || !again) throw new Error('no facts')
  const gate = gated('c1', formatInstant(NOW))
  const all = { facts: [first, other, again, gate], corrections: [corrects(first, again)] }
  const receipts = new Map([
    [other.event, NOW],
    [again.event, NOW + DAY],
  ])
  expect(knownAt(all, receipts, NOW - 1)).toEqual({ facts: [first], corrections: [] })
  expect(knownAt(all, receipts, NOW)).toEqual({ facts: [first, other, gate], corrections: [] })
  expect(knownAt(all, receipts, NOW + DAY)).toEqual(all)
})

test('a waiver stands from its approval on, and until it was revoked as if it never had been', () => {
  const approved = must(moveWaiver(waiver(), 'approve', CLIENT, NOW + DAY))
  const revoked = must(moveWaiver(approved, 'revoke', CLIENT, NOW + 3 * DAY))
  const standsAfter = (one: typeof approved, at: number) => must(standWaiver(NOTHING_STANDS, one, null, at))
  const today = standsAfter(revoked, NOW + 3 * DAY)
  const at = (when: number) => stoodAt(today, { ...NOTHING, waivers: [{ waiver: revoked, breach: null }] }, when)
  expect(at(NOW + HOUR).waivers).toEqual([])
  expect(at(NOW + 2 * DAY)).toEqual(standsAfter(approved, NOW + DAY))
  expect(at(NOW + 3 * DAY)).toEqual(today)
})

test('an exclusion stands from its approval on, and until it was revoked as it was agreed', () => {
  const approved = must(moveExclusion(exclusion(), 'approve', CLIENT, NOW + HOUR))
  const revoked = must(moveExclusion(approved, 'revoke', VENDOR, NOW + 2 * HOUR))
  const today = must(standExclusion(NOTHING_STANDS, revoked, NOW + 2 * HOUR))
  const at = (when: number) => stoodAt(today, { ...NOTHING, exclusions: [revoked] }, when).exclusions
  expect([at(NOW), at(NOW + 2 * HOUR)]).toEqual([[], []])
  expect(at(NOW + HOUR)).toEqual(must(standExclusion(NOTHING_STANDS, approved, NOW + HOUR)).exclusions)
})

test('a dispute is open until its ruling, and what was overturned counts until then', () => {
  const breach = breachOf()
  const open = dispute()
  const step = { at: formatInstant(NOW + 2 * DAY), kind: 'ruled', by: { engine: true }, ruling: 'overturn' } as const
  const ruled = {
    ...open,
    status: 'ruled',
    ruling: 'overturn',
    settled_at: step.at,
    timeline: [...open.timeline, step],
  } as const
  const today = must(standDispute(NOTHING_STANDS, { ...ruled, timeline: [...ruled.timeline] }, breach, NOW + 2 * DAY))
  const since = { ...NOTHING, disputes: [{ dispute: { ...ruled, timeline: [...ruled.timeline] }, breach }] }
  expect(stoodAt(today, since, NOW - 1)).toMatchObject({ disputes: [], overturned: [] })
  expect(stoodAt(today, since, NOW + DAY)).toMatchObject({ disputes: [{ id: 'dp_1' }], overturned: [] })
  expect(stoodAt(today, since, NOW + 2 * DAY)).toMatchObject({ disputes: [], overturned: [{ id: 'dp_1' }] })
})
