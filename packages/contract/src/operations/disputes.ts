import type { Operation } from '../operation.ts'
import { Breach } from '../schemas/breach.ts'
import { AnswerDispute, DisputeBreach, RuleOnBreach } from '../schemas/breach-statement.ts'
import { Dispute, DisputeQuery } from '../schemas/dispute.ts'
import { page } from '../schemas/primitives.ts'
import { decisionMove, E, IdParams, json, whole } from './parts.ts'

/** How the parties settle whether a breach is one. */
export const disputesOperations = {
  listDisputes: {
    method: 'get',
    path: `${E}/disputes`,
    summary: 'Disputes, newest first',
    description: 'Commas are or, parameters are and. Both parties and the arbiter get the same bytes.',
    tag: 'Decisions',
    access: { scope: 'read' },
    query: DisputeQuery,
    answer: { status: 200, description: 'A page of disputes', content: json(page(Dispute)) },
    problems: ['invalid_cursor'],
  },
  getDispute: {
    method: 'get',
    path: `${E}/disputes/{id}`,
    summary: 'A dispute with everything that was said in it',
    tag: 'Decisions',
    access: { scope: 'read' },
    params: IdParams,
    answer: { status: 200, description: 'The dispute', content: json(Dispute) },
    problems: [],
  },
  disputeBreach: {
    ...decisionMove,
    path: `${E}/breaches/{id}/dispute`,
    summary: 'Dispute a breach',
    description:
      'Either party, inside `disputes.window` of the agreement. It counts on until it is ruled; the other party then has ' +
      'as long again to answer.',
    body: whole(DisputeBreach),
    answer: { status: 200, description: 'Disputed', content: json(Breach) },
    problems: ['wrong_state'],
  },
  answerDispute: {
    ...decisionMove,
    path: `${E}/breaches/{id}/answer`,
    summary: 'Answer the other party’s dispute',
    description: 'Silence on it is what `disputes.silence` of the agreement says.',
    body: whole(AnswerDispute),
    answer: { status: 200, description: 'Answered', content: json(Breach) },
  },
  ruleOnBreach: {
    ...decisionMove,
    access: { scope: 'breaches:write', arbiter: true },
    path: `${E}/breaches/{id}/rule`,
    summary: 'State what should become of a disputed breach',
    description:
      'What both parties state counts, and so does what the arbiter states after the answer. An overturned breach never ' +
      'was one: its window, clock or change is `excluded`.',
    body: whole(RuleOnBreach),
    answer: { status: 200, description: 'Stated, or ruled', content: json(Breach) },
  },
  withdrawDispute: {
    ...decisionMove,
    path: `${E}/breaches/{id}/withdraw`,
    summary: 'Withdraw your party’s dispute',
    answer: { status: 200, description: 'Withdrawn', content: json(Breach) },
  },
} as const satisfies Record<string, Operation>
