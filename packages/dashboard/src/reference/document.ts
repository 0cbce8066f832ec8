/** JSON Schema as far as the API's own document uses it. */
export type Schema = {
  $ref?: string
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  format?: string
  pattern?: string
  description?: string
  examples?: unknown[]
  example?: unknown
  default?: unknown
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  oneOf?: Schema[]
  anyOf?: Schema[]
  allOf?: Schema[]
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
}

type Content = Record<string, { schema?: Schema }>
export type Parameter = { name: string; in: string; required?: boolean; description?: string; schema?: Schema }

/** One call, as OpenAPI has it. */
export type Call = {
  operationId: string
  summary: string
  description?: string
  tags: string[]
  security?: Record<string, unknown>[]
  'x-scope'?: string
  parameters?: Parameter[]
  requestBody?: { required?: boolean; content: Content }
  responses: Record<string, { description: string; content?: Content }>
}

/** The OpenAPI document that this installation serves at `/openapi.json`. */
export type Document = {
  paths: Record<string, Record<string, Call>>
  components: { schemas: Record<string, Schema> }
}

/** A call with where it is. */
export type Place = { method: string; path: string; call: Call }

export const placesOf = ({ paths }: Document): Place[] =>
  Object.entries(paths).flatMap(([path, calls]) =>
    Object.entries(calls).map(([method, call]) => ({ method: method.toUpperCase(), path, call })),
  )

/** Instants are checked by more than a pattern; where the schema has no format, their longest form tells them. */
export const isTime = ({ type, format, pattern, maxLength }: Schema): boolean =>
  format === 'date-time' || (type === 'string' && pattern === undefined && maxLength === 40)

/** What is sent and what is answered may differ only in how strict they are; readers need one of them. */
export const schemaName = ({ components }: Document, reference: string): string => {
  const name = reference.split('/').at(-1) ?? ''
  const base = name.replace(/Output$/, '')
  return base in components.schemas ? base : name
}

/** A reference followed to what it names. */
export const followed = (document: Document, schema: Schema): Schema =>
  schema.$ref === undefined ? schema : (document.components.schemas[schemaName(document, schema.$ref)] ?? {})

/** All schemas that readers can look up, by name. */
export const namedSchemas = (document: Document): [name: string, schema: Schema][] =>
  Object.entries(document.components.schemas)
    .filter(([name]) => schemaName(document, name) === name)
    .sort(([a], [b]) => (a < b ? -1 : 1))

export const schemaAnchor = (name: string): string => `schema-${name}`
export const problemAnchor = (code: string): string => `problem-${code}`
