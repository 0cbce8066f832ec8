import type { Actor, Breach, Speaker } from '../breach/breach.ts'
import { type Dispute, openDispute, stateRuling } from '../decisions/dispute.ts'
import { type Exclusion, proposeExclusion } from '../decisions/exclusion.ts'
import type { Known } from '../decisions/known.ts'
import { requestWaiver, type Waiver } from '../decisions/waiver.ts'
import { DAY, HOUR } from '../time/instant.ts'
import { at } from './agreement.ts'
import { breachOf } from './breach.ts'

export const CLIENT: Actor = { party: 'client', key: 'k1', name: 'Acme' }
export const VENDOR: Actor = { party: 'vendor', key: 'k2', name: 'Northwind' }
export const ARBITER: Speaker = { party: 'arbiter', key: 'k3', name: 'The Delivery Arbiters' }
export const NOW = at('2026-11-20')
export const KNOWN: Known = {
  services: ['checkout-api'],
  objectives: ['patch-coverage', 'uptime'],
  windowed: ['uptime'],
}

export const must = <T>(result: { ok: true; value: T } | { ok: false; errors: unknown[] }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.errors))
  return result.value
}
export const refusal = (result: { ok: true } | { ok: false; errors: { code: string; detail: string }[] }) =>
  result.ok ? null : (result.errors[0]?.code ?? '')

export const waiver = (): Waiver =>
  must(
    requestWaiver(
      { id: 'wv_1', objective: 'uptime', service: null, breach: null, expiresAt: NOW + 30 * DAY, reason: 'why' },
      KNOWN,
      VENDOR,
      NOW,
    ),
  )
export const exclusion = (from = NOW + DAY): Exclusion =>
  must(
    proposeExclusion(
      {
        id: 'ex_1',
        category: 'maintenance',
        from,
        to: from + 4 * HOUR,
        services: null,
        objectives: null,
        reason: 'why',
      },
      KNOWN,
      VENDOR,
      NOW,
    ),
  )
export const TERMS = {
  window: { kind: 'business_days', days: 10, text: '10bd' },
  silence: 'accepts',
  arbiter: 'The Delivery Arbiters',
} as const
export const opening = (breach: Breach, own: Partial<Parameters<typeof openDispute>[0]> = {}) =>
  openDispute(
    {
      id: 'dp_1',
      breach,
      text: 'no',
      terms: TERMS,
      until: NOW + 10 * DAY,
      answerDue: NOW + 10 * DAY,
      agreeBy: NOW + 20 * DAY,
      ruleBy: NOW + 30 * DAY,
      ...own,
    },
    VENDOR,
    NOW,
  )
export const dispute = (own: Partial<Parameters<typeof openDispute>[0]> = {}): Dispute => must(opening(breachOf(), own))

/** With as long to answer as `opening` gives, from when it is said. */
export const state = (
  ...[dispute, said, by, when]: Parameters<typeof stateRuling> extends [...infer Own, unknown] ? Own : never
) =>
  stateRuling(dispute, said, by, when, {
    answerDue: when + 10 * DAY,
    agreeBy: when + 20 * DAY,
    ruleBy: when + 30 * DAY,
  })
