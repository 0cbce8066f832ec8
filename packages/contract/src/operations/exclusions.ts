import type { Operation } from '../operation.ts'
import { Exclusion, ExclusionQuery, NewExclusion } from '../schemas/exclusion.ts'
import { page } from '../schemas/primitives.ts'
import { decisionMove, E, IdParams, json, whole } from './parts.ts'

/** Time that both parties take out of the measurement. */
export const exclusionsOperations = {
  listExclusions: {
    method: 'get',
    path: `${E}/exclusions`,
    summary: 'Exclusions, newest first',
    description: 'Commas are or, parameters are and. Both parties get the same bytes.',
    tag: 'Decisions',
    access: { scope: 'read' },
    query: ExclusionQuery,
    answer: { status: 200, description: 'A page of exclusions', content: json(page(Exclusion)) },
    problems: ['invalid_cursor'],
  },
  proposeExclusion: {
    method: 'post',
    path: `${E}/exclusions`,
    summary: 'Propose to take time out of the measurement',
    description:
      'Nothing is left out until the other party approves. Then events inside are not counted, clocks stand still, and ' +
      'availability leaves both sides (maintenance only where it was proposed before it began).',
    tag: 'Decisions',
    access: { scope: 'breaches:write' },
    body: whole(NewExclusion),
    idempotent: true,
    answer: { status: 201, description: 'Proposed', content: json(Exclusion) },
    problems: [],
  },
  getExclusion: {
    method: 'get',
    path: `${E}/exclusions/{id}`,
    summary: 'An exclusion with its timeline',
    tag: 'Decisions',
    access: { scope: 'read' },
    params: IdParams,
    answer: { status: 200, description: 'The exclusion', content: json(Exclusion) },
    problems: [],
  },
  approveExclusion: {
    ...decisionMove,
    path: `${E}/exclusions/{id}/approve`,
    summary: 'Agree to an exclusion that the other party proposed',
    answer: { status: 200, description: 'Approved', content: json(Exclusion) },
  },
  rejectExclusion: {
    ...decisionMove,
    path: `${E}/exclusions/{id}/reject`,
    summary: 'Refuse an exclusion that the other party proposed',
    answer: { status: 200, description: 'Rejected', content: json(Exclusion) },
  },
  withdrawExclusion: {
    ...decisionMove,
    path: `${E}/exclusions/{id}/withdraw`,
    summary: 'Take back what your party proposed, before the other one answers',
    answer: { status: 200, description: 'Withdrawn', content: json(Exclusion) },
  },
  revokeExclusion: {
    ...decisionMove,
    path: `${E}/exclusions/{id}/revoke`,
    summary: 'End an exclusion before its time',
    description:
      'Before it begins either party may; then it never was. Once it runs, only the party that approved it; it ends at ' +
      'that moment. One that is over can’t be revoked.',
    answer: { status: 200, description: 'Revoked', content: json(Exclusion) },
  },
} as const satisfies Record<string, Operation>
