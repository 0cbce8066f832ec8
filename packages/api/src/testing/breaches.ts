import { type Breach, formatInstant, HOUR, type ObjectiveResult } from '@plumbline/core'
import type { EngagementStore } from '@plumbline/store'

/** The first of them opens here, each other an hour after the one before. */
export const START = Date.parse('2026-11-01T00:00:00Z')

const missed: ObjectiveResult = {
  id: 'patch-coverage',
  clause: '5.1',
  title: 'Tests cover the lines a change adds',
  indicator: 'patch-coverage',
  unit: '%',
  scope: 'change',
  status: 'breached',
  enforcement: 'block',
  blocking: true,
  value: 50,
  display: '50.0 %',
  target: '≥ 80 %',
  target_bounds: { op: '>=', value: 80 },
  margin: '30.0 pp short',
  samples: 10,
  owed_by: 'vendor',
  agreement_version: 1,
  evidence: { formula: '5 of 10 added executable lines covered', events: [] },
}

export const breachOf = (changes: Partial<Breach>, index: number): Breach => {
  const opened_at = formatInstant(START + index * HOUR)
  return {
    id: `br_${String(index).padStart(4, '0')}`,
    objective: 'patch-coverage',
    title: 'Tests cover the lines a change adds',
    clause: '5.1',
    indicator: 'patch-coverage',
    scope: 'change',
    service: 'checkout-api',
    environment: 'production',
    status: 'open',
    contractual: true,
    enforcement: 'block',
    owed_by: 'vendor',
    agreement_version: 1,
    agreement_hash: `sha256:${'0'.repeat(64)}`,
    opened_at,
    value: 50,
    display: '50.0 %',
    target: '≥ 80 %',
    opened_by: missed,
    timeline: [{ at: opened_at, kind: 'opened', by: { engine: true } }],
    ...changes,
  }
}

export const openAll = async (store: EngagementStore, kinds: readonly Partial<Breach>[], from = 0): Promise<void> => {
  for (const [index, kind] of kinds.entries())
    await store.openBreach(breachOf(kind, from + index), `identity-${from + index}`)
}

/** The index a breach was made with. */
export const numbers = (data: readonly { id: string }[]): number[] => data.map(({ id }) => Number(id.slice(3)))
