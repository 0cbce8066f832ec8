import {
  type Breach,
  type Decided,
  type Evaluation,
  type ExemptionGrant,
  formatInstant,
  type Instant,
  LEDGER_START,
  NOTHING_STANDS,
  type ObjectiveResult,
  type RecordKind,
  type RecordOf,
} from '@plumbline/core'
import type { EngagementState, KeyRecord, RepositoryMember } from '../values.ts'

const AT = Date.parse('2026-11-01T09:00:00.000Z')
const HASH = `sha256:${'0f'.repeat(32)}`

export const engagementState = (engagement: string, versions = 1): EngagementState => ({
  engagement,
  title: 'Acme and Northwind, checkout platform',
  createdAt: AT,
  revision: 1,
  versions: Array.from({ length: versions }, (_, i) => ({
    version: i + 1,
    hash: HASH,
    proposed_by: 'vendor',
    proposed_at: AT,
    decision: { kind: 'accepted', by: 'client', at: AT, retroactive: false },
    in_force_from: AT,
  })),
  claims: { client: 'c'.repeat(64), vendor: 'd'.repeat(64) },
  ledger: LEDGER_START,
  standing: NOTHING_STANDS,
  sealedUntil: 0,
})

export const accessKey = (id: string, party: KeyRecord['party'] = 'vendor'): KeyRecord => ({
  id,
  party,
  name: 'CI',
  kind: 'key',
  role: null,
  scopes: ['events:write', 'gate:run', 'read'],
  secretHash: 'e'.repeat(64),
  createdAt: AT,
  createdBy: 'admin',
  expiresAt: null,
  revokedAt: null,
})

export const repositoryMember = (id: string, party: RepositoryMember['party'] = 'vendor'): RepositoryMember => ({
  id,
  party,
  issuer: 'https://token.actions.githubusercontent.com',
  repository: 'acme/checkout-api',
  repositoryId: '1001',
  ownerId: '2001',
  services: ['checkout-api'],
  trustedEvents: [],
  createdAt: AT,
  createdBy: 'admin',
  removedAt: null,
})

export const objectiveResult = (id: string): ObjectiveResult => ({
  id,
  clause: '5.4',
  title: 'Deployments that go wrong',
  indicator: 'change-fail-rate',
  unit: '%',
  scope: 'window',
  status: 'breached',
  enforcement: 'block',
  blocking: true,
  value: 20,
  display: '20.0 %',
  target: '≤ 15 %',
  target_bounds: { op: '<=', value: 15 },
  margin: '5.0 pp over',
  samples: 40,
  numerator: 8,
  denominator: 40,
  owed_by: 'vendor',
  agreement_version: 1,
  evidence: { formula: '8 of 40 deployments failed', events: ['0011223344556677'] },
})

export const evaluation = (id: string, at: Instant): Evaluation => ({
  id,
  at: formatInstant(at),
  service: 'checkout-api',
  event: 'push',
  commit_sha: 'a'.repeat(40),
  merged: true,
  verdict: 'fail',
  provisional: true,
  agreement: null,
  objectives: [objectiveResult('change-fail-rate')],
  notes: [],
})

export const breach = (id: string, openedAt: Instant, objective = 'change-fail-rate'): Breach => ({
  id,
  objective,
  title: 'Deployments that go wrong',
  clause: '5.4',
  indicator: 'change-fail-rate',
  scope: 'window',
  service: 'checkout-api',
  environment: 'production',
  status: 'open',
  contractual: true,
  enforcement: 'block',
  owed_by: 'vendor',
  agreement_version: 1,
  agreement_hash: HASH,
  opened_at: formatInstant(openedAt),
  value: 20,
  display: '20.0 %',
  target: '≤ 15 %',
  opened_by: objectiveResult(objective),
  timeline: [{ at: formatInstant(openedAt), kind: 'opened', by: { engine: true } }],
})

/** The store looks at these fields alone; what else a record of its kind says is none of its business. */
export const keptRecord = <Kind extends RecordKind>(kind: Kind, id: string, at: Instant, revision = 1) =>
  ({ kind, id, at: formatInstant(at), revision, timeline: [] }) as unknown as RecordOf<Kind>

/** A small entry: what it says doesn't matter to the store. */
export const entitled = (at: Instant, title: string): Decided => ({
  at,
  body: { type: 'engagement_created', engagement: 'acme', title },
})

export const exemptionGrant = (month: string, change: string): ExemptionGrant => ({
  change,
  month,
  used: 1,
  max: 2,
  how: 'label',
  by: 'kim',
  detail: 'hotfix',
  evaluation: 'e1',
  commit_sha: 'a'.repeat(40),
  at: '2026-11-22T12:00:00.000Z',
})
