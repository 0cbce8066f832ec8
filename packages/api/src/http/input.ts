import type { Operation } from '@plumbline/contract'
import { mistakes } from '@plumbline/core'
import type { Context } from 'hono'
import * as z from 'zod'
import { notFound, Refusal } from '../problem/problem.ts'
import { decode, mediaTypeOf, readBytes } from './body.ts'
import type { AppEnv } from './env.ts'
import { parseJson, unsafeParts } from './json.ts'

const invalid = (errors: ConstructorParameters<typeof Refusal>[2]) =>
  new Refusal('invalid_request', 'Something in the request is wrong; `errors` says what.', errors)

/** @throws Refusal `not_found`: what is named in no such way can't exist */
export const readParams = (operation: Operation, context: Context<AppEnv>): Record<string, unknown> => {
  const { engagement: _, ...given } = context.req.param() as Record<string, string>
  const parsed = (operation.params ?? z.object({})).safeParse(given)
  if (!parsed.success) throw notFound()
  return parsed.data
}

/** @throws Refusal `invalid_request` */
export const readQuery = (operation: Operation, context: Context<AppEnv>): Record<string, unknown> => {
  if (operation.anyQuery) return {}
  const schema = operation.query ?? z.strictObject({})
  const given = Object.fromEntries(
    Object.entries(context.req.queries()).map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  )
  const parsed = schema.safeParse(given)
  if (!parsed.success) throw invalid({ errors: mistakes(parsed.error, schema, given, 'parameter') })
  return parsed.data
}

export type SentBody = { bytes: Uint8Array; text: string; mediaType: string; value: unknown }

const NOTHING: SentBody = { bytes: new Uint8Array(), text: '', mediaType: '', value: undefined }

/**
 * The body, bounded before it is looked into, and checked where the operation has one schema for all of it.
 * @throws Refusal for everything that can be wrong with a body
 */
export const readBody = async ({ body }: Operation, context: Context<AppEnv>): Promise<SentBody> => {
  if (!body) return NOTHING
  const known = Object.keys(body.content)
  const mediaType = mediaTypeOf(context.req.raw.headers, known)
  const bytes = await readBytes(context.req.raw)
  if (bytes.length > 0 && mediaType === null)
    throw new Refusal('unsupported_media_type', `Say what it is: ${known.join(' or ')}.`)
  const text = decode(bytes)
  const sent = { bytes, text, mediaType: mediaType ?? '' }
  if (body.check === 'parts') return { ...sent, value: undefined }
  return { ...sent, value: checked(body, bytes.length === 0 && !body.required ? {} : parseJson(text)) }
}

const checked = (body: NonNullable<Operation['body']>, given: unknown): unknown => {
  const unsafe = unsafeParts(given, body.apart)
  if (unsafe.length > 0) throw invalid({ errors: unsafe })
  const schema = body.content['application/json'] ?? z.never()
  const parsed = schema.safeParse(given)
  if (!parsed.success) throw invalid({ errors: mistakes(parsed.error, schema, given) })
  return parsed.data
}
