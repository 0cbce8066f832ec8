import * as z from 'zod'
import type { Operation } from '../operation.ts'
import { Acknowledge, Breach, BreachQuery, BreachRow } from '../schemas/breach.ts'
import { page } from '../schemas/primitives.ts'
import { E, IdParams, json, whole } from './parts.ts'

/** What went wrong, and who knew. */
export const breachesOperations = {
  listBreaches: {
    method: 'get',
    path: `${E}/breaches`,
    summary: 'Breaches, newest first',
    description: 'Commas are or, parameters are and. A page may be shorter than `limit` although more follows.',
    tag: 'Breaches',
    access: { scope: 'read' },
    query: BreachQuery,
    answer: {
      status: 200,
      description: 'A page of breaches',
      content: { ...json(page(BreachRow)), 'text/csv': z.string() },
    },
    problems: ['invalid_cursor'],
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
} as const satisfies Record<string, Operation>
