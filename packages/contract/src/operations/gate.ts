import type { Operation } from '../operation.ts'
import { Evaluation } from '../schemas/evaluation.ts'
import { EvaluationQuery, EvaluationRow, GateAnswer, GateBody } from '../schemas/gate.ts'
import { page } from '../schemas/primitives.ts'
import { E, IdParams, json, whole } from './parts.ts'

/** Verdicts. */
export const gateOperations = {
  runGate: {
    method: 'post',
    path: `${E}/gate`,
    summary: 'Record the events of a run, and judge its commit',
    tag: 'Gate',
    access: { scope: 'gate:run' },
    body: { ...whole(GateBody), apart: 'events' },
    answer: { status: 200, description: 'The verdict', content: json(GateAnswer) },
    problems: ['scope_missing', 'too_many_events', 'service_not_bound', 'event_not_allowed'],
  },
  listEvaluations: {
    method: 'get',
    path: `${E}/evaluations`,
    summary: 'Verdicts, newest first',
    tag: 'Gate',
    access: { scope: 'read' },
    query: EvaluationQuery,
    answer: { status: 200, description: 'A page of verdicts', content: json(page(EvaluationRow)) },
    problems: ['invalid_cursor'],
  },
  getEvaluation: {
    method: 'get',
    path: `${E}/evaluations/{id}`,
    summary: 'A verdict with its evidence',
    tag: 'Gate',
    access: { scope: 'read' },
    params: IdParams,
    answer: { status: 200, description: 'The evaluation', content: json(Evaluation) },
    problems: [],
  },
} as const satisfies Record<string, Operation>
