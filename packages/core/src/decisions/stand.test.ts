import { describe, expect, test } from 'vitest'
import type { Breach } from '../breach/breach.ts'
import { followedAs } from '../breach/breach.ts'
import { reopenBreach } from '../breach/lifecycle.ts'
import { NOTHING_STANDS, type Standing } from '../standing/standing.ts'
import { at, terms } from '../testing/agreement.ts'
import { breachOf } from '../testing/breach.ts'
import { calendarTerms } from '../testing/calendar.ts'
import { DAY, formatInstant, HOUR } from '../time/instant.ts'
import type { Dispute } from './dispute.ts'
import { breachDisputableUntil } from './dispute-window.ts'
import type { Exclusion } from './exclusion.ts'
import { MOST_STANDING, standDispute, standExclusion, standWaiver } from './stand.ts'
import type { Waiver } from './waiver.ts'

const NOW = at('2026-11-20')
const CLIENT = { party: 'client', key: 'k1', name: 'Acme' } as const
const november = breachOf({
  opened_at: '2026-12-01T08:00:00.000Z',
  window: {
    period: '2026-11-01',
    kind: 'calendar month',
    from: '2026-11-01T00:00:00.000Z',
    to: '2026-12-01T00:00:00.000Z',
    environments: ['production'],
    label: 'November 2026',
    provisional: true,
    partial: false,
  },
})

const waiver = (own: Partial<Waiver> = {}): Waiver => ({
  kind: 'waiver',
  id: 'wv_1',
  at: formatInstant(NOW),
  revision: 2,
  status: 'approved',
  objective: 'uptime',
  service: null,
  breach: null,
  from: formatInstant(NOW),
  expires_at: formatInstant(NOW + 10 * DAY),
  reason: 'x',
  requested_by: CLIENT,
  timeline: [],
  ...own,
})
const exclusion = (own: Partial<Exclusion> = {}): Exclusion => ({
  kind: 'exclusion',
  id: 'ex_1',
  at: formatInstant(NOW),
  revision: 2,
  status: 'approved',
  category: 'maintenance',
  from: formatInstant(NOW),
  to: formatInstant(NOW + HOUR),
  services: null,
  objectives: null,
  reason: 'x',
  with_notice: false,
  proposed_by: CLIENT,
  timeline: [],
  ...own,
})
const dispute = (own: Partial<Dispute> = {}): Dispute => ({
  kind: 'dispute',
  id: 'dp_1',
  at: formatInstant(NOW),
  revision: 1,
  status: 'open',
  breach: 'br_1',
  objective: 'patch-coverage',
  service: 'checkout-api',
  opened_by: CLIENT,
  reason: 'x',
  answer_due_at: formatInstant(NOW + DAY),
  silence: 'accepts',
  arbiter: null,
  stated: {},
  timeline: [],
  ...own,
})
const of = (result: ReturnType<typeof standWaiver>): Standing => {
  if (!result.ok) throw new Error(JSON.stringify(result.errors))
  return result.value
}

describe('what stands of a waiver', () => {
  test.each([
    { why: 'approved: until its expiry', own: {}, span: [NOW, NOW + 10 * DAY] },
    {
      why: 'revoked: until then',
      own: { status: 'revoked', ended_at: formatInstant(NOW + DAY) },
      span: [NOW, NOW + DAY],
    },
    { why: 'revoked before it began: nothing', own: { status: 'revoked', ended_at: formatInstant(NOW) }, span: null },
    { why: 'asked for: nothing', own: { status: 'requested' }, span: null },
    { why: 'rejected: nothing', own: { status: 'rejected' }, span: null },
  ] as const)('$why', ({ own, span }) => {
    const [found] = of(standWaiver(NOTHING_STANDS, waiver(own), null, NOW)).waivers
    expect(found ? [found.from, found.until] : null).toEqual(span)
  })
  test('of a breach that was noticed after its window: from the window’s last millisecond, in which it is judged', () => {
    const named = waiver({ breach: 'br_1', from: november.opened_at, expires_at: '2026-12-20T00:00:00.000Z' })
    const [found] = of(standWaiver(NOTHING_STANDS, named, november, NOW)).waivers
    expect(found).toMatchObject({ from: at('2026-12-01') - 1, breach: { identity: 'patch-coverage@2026-11-01' } })
  })
  test('the same one stands once, and what ended long ago stands no more', () => {
    const twice = of(standWaiver(of(standWaiver(NOTHING_STANDS, waiver(), null, NOW)), waiver(), null, NOW))
    expect(twice.waivers).toHaveLength(1)
    const later = (days: number) =>
      of(standWaiver(twice, waiver({ id: 'wv_2', status: 'rejected' }), null, NOW + days * DAY)).waivers.length
    expect([later(409), later(410)]).toEqual([1, 0])
  })
  test('there is room for so many: every gate reads them all', () => {
    let standing: Standing = NOTHING_STANDS
    for (let i = 0; i < MOST_STANDING; i++) standing = of(standWaiver(standing, waiver({ id: `wv_${i}` }), null, NOW))
    expect(standWaiver(standing, waiver({ id: 'one more' }), null, NOW)).toMatchObject({
      ok: false,
      errors: [{ code: 'wrong_state' }],
    })
  })
})

test('what stands of an exclusion: approved, or what it was by the time it was revoked', () => {
  const stands = (own: Partial<Exclusion>, when = NOW) =>
    of(standExclusion(of(standExclusion(NOTHING_STANDS, exclusion(), NOW)), exclusion(own), when)).exclusions.map(
      ({ from, to, withNotice }) => [to - from, withNotice],
    )
  expect(stands({})).toEqual([[HOUR, false]])
  expect(stands({ status: 'revoked', ended_at: formatInstant(NOW + 60_000) })).toEqual([[60_000, false]])
  expect(stands({ status: 'revoked', ended_at: formatInstant(NOW) })).toEqual([])
  expect(stands({ id: 'ex_2', status: 'rejected' }, NOW + 399 * DAY)).toHaveLength(1)
  expect(stands({ id: 'ex_2', status: 'rejected' }, NOW + 401 * DAY)).toEqual([])
})

describe('what stands of a dispute', () => {
  test.each([
    { own: {}, due: NOW + DAY },
    { own: { status: 'answered' }, due: null },
  ] as const)('$own.status: it waits', ({ own, due }) => {
    const standing = of(standDispute(NOTHING_STANDS, dispute(own), november, NOW))
    expect(standing).toMatchObject({ disputes: [{ id: 'dp_1', dueAt: due }], overturned: [] })
  })
  test.each([
    { status: 'withdrawn', ruling: undefined, overturned: 0 },
    { status: 'ruled', ruling: 'uphold', overturned: 0 },
    { status: 'ruled', ruling: 'overturn', overturned: 1 },
  ] as const)('$status $ruling: nothing waits, $overturned overturned', ({ status, ruling, overturned }) => {
    const open = of(standDispute(NOTHING_STANDS, dispute(), november, NOW))
    const after = of(standDispute(open, dispute({ status, ...(ruling ? { ruling } : {}) }), november, NOW))
    expect([after.disputes.length, after.overturned.length]).toEqual([0, overturned])
  })
})

describe('until when a breach can be disputed', () => {
  const opened = (time: string, kind: Breach['timeline'][number]['kind'] = 'opened') =>
    ({ at: `${time}T12:00:00.000Z`, kind, by: { engine: true } }) as const
  const agreed = terms({
    disputes: { window: { kind: 'elapsed', ms: 48 * HOUR, text: '48h' }, silence: 'accepts', arbiter: null },
  })
  test.each([
    {
      why: 'a change: after it opened',
      breach: breachOf({ timeline: [opened('2026-11-10')] }),
      until: '2026-11-12T12:00:00Z',
    },
    {
      why: 'after it opened again',
      breach: breachOf({ timeline: [opened('2026-11-10'), opened('2026-11-14', 'reopened')] }),
      until: '2026-11-16T12:00:00Z',
    },
    {
      why: 'after it came to count',
      breach: breachOf({ timeline: [opened('2026-11-10'), opened('2026-11-15', 'counted')] }),
      until: '2026-11-17T12:00:00Z',
    },
    {
      why: 'a note begins nothing',
      breach: breachOf({ timeline: [opened('2026-11-10'), opened('2026-11-15', 'noted')] }),
      until: '2026-11-12T12:00:00Z',
    },
    {
      why: 'a calendar window: after its end',
      breach: { ...november, timeline: [opened('2026-11-10')] },
      until: '2026-12-03T00:00:00Z',
    },
  ])('$why', ({ breach, until }) => {
    expect(breachDisputableUntil(breach, { terms: agreed })).toBe(at(until))
  })
  test('business days are those of the agreement’s own calendar; ten where nothing is agreed', () => {
    const breach = breachOf({ timeline: [opened('2026-11-20')] })
    const clocks = { calendar: 'support', calendars: new Map([['support', calendarTerms()]]) }
    const support = terms({ clocks: clocks as unknown as NonNullable<Parameters<typeof terms>[0]['clocks']> })
    expect(breachDisputableUntil(breach, undefined)).toBe(at('2026-11-30T12:00:00Z'))
    // From a Friday: ten working days are two weeks.
    expect(breachDisputableUntil(breach, { terms: support }) - at('2026-11-20T12:00:00Z')).toBeGreaterThanOrEqual(
      14 * DAY - 12 * HOUR,
    )
  })
})

describe('what gates see of a breach', () => {
  test.each([
    { breach: { status: 'open' }, seen: { status: 'open' } },
    { breach: { status: 'acknowledged' }, seen: { status: 'acknowledged' } },
    { breach: { status: 'disputed', beneath: 'acknowledged' }, seen: { status: 'acknowledged', aside: 'disputed' } },
    { breach: { status: 'waived', beneath: 'open' }, seen: { status: 'open', aside: 'waived' } },
    { breach: { status: 'disputed', beneath: 'resolved' }, seen: null },
    { breach: { status: 'resolved' }, seen: null },
    { breach: { status: 'overturned' }, seen: null },
  ] as const)('$breach.status, $breach.beneath beneath', ({ breach, seen }) => {
    expect(followedAs(breach)).toEqual(seen)
  })
  test.each([
    { was: { status: 'waived', beneath: 'acknowledged' }, is: { status: 'acknowledged' } },
    { was: { status: 'waived', beneath: 'resolved' }, is: { status: 'open' } },
    { was: { status: 'disputed', beneath: 'resolved' }, is: { status: 'disputed', beneath: 'open' } },
    { was: { status: 'resolved' }, is: { status: 'open' } },
  ] as const)('missed again, $was.status over $was.beneath is $is.status', ({ was, is }) => {
    const again = reopenBreach(breachOf({ ...was, waiver: { id: 'wv', expires_at: '' } }), breachOf())
    expect(again).toMatchObject(is)
    expect([again.beneath, again.timeline.at(-1)?.kind]).toEqual(['beneath' in is ? is.beneath : undefined, 'reopened'])
  })
  test.each([{ status: 'open' }, { status: 'overturned' }, { status: 'disputed', beneath: 'open' }] as const)(
    '$status stays as it is',
    (was) => {
      const breach = breachOf(was)
      expect(reopenBreach(breach, breachOf())).toBe(breach)
    },
  )
})
