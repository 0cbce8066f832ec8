import { describe, expect, test } from 'vitest'
import { DEFAULT_BREACH_FLOOR, DEFAULT_REOPEN_WINDOW } from '../agreement/defaults.ts'
import type { Exempt } from '../agreement/terms.ts'
import { at, objective, target, version } from '../testing/agreement.ts'
import { coverage, gate, SHA } from '../testing/gate.ts'
import { type ExemptionGrant, exempt, exemptAsBefore, exemptionClaim, mayStand } from './exemption.ts'
import { GATE_EVENTS, type GateRequest } from './gate.ts'

const AGREED: Exempt = { label: 'hotfix', max: 2, followUp: null }
const agreed = version(1, '2026-01-01', {
  exempt: AGREED,
  timeZone: 'America/New_York',
  objectives: [objective({ indicator: 'coverage', target: target('>=', '80', '%') })],
})
const request = (asked: GateRequest['exempt']): GateRequest => ({
  service: 'checkout-api',
  event: 'pull_request',
  commit_sha: SHA,
  pull_request: { number: 7, title: 'x', author: 'dev', labels: ['hotfix'] },
  exempt: asked,
})
const claim = (asked: GateRequest['exempt'], by = agreed) =>
  exemptionClaim(request(asked), by, at('2026-12-01T03:00:00Z'))
const failing = gate({ versions: [agreed], now: '2026-11-22', head: [coverage(1, 100)] })

describe('rule 6: an exempt change', () => {
  test.each([
    { asked: { label: 'hotfix', set_by: 'lead' }, how: 'label', by: 'lead' },
    { asked: { reason: 'the shop is down' }, how: 'reason', by: 'the caller' },
  ])('%o is a claim', ({ asked, how, by }) => {
    // 03:00 UTC on 1 December is still November where the agreement lives.
    expect(claim(asked)).toMatchObject({
      kind: 'valid',
      how,
      by,
      month: '2026-11',
      change: 'checkout-api pr-7',
      max: 2,
    })
  })
  test.each([
    { asked: { label: 'hotfix', set_by: 'dev' }, reason: 'set_by_author' },
    { asked: { label: 'hotfix' }, reason: 'set_by_unknown' },
    { asked: { label: 'urgent', set_by: 'lead' }, reason: 'wrong_label' },
    // Logins are the same in capitals, and a workflow's bot does what its author says.
    { asked: { label: 'hotfix', set_by: 'Dev' }, reason: 'set_by_author' },
    { asked: { label: 'hotfix', set_by: 'github-actions[bot]' }, reason: 'set_by_unknown' },
  ])('%o is refused: $reason', ({ asked, reason }) =>
    expect(claim(asked)).toMatchObject({ kind: 'refused', view: { reason } }),
  )
  test('a label on a change whose author nobody names exempts nothing', () => {
    const { pull_request: _, ...nameless } = request({ label: 'hotfix', set_by: 'lead' })
    expect(exemptionClaim(nameless, agreed, at('2026-12-01T03:00:00Z'))).toMatchObject({
      view: { reason: 'set_by_unknown' },
    })
  })
  test('the label that exempts is cited with the agreement, and none where no exemption is left to grant', () => {
    expect(failing.agreement?.exempt_label).toBe('hotfix')
    const none = version(1, '2026-01-01', { exempt: { ...AGREED, max: 0 } })
    expect(gate({ versions: [none], now: '2026-11-22' }).agreement).not.toHaveProperty('exempt_label')
  })
  test('an agreement without exemptions grants none', () => {
    expect(claim({ reason: 'x' }, version(1, '2026-01-01', {}))).toMatchObject({
      kind: 'refused',
      view: { reason: 'not_agreed' },
    })
  })
  test('nothing asked, nothing claimed', () => expect(claim(undefined)).toEqual({ kind: 'none' }))

  test('passes as exempted, and says what it would have been', () => {
    expect(exempt(failing, claim({ reason: 'x' }), { granted: true, used: 1 })).toMatchObject({
      verdict: 'pass',
      verdict_without_exemption: 'fail',
      exempted: { status: 'granted', used: 1, max: 2 },
    })
  })
  test('fails when the month’s are used up', () => {
    expect(exempt(failing, claim({ reason: 'x' }), { granted: false, used: 2 })).toMatchObject({
      verdict: 'fail',
      exempted: { status: 'refused', reason: 'none_left' },
    })
  })
  test('a pass uses none', () => {
    const passing = gate({ versions: [agreed], now: '2026-11-22', head: [coverage(99, 100)] })
    expect(exempt(passing, claim({ reason: 'x' }), { granted: true, used: 1 })).toBe(passing)
  })
})

test('a label that exempts nothing is answered with the one that would', () => {
  expect(claim({ label: 'urgent', set_by: 'lead' })).toMatchObject({
    view: { detail: 'the label `urgent` exempts nothing; the agreement says `hotfix`' },
  })
})

test('without an agreement there is no exemption, and what claims none changes nothing', () => {
  const refused = exemptionClaim(request({ label: 'hotfix', set_by: 'lead' }), null, at('2026-12-01'))
  expect(refused).toMatchObject({ kind: 'refused', view: { reason: 'not_agreed' } })
  expect(exempt(failing, { kind: 'none' }, { granted: true, used: 1 })).toBe(failing)
})

const granted: ExemptionGrant = {
  change: 'checkout-api pr-7',
  month: '2026-11',
  used: 1,
  max: 2,
  how: 'label',
  by: 'lead',
  detail: 'hotfix',
  evaluation: 'ev_first',
  commit_sha: 'f'.repeat(40),
  at: '2026-11-20T00:00:00.000Z',
}

describe('what was skipped is made up for within the agreed time, from the use on', () => {
  const due = version(1, '2026-01-01', {
    exempt: { ...AGREED, followUp: { kind: 'business_days', days: 2, text: '2bd' } },
    clocks: {
      calendars: new Map(),
      reopenWindow: DEFAULT_REOPEN_WINDOW,
      breachFloor: DEFAULT_BREACH_FLOOR,
      mitigatedStopsResolve: false,
      pauseReasons: [],
    },
  })
  const asked = exemptionClaim(request({ label: 'hotfix', set_by: 'lead' }), due, at('2026-12-01T03:00:00Z'))

  test('it is told at the first gate', () =>
    expect(exempt(failing, asked, { granted: true, used: 1 }).exempted).toMatchObject({
      follow_up_by: '2026-12-03T03:00:00.000Z',
    }))
  test('and stays the same at the merge, and where the change is pushed to again', () => {
    const before = { ...granted, follow_up_by: '2026-11-22T00:00:00.000Z' }
    for (const later of [exemptAsBefore(failing, before), exempt(failing, asked, { granted: true, used: 1, before })])
      expect(later.exempted).toMatchObject({ follow_up_by: before.follow_up_by })
  })
})

describe('rule 6: a change that was let through before', () => {
  const { change: _, month: __, evaluation, commit_sha, at: when, ...how } = granted
  const since = { evaluation, commit_sha, at: when }

  test.each(GATE_EVENTS)('%s: where that decides', (event) => {
    const ask = (covered: number) =>
      gate({ versions: [agreed], now: '2026-11-22', head: [coverage(covered, 100)], request: { event } })
    // Before the merge a change is asked anew whether it may pass: it can still be mended, and its label taken off.
    const after = event === 'push' || event === 'merge_group' || event === 'deployment'
    expect(mayStand(ask(1))).toBe(after)
    // Whether it blocks there or only warns: without it a breach would open all the same.
    expect(mayStand({ ...ask(1), verdict: 'warn' })).toBe(after)
    expect(mayStand(ask(99))).toBe(false)
  })

  test('passes as exempted, by whoever let it through, and says for which commit', () =>
    expect(exemptAsBefore(failing, granted)).toMatchObject({
      verdict: 'pass',
      verdict_without_exemption: 'fail',
      exempted: { status: 'granted', ...how, since },
    }))

  test('of the very commit a claim is told nothing of before: a job that is run again hears the same', () => {
    const own = { ...granted, commit_sha: SHA }
    const again = exempt(failing, claim({ label: 'hotfix', set_by: 'lead' }), { granted: true, used: 1, before: own })
    expect(again.exempted).toEqual({ status: 'granted', ...how })
  })

  test('at a later commit a claim says so too: the label outlives what was pushed since', () =>
    expect(
      exempt(failing, claim({ label: 'hotfix', set_by: 'other' }), { granted: true, used: 1, before: granted })
        .exempted,
    ).toEqual({ status: 'granted', ...how, by: 'other', since }))

  test('rule 6: what a service’s window holds back is not the change’s doing, and stays held back', () => {
    const held = failing.objectives.map((one) => ({ ...one, id: 'window', scope: 'window' as const }))
    const both = { ...failing, objectives: [...failing.objectives, ...held] }
    expect(exemptAsBefore(both, granted)).toMatchObject({ verdict: 'fail', exempted: { status: 'granted' } })
    expect(exemptAsBefore(both, granted)).not.toHaveProperty('verdict_without_exemption')
    const warning = { ...failing, verdict: 'warn' as const }
    expect(exemptAsBefore(warning, granted)).toMatchObject({ verdict: 'warn', exempted: { status: 'granted' } })
  })
})
