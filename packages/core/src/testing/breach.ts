import type { Breach } from '../breach/breach.ts'
import type { ObjectiveResult } from '../evaluation/evaluation.ts'

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

/** A breach that was just opened, but for what a test says of it. */
export const breachOf = (changes: Partial<Breach> = {}): Breach => ({
  id: 'br_1',
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
  opened_at: '2026-11-20T00:00:00.000Z',
  value: 50,
  display: '50.0 %',
  target: '≥ 80 %',
  opened_by: missed,
  timeline: [{ at: '2026-11-20T00:00:00.000Z', kind: 'opened', by: { engine: true } }],
  ...changes,
})
