import { describe, expect, test } from 'vitest'
import type { Breach } from '../breach/breach.ts'
import { followedAs } from '../breach/breach.ts'
import { breachOf } from '../testing/breach.ts'
import { CLIENT, must, NOW, VENDOR } from '../testing/decisions.ts'
import { DAY, formatInstant, HOUR } from '../time/instant.ts'
import { underWaiver } from './waived-objective.ts'
import { moveWaiver, requestWaiver, type Waiver, waiverAt } from './waiver.ts'

const KNOWN = { services: ['checkout-api'], objectives: ['change-fail-rate'], windowed: ['change-fail-rate'] }
const UNTIL = NOW + 20 * DAY

/** Of the objective from `from` on, else from its approval at `NOW`; approved. */
const approved = (own: Partial<Parameters<typeof requestWaiver>[0]> = {}): Waiver => {
  const asked = {
    id: 'wv_1',
    objective: 'change-fail-rate',
    service: null,
    breach: null,
    expiresAt: UNTIL,
    reason: 'why',
  }
  const waiver = must(requestWaiver({ ...asked, ...own }, KNOWN, VENDOR, NOW - DAY))
  return must(moveWaiver(waiver, 'approve', CLIENT, NOW))
}

const WINDOW = { kind: 'calendar month', partial: false, provisional: true } as const
const ofWindow = (from: string, to: string): Breach =>
  breachOf({
    objective: 'change-fail-rate',
    scope: 'window',
    window: {
      ...WINDOW,
      environments: ['production'],
      period: from,
      label: from,
      from: `${from}T00:00:00.000Z`,
      to: `${to}T00:00:00.000Z`,
    },
    opened_at: `${from}T09:00:00.000Z`,
    timeline: [{ at: `${from}T09:00:00.000Z`, kind: 'opened', by: { engine: true } }],
  })
/** NOW is 20 November 2026. */
const NOVEMBER = ofWindow('2026-11-01', '2026-12-01')
const OCTOBER = ofWindow('2026-10-01', '2026-11-01')
const clockLateAt = (at: number): Breach => {
  const one = ofWindow('2026-11-01', '2026-12-01')
  const clock = {
    incident: ['INC-1'],
    run: 0,
    severity: 'sev1',
    started_at: '',
    due_at: '',
    breached_at: formatInstant(at),
    ended_at: null,
    value: 1,
    display: '',
    margin: '',
    paused_seconds: 0,
    events: [],
  } as const
  return {
    ...one,
    scope: 'clock',
    opened_at: formatInstant(at),
    opened_by: { ...one.opened_by, statistic: 'each', clocks: [{ ...clock, incident: ['INC-1'], events: [] }] },
    timeline: [{ at: formatInstant(at), kind: 'opened', by: { engine: true } }],
  }
}

const steps = ({ timeline }: Breach) => timeline.map(({ kind, at }) => `${kind} ${at.slice(0, 16)}`)

describe('the waiver of an objective and the breaches that were open before it', () => {
  test('one of a window that is judged while it holds is waived, since it holds, and once', () => {
    const waived = underWaiver(NOVEMBER, approved(), NOW)
    expect(waived).toMatchObject({ status: 'waived', beneath: 'open', waiver: { id: 'wv_1' } })
    expect(steps(waived)).toEqual(['opened 2026-11-01T09:00', 'waived 2026-11-20T00:00'])
    for (const later of [0, HOUR, 15 * DAY]) {
      expect(underWaiver(NOVEMBER, approved(), NOW + later)).toEqual(waived)
      expect(underWaiver(waived, approved(), NOW + later)).toBe(waived)
    }
  })

  test.each([
    { why: 'one of a window that was over before it', breach: OCTOBER },
    { why: 'a clock that was late before it', breach: clockLateAt(NOW - 1) },
    { why: 'a clock that is late at its end', breach: clockLateAt(UNTIL) },
    {
      why: 'a change that was merged before it',
      breach: breachOf({ objective: 'change-fail-rate', opened_at: formatInstant(NOW - 1) }),
    },
    { why: 'another objective', breach: { ...NOVEMBER, objective: 'uptime' } },
    { why: 'one that is disputed', breach: { ...NOVEMBER, status: 'disputed', beneath: 'open' } as const },
    { why: 'one that was resolved', breach: { ...NOVEMBER, status: 'resolved' } as const },
  ])('$why stays what it is', ({ breach }) => expect(underWaiver(breach, approved(), NOW)).toBe(breach))

  test('of another service stays what it is', () => {
    const waiver = approved({ service: 'checkout-api' })
    expect(underWaiver({ ...NOVEMBER, service: 'search' }, waiver, NOW).status).toBe('open')
    expect(underWaiver(NOVEMBER, waiver, NOW).status).toBe('waived')
  })

  test('a clock that was late while it held is waived, however late that is noticed, and stays so', () => {
    const late = clockLateAt(NOW + DAY)
    const ended = waiverAt(approved(), UNTIL + 3 * DAY)
    expect(steps(underWaiver(late, ended, UNTIL + 3 * DAY))).toEqual([
      'opened 2026-11-21T00:00',
      'waived 2026-11-21T00:00',
    ])
    expect(underWaiver(late, approved(), NOW + DAY)).toEqual(underWaiver(late, ended, UNTIL + 3 * DAY))
  })

  test('what begins later is waived from then on', () => {
    const waiver = approved({ from: NOW + 2 * DAY })
    expect(underWaiver(NOVEMBER, waiver, NOW + 2 * DAY - 1)).toBe(NOVEMBER)
    expect(steps(underWaiver(NOVEMBER, waiver, NOW + 5 * DAY)).at(-1)).toBe('waived 2026-11-22T00:00')
  })

  test('at its end comes back what can still change, and only that; on time or late it is the same', () => {
    const shorter = approved({ expiresAt: NOW + 3 * DAY })
    const after = (breach: Breach, waiver: Waiver, at: number) => underWaiver(breach, waiverAt(waiver, at), at)
    const onTime = after(underWaiver(NOVEMBER, shorter, NOW), shorter, NOW + 3 * DAY)
    expect(steps(onTime).slice(1)).toEqual(['waived 2026-11-20T00:00', 'waiver_ended 2026-11-23T00:00'])
    expect(followedAs(onTime)).toEqual({ status: 'open' })
    expect(after(NOVEMBER, shorter, NOW + 9 * DAY)).toEqual(onTime)
    // Judged in its last millisecond, November is over when the longer one ends: it stays waived.
    const over = after(underWaiver(NOVEMBER, approved(), NOW), approved(), UNTIL)
    expect(over.status).toBe('waived')
    expect(after(NOVEMBER, approved(), UNTIL)).toEqual(over)
  })

  test('revoked: the same, as of the revocation', () => {
    const revoked = must(moveWaiver(approved(), 'revoke', CLIENT, NOW + DAY))
    const back = underWaiver(underWaiver(NOVEMBER, approved(), NOW), revoked, NOW + DAY)
    expect(steps(back).at(-1)).toBe('waiver_ended 2026-11-21T00:00')
    expect(underWaiver(back, revoked, NOW + 2 * DAY)).toEqual(back)
  })
})
