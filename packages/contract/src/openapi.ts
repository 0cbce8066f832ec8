import { Slug } from '@plumbline/core'
import * as z from 'zod'
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponsesObject } from 'zod-openapi'
import type { Access, Operation } from './operation.ts'
import { operations } from './operations.ts'
import { PROBLEM_TITLES, type ProblemCode } from './problem-codes.ts'
import { Problem } from './schemas/problem.ts'
import { TOKEN_RIGHTS } from './token-rights.ts'

const EngagementParam = z.object({ engagement: Slug.meta({ description: 'The engagement’s name' }) })
const IdempotencyKey = z.object({
  'Idempotency-Key': z.string().min(1).max(200).optional().meta({
    description: 'The same key with the same request answers as before, for a day',
  }),
})

/** Scopes that a token of GitHub Actions can have. */
const TOKEN_SCOPES = new Set(TOKEN_RIGHTS.flatMap(({ scopes }) => scopes))

const securityOf = (access: Access): Record<string, string[]>[] => {
  if (access === 'public') return []
  if (access === 'operator') return [{ operator: [] }]
  return TOKEN_SCOPES.has(access.scope) ? [{ key: [] }, { token: [] }] : [{ key: [] }]
}

/** Refusals that a call can meet because of what it is, beside its own. */
const problemsOf = (operation: Operation): ProblemCode[] => {
  const codes = new Set<ProblemCode>(operation.problems)
  const add = (...more: ProblemCode[]) => more.forEach((code) => void codes.add(code))
  // No other call takes a parameter it does not know.
  if (!operation.anyQuery) add('invalid_request')
  if (operation.method === 'post') add('rate_limited')
  if (operation.access !== 'public') add('unauthenticated', 'key_expired', 'key_revoked', 'rate_limited')
  if (typeof operation.access === 'object')
    add('token_refused', 'token_replayed', 'scope_missing', 'operator_refused', 'not_found')
  if (operation.body)
    add('not_json', 'too_deep', 'not_utf8', 'too_large', 'unsupported_media_type', 'unsupported_encoding')
  if (operation.idempotent) add('idempotency_key_reused', 'idempotency_key_in_use')
  if (operation.path.startsWith('/v1/')) add('unavailable')
  return [...codes]
}

const responses = (operation: Operation, statusOf: Record<ProblemCode, number>): ZodOpenApiResponsesObject => {
  const byStatus = Map.groupBy(problemsOf(operation), (code) => statusOf[code])
  const { status, description, content } = operation.answer
  return {
    [status]: { description, ...(content ? { content: media(content) } : {}) },
    ...Object.fromEntries(
      [...byStatus]
        .sort(([a], [b]) => a - b)
        .map(([problemStatus, codes]) => [
          problemStatus,
          {
            description: codes.map((code) => `\`${code}\`: ${PROBLEM_TITLES[code]}`).join('\n\n'),
            content: { 'application/problem+json': { schema: Problem } },
          },
        ]),
    ),
  }
}

const media = (content: Readonly<Record<string, z.ZodType>>) =>
  Object.fromEntries(Object.entries(content).map(([type, schema]) => [type, { schema }]))

const describe = (
  id: string,
  operation: Operation,
  statusOf: Record<ProblemCode, number>,
): ZodOpenApiOperationObject => {
  const params = operation.params ?? z.object({})
  const path = operation.path.includes('{engagement}') ? EngagementParam.extend(params.shape) : params
  return {
    operationId: id,
    summary: operation.summary,
    ...(operation.description ? { description: operation.description } : {}),
    tags: [operation.tag],
    security: securityOf(operation.access),
    ...(typeof operation.access === 'object' ? { 'x-scope': operation.access.scope } : {}),
    requestParams: {
      path,
      ...(operation.query ? { query: operation.query } : {}),
      ...(operation.idempotent ? { header: IdempotencyKey } : {}),
    },
    ...(operation.body
      ? { requestBody: { required: operation.body.required, content: media(operation.body.content) } }
      : {}),
    responses: responses(operation, statusOf),
  }
}

/** Answers may gain fields; only what is sent to us is closed. */
const openAnswers = ({
  jsonSchema,
  io,
}: {
  jsonSchema: { additionalProperties?: unknown }
  io: 'input' | 'output'
}) => {
  if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
}

/** The OpenAPI 3.1 document of every call; statuses of refusals are told by whoever answers with them. */
export const openApiDocument = (statusOf: Record<ProblemCode, number>): object => {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {}
  for (const [id, operation] of Object.entries<Operation>(operations))
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(id, operation, statusOf) }
  return createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Plumbline',
        version: '1',
        description: 'Agreements between a client and its software vendor, judged from where the work happens.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      paths,
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer', description: 'A party’s key: `plb_<party>_<keyid>_<secret><crc>`' },
          operator: { type: 'http', scheme: 'bearer', description: 'The key of the installation’s operator' },
          token: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'JWT',
            description:
              'A GitHub Actions OIDC token with the API’s address as its audience, of a repository bound by ' +
              '`POST /members`; each counts once',
          },
        },
      },
    },
    { override: openAnswers },
  )
}
