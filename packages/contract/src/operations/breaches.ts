import * as z from 'zod'
import type { Operation } from '../operation.ts'
import { Breach, BreachRow } from '../schemas/breach.ts'
import { BreachQuery, BreachSummaryQuery } from '../schemas/breach-query.ts'
import {
  Acknowledge,
  AgreeOnRootCause,
  NoteBreach,
  ResolveBreach,
  StateRootCause,
} from '../schemas/breach-statement.ts'
import { BreachSummary } from '../schemas/breach-summary.ts'
import { page } from '../schemas/primitives.ts'
import { E, IdParams, json, whole } from './parts.ts'

/** What went wrong, and who knew. */
export const breachesOperations = {
  listBreaches: {
    method: 'get',
    path: `${E}/breaches`,
    summary: 'Breaches, newest first',
    description:
      'Commas are or, parameters are and. A page may be shorter than `limit` although more follows. As CSV and NDJSON ' +
      'the header `Link` says where the next page is. Both parties get the same bytes.',
    tag: 'Breaches',
    access: { scope: 'read' },
    query: BreachQuery,
    answer: {
      status: 200,
      description: 'A page of breaches',
      content: { ...json(page(BreachRow)), 'text/csv': z.string(), 'application/x-ndjson': z.string() },
    },
    problems: ['invalid_cursor'],
  },
  summariseBreaches: {
    method: 'get',
    path: `${E}/breaches/summary`,
    summary: 'How many breaches there are, of what',
    description:
      'Counts the breaches that the filters let through, in all and for each combination of `by`; never a page of ' +
      'them: where there are too many to count, `truncated_before` says from when on they are counted.',
    tag: 'Breaches',
    access: { scope: 'read' },
    query: BreachSummaryQuery,
    answer: {
      status: 200,
      description: 'Counts',
      content: { ...json(BreachSummary), 'text/csv': z.string() },
    },
    problems: [],
  },
  getBreach: {
    method: 'get',
    path: `${E}/breaches/{id}`,
    summary: 'A breach with its timeline and evidence',
    tag: 'Breaches',
    access: { scope: 'read' },
    params: IdParams,
    answer: { status: 200, description: 'The breach', content: json(Breach) },
    problems: [],
  },
  acknowledgeBreach: {
    method: 'post',
    path: `${E}/breaches/{id}/acknowledge`,
    summary: 'Say that your party knows of a breach',
    tag: 'Breaches',
    access: { scope: 'breaches:write' },
    params: IdParams,
    body: { ...whole(Acknowledge), required: false },
    idempotent: true,
    answer: { status: 200, description: 'Acknowledged', content: json(Breach) },
    problems: ['wrong_state'],
  },
  noteBreach: {
    method: 'post',
    path: `${E}/breaches/{id}/note`,
    summary: 'Write something into the story of a breach',
    description: 'Either party, at any time. It changes nothing else.',
    tag: 'Breaches',
    access: { scope: 'breaches:write' },
    params: IdParams,
    body: whole(NoteBreach),
    idempotent: true,
    answer: { status: 200, description: 'Noted', content: json(Breach) },
    problems: ['wrong_state'],
  },
  stateRootCause: {
    method: 'post',
    path: `${E}/breaches/{id}/root-cause`,
    summary: 'State what your party holds for the root cause',
    description:
      'Either party, as often as it learns more; of what a party stated the last counts. It is shown as that party’s ' +
      'word and settles nothing; the same words from both are no agreement.',
    tag: 'Breaches',
    access: { scope: 'breaches:write' },
    params: IdParams,
    body: whole(StateRootCause),
    idempotent: true,
    answer: { status: 200, description: 'Stated', content: json(Breach) },
    problems: ['wrong_state'],
  },
  agreeOnRootCause: {
    method: 'post',
    path: `${E}/breaches/{id}/root-cause/agree`,
    summary: 'Agree with the root cause that the other party stated',
    description:
      'Exactly the statement that is named, while it is the other party’s last one. Where either party states another ' +
      'one later, they agree no more. Breaches that have one cause, agreed in the same words, are credited once.',
    tag: 'Breaches',
    access: { scope: 'breaches:write' },
    params: IdParams,
    body: whole(AgreeOnRootCause),
    idempotent: true,
    answer: { status: 200, description: 'Agreed', content: json(Breach) },
    problems: ['wrong_state'],
  },
  resolveBreach: {
    method: 'post',
    path: `${E}/breaches/{id}/resolve`,
    summary: 'Say that a breach is dealt with',
    description:
      'For the party to whom the objective is owed, or either where both owe it. A breach of a calendar window can be ' +
      'resolved so once the window is over; until then the engine does it when the target is met again. What a party ' +
      'resolved stays so, but for a rolling window that is still missed at a later gate.',
    tag: 'Breaches',
    access: { scope: 'breaches:write' },
    params: IdParams,
    body: { ...whole(ResolveBreach), required: false },
    idempotent: true,
    answer: { status: 200, description: 'Resolved', content: json(Breach) },
    problems: ['wrong_party', 'wrong_state'],
  },
} as const satisfies Record<string, Operation>
