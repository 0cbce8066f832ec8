import * as z from 'zod'
import type { Operation } from '../operation.ts'
import { EngagementMade, NewEngagement } from '../schemas/access.ts'
import { Alive, Ready } from '../schemas/health.ts'
import { json, whole } from './parts.ts'

/** What the operator of an installation asks. */
export const installationOperations = {
  createEngagement: {
    method: 'post',
    path: '/v1/engagements',
    summary: 'Create an engagement',
    description: 'Answers once with a single-use claim for each party.',
    tag: 'Installation',
    access: 'operator',
    body: whole(NewEngagement),
    answer: { status: 201, description: 'Created', content: json(EngagementMade) },
    problems: ['operator_only', 'engagement_exists'],
  },
  healthz: {
    method: 'get',
    path: '/healthz',
    anyQuery: true,
    summary: 'The process answers',
    tag: 'Installation',
    access: 'public',
    answer: { status: 200, description: 'It does', content: json(Alive) },
    problems: [],
  },
  readyz: {
    method: 'get',
    path: '/readyz',
    anyQuery: true,
    summary: 'The store answers too',
    tag: 'Installation',
    access: 'public',
    answer: { status: 200, description: 'It does', content: json(Ready) },
    problems: ['unavailable'],
  },
  openApi: {
    method: 'get',
    path: '/openapi.json',
    summary: 'This document',
    tag: 'Installation',
    access: 'public',
    answer: { status: 200, description: 'OpenAPI 3.1', content: json(z.record(z.string(), z.unknown())) },
    problems: [],
  },
} as const satisfies Record<string, Operation>
