import type * as z from 'zod'
import type { ProblemCode } from './problem-codes.ts'
import type { Scope } from './schemas/primitives.ts'

/** `public`: no credentials. `operator`: the key of the installation. Else the scope that a party’s key needs. */
export type Access =
  | 'public'
  | 'operator'
  | { scope: Scope /** The arbiter may, too. What is only read it always may. */; arbiter?: true }

/** `whole`: checked against the schema before the handler. `parts`: the handler judges what is in it piece by piece. */
export type Body = {
  check: 'whole' | 'parts'
  required: boolean
  /** Field of the body whose items the handler judges one by one. */
  apart?: 'events'
  /** By media type; the first is the usual one. */
  content: Readonly<Record<string, z.ZodType>>
}

/** By media type; null where the answer has no body. */
export type AnswerContent = Readonly<Record<string, z.ZodType>> | null

/** One call of the API: what the route, the client, the docs and the tests all read. */
export type Operation = {
  method: 'get' | 'post' | 'delete'
  /** With `{name}` for what varies. */
  path: string
  summary: string
  description?: string
  tag:
    | 'Access'
    | 'Agreements'
    | 'Breaches'
    | 'Decisions'
    | 'Events'
    | 'Gate'
    | 'Indicators'
    | 'Installation'
    | 'Ledger'
    | 'Reports'
    | 'Status'
  access: Access
  params?: z.ZodObject
  query?: z.ZodObject
  /** Parameters it does not know are no mistake: probes come with whatever their sender adds. */
  anyQuery?: true
  body?: Body
  /** Takes an `Idempotency-Key`. */
  idempotent?: true
  /** The one good answer. */
  answer: { status: number; description: string; content: AnswerContent }
  /** Refusals of its own, beside those of every call. */
  problems: readonly ProblemCode[]
}
