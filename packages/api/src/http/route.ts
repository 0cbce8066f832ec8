import type { Operation, OperationId, operations } from '@plumbline/contract'
import type { Instant } from '@plumbline/core'
import type { EngagementStore } from '@plumbline/store'
import type * as z from 'zod'
import type { Identity, Principal } from '../auth/principal.ts'

type Table = typeof operations
type Out<Schema, None> = Schema extends z.ZodType ? z.output<Schema> : None
type Field<Op, Key extends string, None> = Op extends Record<Key, infer Schema> ? Out<Schema, None> : None
type JsonBody<Op> = Op extends { body: { check: 'whole'; content: { 'application/json': infer Schema } } }
  ? Out<Schema, undefined>
  : undefined
type Party<Op, Given> = Op extends { access: { scope: string } } ? Given : null
/** The arbiter may read everything, and do what is marked so. */
type Who<Op> = Op extends { method: 'get' } | { access: { arbiter: true } } ? Identity : Principal

/** A request after everything that is the same for all of them: who asks, checked input, and what time it is. */
export type Call<Op extends Operation> = {
  at: Instant
  requestId: string
  params: Field<Op, 'params', Record<never, never>>
  query: Field<Op, 'query', Record<never, never>>
  /** Checked against the schema; undefined where the operation checks the parts of its body itself. */
  body: JsonBody<Op>
  /** The body's text and media type, empty where there is none. */
  text: string
  mediaType: string
  accept: string
  principal: Party<Op, Who<Op>>
  store: Party<Op, EngagementStore>
}

/** The good answer, in the form of the operation's table; `text` is sent as it is. */
export type Reply = (
  | { json: unknown /** What may be kept to answer the same request again, where that is less. */; remember?: unknown }
  | { text: string; mediaType: string }
  | { empty: true }
) & { headers?: Record<string, string> }

export type Handle<Op extends Operation> = (call: Call<Op>) => Promise<Reply>

/** A handler for each operation, by its id: the table has no call without one. */
export type Handlers = { [Id in OperationId]: Handle<Table[Id]> }

/** Handlers of one family of operations. */
export type Family<Id extends OperationId> = Pick<Handlers, Id>
