import { readFileSync } from 'node:fs'
import type { Schema, Schemas } from './schema.ts'

type Content = Record<string, { schema: Schema }>
export type Parameter = { in: 'path' | 'query' | 'header'; name: string; required?: boolean; schema: Schema }

export type Call = {
  id: string
  method: string
  /** With `{name}` for what varies. */
  path: string
  parameters: Parameter[]
  body: Content | null
  /** By status; null where that answer has no body. */
  answers: Record<string, Content | null>
}

export type Document = { calls: Call[]; schemas: Schemas }

type Described = {
  operationId: string
  parameters?: Parameter[]
  requestBody?: { content: Content }
  responses: Record<string, { content?: Content }>
}
type Text = { paths: Record<string, Record<string, Described>>; components: { schemas: Schemas } }

/** The committed description of the API, as everybody reads it. */
export const readDocument = (): Document => {
  const text = readFileSync(new URL('../../../../../openapi.json', import.meta.url), 'utf8')
  const { paths, components } = JSON.parse(text) as Text
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, described]): Call => ({
        id: described.operationId,
        method: method.toUpperCase(),
        path,
        parameters: described.parameters ?? [],
        body: described.requestBody?.content ?? null,
        answers: Object.fromEntries(
          Object.entries(described.responses).map(([status, { content }]) => [status, content ?? null]),
        ),
      }),
    ),
  )
  return { calls, schemas: components.schemas }
}
