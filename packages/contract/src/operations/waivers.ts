import type { Operation } from '../operation.ts'
import { page } from '../schemas/primitives.ts'
import { NewWaiver, Waiver, WaiverQuery } from '../schemas/waiver.ts'
import { decisionMove, E, IdParams, json, whole } from './parts.ts'

/** Permission not to count a breach: asked for by one party, given by the other, never for ever. */
export const waiversOperations = {
  listWaivers: {
    method: 'get',
    path: `${E}/waivers`,
    summary: 'Waivers, newest first',
    description: 'Commas are or, parameters are and. Both parties get the same bytes.',
    tag: 'Decisions',
    access: { scope: 'read' },
    query: WaiverQuery,
    answer: { status: 200, description: 'A page of waivers', content: json(page(Waiver)) },
    problems: ['invalid_cursor'],
  },
  requestWaiver: {
    method: 'post',
    path: `${E}/waivers`,
    summary: 'Ask the other party to waive an objective for a time, or one breach',
    description:
      'Nothing follows from it until the other party approves. Then an objective that is missed is `waived` and passes ' +
      'while the waiver holds; a breach that it names is `waived` since it opened.',
    tag: 'Decisions',
    access: { scope: 'breaches:write' },
    body: whole(NewWaiver),
    idempotent: true,
    answer: { status: 201, description: 'Asked for', content: json(Waiver) },
    problems: ['wrong_state'],
  },
  getWaiver: {
    method: 'get',
    path: `${E}/waivers/{id}`,
    summary: 'A waiver with its timeline',
    tag: 'Decisions',
    access: { scope: 'read' },
    params: IdParams,
    answer: { status: 200, description: 'The waiver', content: json(Waiver) },
    problems: [],
  },
  approveWaiver: {
    ...decisionMove,
    path: `${E}/waivers/{id}/approve`,
    summary: 'Give the permission that the other party asked for',
    answer: { status: 200, description: 'Approved', content: json(Waiver) },
  },
  rejectWaiver: {
    ...decisionMove,
    path: `${E}/waivers/{id}/reject`,
    summary: 'Refuse the permission that the other party asked for',
    answer: { status: 200, description: 'Rejected', content: json(Waiver) },
  },
  withdrawWaiver: {
    ...decisionMove,
    path: `${E}/waivers/{id}/withdraw`,
    summary: 'Take back what your party asked for, before the other one answers',
    answer: { status: 200, description: 'Withdrawn', content: json(Waiver) },
  },
  revokeWaiver: {
    ...decisionMove,
    path: `${E}/waivers/{id}/revoke`,
    summary: 'End a permission that your party gave',
    description:
      'From now on; what was waived before stays so. A breach in a window that still runs comes back if it is still missed.',
    answer: { status: 200, description: 'Revoked', content: json(Waiver) },
  },
} as const satisfies Record<string, Operation>
