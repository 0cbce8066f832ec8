import type { IncidentRules, Objective, Target, Terms, Unit } from '../agreement/terms.ts'
import type { AcceptedVersion } from '../agreement/versions.ts'
import { parseDecimal } from '../number/ratio.ts'
import { type Instant, parseInstant } from '../time/instant.ts'

export const at = (text: string): Instant => {
  const instant = parseInstant(text.length === 10 ? `${text}T00:00:00Z` : text)
  if (instant === null) throw new Error(`no instant: ${text}`)
  return instant
}

export const target = (
  op: '>=' | '<=' | '>' | '<' | '==',
  value: string,
  unit: Unit,
): Extract<Target, { kind: 'compare' }> => {
  const number = parseDecimal(value)
  if (!number) throw new Error(`no decimal: ${value}`)
  return { kind: 'compare', op, value: number, unit, text: `${op} ${value}` }
}

/** An objective as an agreement that says only its indicator and target would give it. */
export const objective = (own: Partial<Objective> & Pick<Objective, 'indicator' | 'target'>): Objective => ({
  id: own.indicator,
  title: own.indicator,
  clause: null,
  services: null,
  severity: null,
  category: null,
  window: null,
  warn: null,
  enforcement: 'block',
  blockOn: own.window ? [] : ['pull_request', 'merge_group', 'push'],
  release: null,
  onNoData: null,
  minSamples: null,
  minLines: 0,
  phase: null,
  stage: null,
  statistic: null,
  owedBy: 'vendor',
  measuredBy: null,
  degradedWeight: { num: 0n, den: 1n },
  fullMinutes: false,
  ...own,
})

export const RULES: IncidentRules = {
  linkWindowMs: 24 * 3_600_000,
  linkSeverities: ['sev1', 'sev2'],
  rollbackBlames: 'rolled-back',
  failedPipelinesCount: false,
}

export const terms = (own: Partial<Terms>): Terms => ({
  engagement: 'acme-checkout',
  title: 'Acme and Northwind',
  parties: { client: { name: 'Acme' }, vendor: { name: 'Northwind' } },
  timeZone: 'UTC',
  effectiveFrom: '2026-01-01',
  stage: null,
  reviewBy: null,
  services: new Map([['checkout-api', { repositories: [], production: ['production'] }]]),
  incidents: RULES,
  exempt: null,
  phases: [],
  objectives: [],
  ...own,
})

export const version = (number: number, inForceFrom: string, own: Partial<Terms>): AcceptedVersion => ({
  version: number,
  hash: `sha256:${String(number).repeat(64)}`,
  inForceFrom: at(inForceFrom),
  terms: terms(own),
})
