import type { Breach } from '@plumbline/core'
import { agreement } from './evaluations.ts'
import { failRateMissed, november } from './objectives.ts'

const base: Breach = {
  id: 'br_01hx3v7q',
  objective: 'change-fail-rate',
  title: 'Change fail rate',
  clause: '5.4',
  indicator: 'change-fail-rate',
  scope: 'window',
  service: 'checkout-api',
  environment: 'production',
  status: 'open',
  contractual: true,
  enforcement: 'block',
  owed_by: 'vendor',
  agreement_version: 3,
  agreement_hash: agreement.hash,
  opened_at: '2026-11-21T10:30:00.000Z',
  window: november,
  value: 100 / 6,
  display: '16.7 %',
  target: '≤ 15 %',
  opened_by: failRateMissed,
  timeline: [{ at: '2026-11-21T10:30:00.000Z', kind: 'opened', by: { engine: true }, display: '16.7 %' }],
}

export const breach = (changes: Partial<Breach> = {}): Breach => ({ ...base, ...changes })
