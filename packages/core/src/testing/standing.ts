import type { StandingExclusion, StandingRuling, StandingWaiver } from '../standing/standing.ts'
import { at } from './agreement.ts'
import { gate } from './gate.ts'
import { agreed, month, RATE } from './window.ts'

export const waiver = (own: Partial<StandingWaiver> = {}): StandingWaiver => ({
  id: 'wv_1',
  objective: 'change-fail-rate',
  service: null,
  from: at('2026-11-10'),
  until: at('2026-11-25'),
  expiresAt: at('2026-11-25'),
  reason: 'a migration',
  breach: null,
  ...own,
})
export const exclusion = (from: string, to: string, own: Partial<StandingExclusion> = {}): StandingExclusion => ({
  id: 'ex_1',
  category: 'force_majeure',
  from: at(from),
  to: at(to),
  services: null,
  objectives: null,
  reason: 'a flood',
  withNotice: true,
  ...own,
})
export const ruling = (identity: string, own: Partial<StandingRuling> = {}): StandingRuling => ({
  id: 'dp_1',
  breach: 'br_1',
  service: 'checkout-api',
  objective: 'change-fail-rate',
  identity,
  openedAt: at('2026-11-12'),
  ruledAt: at('2026-11-20'),
  ...own,
})

export const BAD = month('2026-11', 20, 4)
export const asked = (
  standing: NonNullable<Parameters<typeof gate>[0]['standing']>,
  more: Partial<Parameters<typeof gate>[0]> = {},
) => gate({ versions: agreed(RATE), now: '2026-11-22', facts: BAD, standing, ...more })
