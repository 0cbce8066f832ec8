import { describe, expect, test } from 'vitest'
import type { Breach } from '../breach/breach.ts'
import { resolveBreach } from '../breach/lifecycle.ts'
import { acknowledgeBreach } from '../breach/statements.ts'
import { at } from '../testing/agreement.ts'
import { breachOf } from '../testing/breach.ts'
import {
  ARBITER,
  CLIENT,
  dispute,
  exclusion,
  KNOWN,
  must,
  NOW,
  opening,
  refusal,
  state,
  TERMS,
  VENDOR,
  waiver,
} from '../testing/decisions.ts'
import { DAY, formatInstant, HOUR } from '../time/instant.ts'
import { followDispute, unwaiveBreach, waiveBreach } from './breach-follows.ts'
import { answerDispute, disputeAt, withdrawDispute } from './dispute.ts'
import { moveExclusion, proposeExclusion } from './exclusion.ts'
import { moveWaiver, requestWaiver, WAIVER_MOVES, waiverAt } from './waiver.ts'

describe('who may do what to a waiver that the vendor asked for', () => {
  const states = {
    requested: waiver(),
    approved: must(moveWaiver(waiver(), 'approve', CLIENT, NOW)),
    rejected: must(moveWaiver(waiver(), 'reject', CLIENT, NOW)),
    withdrawn: must(moveWaiver(waiver(), 'withdraw', VENDOR, NOW)),
    revoked: must(moveWaiver(must(moveWaiver(waiver(), 'approve', CLIENT, NOW)), 'revoke', CLIENT, NOW)),
  }
  const ALLOWED = [
    'requested approve client',
    'requested reject client',
    'requested withdraw vendor',
    'approved revoke client',
  ]
  // Said once more by whoever said it, it stays as it is.
  const AGAIN = [
    'approved approve client',
    'rejected reject client',
    'withdrawn withdraw vendor',
    'revoked revoke client',
  ]
  test.each(
    Object.entries(states).flatMap(([status, one]) =>
      WAIVER_MOVES.flatMap((move) => [CLIENT, VENDOR].map((by) => ({ status, one, move, by, party: by.party }))),
    ),
  )('$status, $move by the $party', ({ status, one, move, by, party }) => {
    const result = moveWaiver(one, move, by, NOW + HOUR)
    const name = `${status} ${move} ${party}`
    expect(result.ok).toBe([...ALLOWED, ...AGAIN].includes(name))
    if (AGAIN.includes(name)) expect(must(result)).toBe(one)
    if (!result.ok) expect(result.errors[0]?.detail).toMatch(/only the (client|vendor) may|the (client|vendor) may/)
  })
})

describe('a waiver always ends', () => {
  const ask = (own: Partial<Parameters<typeof requestWaiver>[0]>) =>
    requestWaiver(
      { id: 'wv', objective: 'uptime', service: null, breach: null, expiresAt: NOW + DAY, reason: 'x', ...own },
      KNOWN,
      VENDOR,
      NOW,
    )
  test.each([
    { why: 'at once', own: { expiresAt: NOW }, told: 'out_of_range' },
    { why: 'in a year and a day', own: { expiresAt: NOW + 367 * DAY }, told: 'out_of_range' },
    { why: 'the same day next year', own: { expiresAt: NOW + 366 * DAY }, told: null },
    { why: 'before it begins', own: { from: NOW + 2 * DAY }, told: 'out_of_range' },
    { why: 'of what was', own: { from: NOW - 1 }, told: 'out_of_range' },
    { why: 'of no objective', own: { objective: 'up-time' }, told: 'unknown_name' },
    { why: 'of no service', own: { service: 'check-out' }, told: 'unknown_name' },
    { why: 'of an overturned breach', own: { breach: breachOf({ status: 'overturned' }) }, told: 'wrong_state' },
  ])('$why: $told', ({ own, told }) => {
    expect(refusal(ask(own))).toBe(told)
  })
  test('it holds from when it was asked for, and never before it is approved', () => {
    const asked = must(ask({ from: NOW + HOUR }))
    const from = (when: number) => must(moveWaiver(asked, 'approve', CLIENT, when)).from
    expect([from(NOW), from(NOW + 2 * HOUR)]).toEqual([formatInstant(NOW + HOUR), formatInstant(NOW + 2 * HOUR)])
  })
  test('of one breach since that opened, whenever it is approved', () => {
    const named = must(ask({ breach: breachOf() }))
    expect(must(moveWaiver(named, 'approve', CLIENT, NOW)).from).toBe(breachOf().opened_at)
  })
  test('an approved one by itself, as of its expiry; whoever looks later sees the same', () => {
    const approved = must(moveWaiver(waiver(), 'approve', CLIENT, NOW + HOUR))
    expect(approved.from).toBe(formatInstant(NOW + HOUR))
    expect(waiverAt(approved, NOW + 30 * DAY - 1)).toBe(approved)
    const ended = waiverAt(approved, NOW + 30 * DAY)
    expect(ended).toMatchObject({ status: 'expired', ended_at: approved.expires_at })
    expect(waiverAt(approved, NOW + 90 * DAY)).toEqual(ended)
    expect(refusal(moveWaiver(approved, 'revoke', CLIENT, NOW + 31 * DAY))).toBe('wrong_state')
    expect(refusal(moveWaiver(waiver(), 'approve', CLIENT, NOW + 30 * DAY))).toBe('wrong_state')
  })
})

describe('who may do what to an exclusion that the vendor proposed', () => {
  const during = NOW + DAY + HOUR
  const approved = must(moveExclusion(exclusion(), 'approve', CLIENT, NOW))
  test.each([
    { one: exclusion(), move: 'approve', by: VENDOR, when: NOW, told: 'wrong_party' },
    { one: exclusion(), move: 'reject', by: VENDOR, when: NOW, told: 'wrong_party' },
    { one: exclusion(), move: 'withdraw', by: CLIENT, when: NOW, told: 'wrong_party' },
    { one: exclusion(), move: 'revoke', by: CLIENT, when: NOW, told: 'wrong_state' },
    { one: approved, move: 'withdraw', by: VENDOR, when: NOW, told: 'wrong_state' },
    { one: approved, move: 'revoke', by: VENDOR, when: NOW, told: null },
    { one: approved, move: 'revoke', by: VENDOR, when: during, told: 'wrong_party' },
    { one: approved, move: 'revoke', by: CLIENT, when: during, told: null },
    { one: approved, move: 'revoke', by: CLIENT, when: NOW + 2 * DAY, told: 'wrong_state' },
  ] as const)('$one.status, $move by the $by.party: $told', ({ one, move, by, when, told }) => {
    expect(refusal(moveExclusion(one, move, by, when))).toBe(told)
  })
  test('revoked before it began it never was; revoked while it ran it ends then', () => {
    for (const when of [NOW, during])
      expect(must(moveExclusion(approved, 'revoke', CLIENT, when))).toMatchObject({
        to: approved.to,
        ended_at: formatInstant(when),
      })
  })
  test('maintenance that begins before it is proposed is told as without notice, and can be approved all the same', () => {
    expect([exclusion().with_notice, exclusion(NOW).with_notice]).toEqual([true, false])
    expect(must(moveExclusion(exclusion(NOW), 'approve', CLIENT, NOW)).status).toBe('approved')
  })
  test.each([
    { own: { to: NOW + DAY }, told: 'out_of_range' },
    { own: { from: NOW - 400 * DAY }, told: 'out_of_range' },
    { own: { services: ['search'] }, told: 'unknown_name' },
    { own: { objectives: ['patch-coverage'] }, told: 'unknown_name' },
  ])('$own: $told', ({ own, told }) => {
    const asked = { id: 'ex', category: 'maintenance', from: NOW + DAY, to: NOW + 2 * DAY, reason: 'x' } as const
    const result = proposeExclusion({ ...asked, services: null, objectives: null, ...own }, KNOWN, VENDOR, NOW)
    expect(refusal(result)).toBe(told)
  })
})

describe('a dispute', () => {
  test.each([
    { why: 'of an open breach', breach: breachOf(), told: null },
    { why: 'of a known one', breach: breachOf({ status: 'acknowledged' }), told: null },
    { why: 'of a resolved one: it still counted', breach: breachOf({ status: 'resolved' }), told: null },
    { why: 'of a waived one', breach: breachOf({ status: 'waived' }), told: 'wrong_state' },
    { why: 'of an overturned one', breach: breachOf({ status: 'overturned' }), told: 'wrong_state' },
    { why: 'of a disputed one', breach: breachOf({ status: 'disputed' }), told: 'wrong_state' },
  ])('$why: $told', ({ breach, told }) => {
    expect(refusal(opening(breach))).toBe(told)
  })
  test('is settled by its ruling; what opened again since is another matter', () => {
    const ruled = followDispute(
      breachOf(),
      disputeAt(dispute({ terms: { ...TERMS, silence: 'rejects' } }), NOW + 10 * DAY),
    )
    expect(ruled).toMatchObject({ status: 'open', dispute: { ruling: 'uphold' } })
    expect(refusal(opening(ruled))).toBe('wrong_state')
    const again = {
      ...ruled,
      timeline: [...ruled.timeline, { at: formatInstant(NOW), kind: 'reopened', by: { engine: true } }],
    }
    expect(refusal(opening(again as Breach))).toBeNull()
    const withdrawn = followDispute(breachOf(), must(withdrawDispute(dispute(), VENDOR, NOW)))
    expect(refusal(opening(withdrawn))).toBeNull()
  })
  test('a party may change its mind, and not for ever', () => {
    let one = dispute()
    const say = (count: number) => state(one, { ruling: 'uphold', text: `${count}` }, CLIENT, NOW)
    for (let count = 0; count < 10; count++) one = must(say(count))
    expect(refusal(say(10))).toBe('wrong_state')
    expect(must(state(one, { ruling: 'uphold' }, VENDOR, NOW)).settled_by).toBe('both')
  })
  test('is opened inside the agreed time, and not at its end', () => {
    expect(refusal(opening(breachOf(), { until: NOW + 1 }))).toBeNull()
    expect(refusal(opening(breachOf(), { until: NOW }))).toBe('wrong_state')
  })
  test('a ruling counts when both parties give the same, whoever gave it first', () => {
    // The vendor disputes: it holds already that there is no breach.
    const agreed = must(state(dispute(), { ruling: 'overturn' }, CLIENT, NOW + HOUR))
    expect(agreed).toMatchObject({ status: 'ruled', ruling: 'overturn', settled_by: 'both' })
    const against = must(state(dispute(), { ruling: 'uphold' }, CLIENT, NOW + HOUR))
    expect(against).toMatchObject({ status: 'answered', stated: { client: 'uphold', vendor: 'overturn' } })
    const given = must(state(against, { ruling: 'uphold' }, VENDOR, NOW + 2 * HOUR))
    expect(given).toMatchObject({ status: 'ruled', ruling: 'uphold', settled_by: 'both' })
  })
  test('the arbiter rules alone, but not before the answer, and only where one is agreed', () => {
    expect(refusal(state(dispute(), { ruling: 'uphold' }, ARBITER, NOW))).toBe('wrong_state')
    const answered = must(answerDispute(dispute(), 'it was live', CLIENT, NOW + HOUR))
    expect(must(state(answered, { ruling: 'uphold' }, ARBITER, NOW + HOUR))).toMatchObject({
      status: 'ruled',
      settled_by: 'arbiter',
    })
    const nobody = must(answerDispute(dispute({ terms: { ...TERMS, arbiter: null } }), 'x', CLIENT, NOW))
    expect(refusal(state(nobody, { ruling: 'uphold' }, ARBITER, NOW))).toBe('wrong_party')
  })
  test.each([
    { silence: 'accepts', ruling: 'overturn' },
    { silence: 'rejects', ruling: 'uphold' },
  ] as const)(
    'silence on the answer that is due $silence: $ruling, as of the moment it was due',
    ({ silence, ruling }) => {
      const one = dispute({ terms: { ...TERMS, silence } })
      const due = NOW + 10 * DAY
      expect(disputeAt(one, due - 1)).toBe(one)
      const settled = disputeAt(one, due)
      expect(settled).toMatchObject({ status: 'ruled', ruling, settled_by: 'silence', settled_at: formatInstant(due) })
      expect(disputeAt(one, due + 90 * DAY)).toEqual(settled)
      const answered = must(answerDispute(one, 'x', CLIENT, NOW))
      expect(disputeAt(answered, due)).toBe(answered)
    },
  )
  test('who may answer and withdraw; said once more it stays as it is', () => {
    expect(refusal(answerDispute(dispute(), 'x', VENDOR, NOW))).toBe('wrong_party')
    expect(refusal(withdrawDispute(dispute(), CLIENT, NOW))).toBe('wrong_party')
    const answered = must(answerDispute(dispute(), 'x', CLIENT, NOW))
    expect(must(answerDispute(answered, 'x', CLIENT, NOW))).toBe(answered)
    const withdrawn = must(withdrawDispute(answered, VENDOR, NOW))
    expect(must(withdrawDispute(withdrawn, VENDOR, NOW))).toBe(withdrawn)
    expect(refusal(state(withdrawn, { ruling: 'uphold' }, CLIENT, NOW))).toBe('wrong_state')
  })
})

describe('what a decision does to its breach', () => {
  const month = {
    ...breachOf(),
    window: { kind: 'calendar month', period: '2026-11-01', to: '2026-12-01T00:00:00.000Z' },
  }
  const running = month as Breach
  test('a ruling that upholds gives back what it was; one that overturns ends it for good', () => {
    const known = must(acknowledgeBreach(breachOf(), CLIENT, NOW))
    const disputed = followDispute(known, dispute())
    expect(disputed).toMatchObject({ status: 'disputed', beneath: 'acknowledged', dispute: { status: 'open' } })
    const upheld = must(
      state(must(state(dispute(), { ruling: 'uphold' }, CLIENT, NOW)), { ruling: 'uphold' }, VENDOR, NOW),
    )
    expect(followDispute(disputed, upheld)).toMatchObject({ status: 'acknowledged', dispute: { ruling: 'uphold' } })
    expect(followDispute(disputed, upheld)).not.toHaveProperty('beneath')
    const overturned = followDispute(disputed, must(state(dispute(), { ruling: 'overturn' }, CLIENT, NOW)))
    expect(overturned).toMatchObject({ status: 'overturned', dispute: { ruling: 'overturn' } })
    expect(overturned.timeline.map(({ kind }) => kind)).toEqual([
      'opened',
      'acknowledged',
      'disputed',
      'ruling_stated',
      'ruled',
    ])
    expect(followDispute(overturned, must(state(dispute(), { ruling: 'overturn' }, CLIENT, NOW)))).toBe(overturned)
  })
  test('what is resolved while it is disputed comes back resolved', () => {
    const disputed = followDispute(breachOf(), dispute())
    const resolved = resolveBreach(disputed, { at: formatInstant(NOW), kind: 'resolved', by: { engine: true } })
    expect(resolved).toMatchObject({ status: 'disputed', beneath: 'resolved' })
    expect(followDispute(resolved, must(withdrawDispute(dispute(), VENDOR, NOW))).status).toBe('resolved')
  })
  test.each([
    { why: 'a window that still runs comes back', breach: running, end: '2026-11-25', status: 'open' },
    { why: 'a window that is over stays waived', breach: running, end: '2026-12-02', status: 'waived' },
    {
      why: 'a commit’s coverage comes back, a later merge mends it',
      breach: breachOf({ indicator: 'coverage' }),
      end: '2026-12-02',
      status: 'open',
    },
    {
      why: 'a change that is as it is stays waived',
      breach: breachOf({ indicator: 'change-size' }),
      end: '2026-12-02',
      status: 'waived',
    },
  ])('when a waiver ends, $why', ({ breach, end, status }) => {
    const approved = must(moveWaiver(waiver(), 'approve', CLIENT, NOW))
    const waived = waiveBreach(breach, approved, { at: formatInstant(NOW), by: CLIENT })
    expect(waived).toMatchObject({ status: 'waived', beneath: 'open', waiver: { id: 'wv_1' } })
    expect(unwaiveBreach(waived, approved, at(end)).status).toBe(status)
    expect(unwaiveBreach(waived, { id: 'another' }, at(end))).toBe(waived)
  })
})

test('of two waivers of one breach the one that lasts longer counts, in whichever order they come', () => {
  const approved = (days: number): ReturnType<typeof waiver> => ({
    ...waiver(),
    id: `wv_${days}`,
    expires_at: formatInstant(NOW + days * DAY),
  })
  const waived = (order: number[]) =>
    order
      .map(approved)
      .reduce((breach, one) => waiveBreach(breach, one, { at: formatInstant(NOW), by: CLIENT }), breachOf())
  for (const order of [
    [5, 9],
    [9, 5],
  ])
    expect(waived(order)).toMatchObject({ beneath: 'open', waiver: { id: 'wv_9' } })
})
