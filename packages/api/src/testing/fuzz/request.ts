import fc from 'fast-check'
import type { Call, Document, Parameter } from './document.ts'
import { good } from './good.ts'
import type { Schema } from './schema.ts'
import { brokenBytes, spoiled, spoiledText, WORDS } from './spoil.ts'

export type Sent = {
  id: string
  method: string
  path: string
  headers: Record<string, string>
  body: string | Uint8Array<ArrayBuffer> | null
}

/** What a path may name, by the part of the path before it. */
export type Names = Readonly<Record<string, Readonly<{ present: string; absent: string }>>>

/** What the requests are about. */
export type Ground = {
  engagement: string
  names: Names
  /** By call: bodies that are good for more than their form. */
  seeds: Readonly<Record<string, readonly unknown[]>>
}

const often = <T>(usual: fc.Arbitrary<T>, weight: number, seldom: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: seldom })

const pathOf = ({ path }: Call, engagement: string, names: Names): fc.Arbitrary<string> => {
  const parts = path.split('/').map((part, index, all) => {
    if (!part.startsWith('{')) return fc.constant(part)
    const known = names[all[index - 1] ?? '']
    const usual = known ? fc.constantFrom(known.present, known.present, known.absent) : fc.constant(engagement)
    return often(usual, 12, WORDS.map(encodeURIComponent))
  })
  return fc.tuple(...parts).map((all) => all.join('/'))
}

const RAW_QUERIES = [
  '?',
  '?&&',
  '?=',
  '?=1&=2',
  '?a[]=1',
  '?%ZZ',
  '?%',
  '?limit',
  '?limit=1&limit=2',
  '?cursor=a.b',
  '?x=1',
]

/** What a schema can't tell of a parameter that is more than its form. */
const HINTS: Readonly<Record<string, string>> = {
  service: 'checkout-api',
  environment: 'production',
  from: '2026-12-01T00:00:00Z',
  to: '2026-12-15T00:00:00Z',
}

const encoded = (query: Record<string, string>): string => {
  const text = new URLSearchParams(query).toString()
  return text && `?${text}`
}

const queryOf = ({ parameters }: Call, { schemas }: Document): fc.Arbitrary<string> => {
  const known = parameters.filter((parameter) => parameter.in === 'query')
  const fields = (pick: (parameter: Parameter) => fc.Arbitrary<string> | null) =>
    fc
      .record(
        Object.fromEntries(
          known.flatMap((parameter) => {
            const value = pick(parameter)
            return value ? [[parameter.name, value] as const] : []
          }),
        ),
        { requiredKeys: known.flatMap(({ name, required }) => (required ? [name] : [])) },
      )
      .map(encoded)
  const usual = fields(({ name, schema }) => {
    const hint = HINTS[name]
    if (hint !== undefined) return fc.constant(hint)
    return schema.enum || schema.type === 'integer' ? good(schema, schemas, name).map(String) : null
  })
  const wrong = fields(({ name, schema }) =>
    often(
      good(schema, schemas, name).map((value) => [value].flat().map(String).join()),
      2,
      WORDS,
    ),
  )
  return fc.oneof(
    { weight: 5, arbitrary: usual },
    { weight: 5, arbitrary: wrong },
    { weight: 1, arbitrary: fc.constantFrom(...RAW_QUERIES) },
  )
}

const number = fc.nat(10_000)

type Body = { mediaType: string; body: string | Uint8Array<ArrayBuffer> | null }

const bodyIn = (
  mediaType: string,
  schema: Schema,
  { schemas }: Document,
  seeds: readonly unknown[],
): fc.Arbitrary<Body> => {
  const made = good(schema, schemas)
  const value = seeds.length > 0 ? often(fc.constantFrom(...seeds), 2, made) : made
  const bad = fc
    .tuple(value, fc.array(fc.tuple(number, number, number), { minLength: 1, maxLength: 3 }))
    .map(([whole, spoils]) => spoils.reduce((part, [where, how, what]) => spoiled(part, where, how, what), whole))
  const text = often(bad, 4, value).map((given) =>
    // Nothing at all is left of a body whose whole was taken away.
    mediaType.includes('json') || typeof given !== 'string' ? (JSON.stringify(given) ?? '') : given,
  )
  const bytes: fc.Arbitrary<string | Uint8Array<ArrayBuffer>> = fc.oneof(
    { weight: 10, arbitrary: text },
    { weight: 2, arbitrary: fc.tuple(text, number).map(([whole, how]) => spoiledText(whole, how)) },
    { weight: 1, arbitrary: text.map(brokenBytes) },
  )
  return bytes.map((body) => ({ mediaType, body }))
}

const NO_HEADERS: Record<string, string> = {}
const HEADERS: readonly Record<string, string>[] = [
  { 'content-type': 'text/plain' },
  { 'content-type': 'application/xml' },
  { 'content-type': 'application/json; charset=utf-16' },
  { 'content-type': 'APPLICATION/JSON ; charset="UTF-8"' },
  { 'content-type': 'multipart/form-data' },
  { 'content-type': ';;;' },
  { 'content-encoding': 'gzip' },
  { 'content-encoding': 'identity' },
  { 'content-length': '0' },
  { 'content-length': '1' },
  { 'content-length': '99999999' },
  { 'content-length': '-1' },
  { 'content-length': 'many' },
  { accept: 'text/csv' },
  { accept: 'application/x-ndjson' },
  { accept: 'text/html' },
  { accept: 'q;q;q=9, */*;q=-1' },
  { 'idempotency-key': 'the-same-for-all' },
  { 'idempotency-key': 'a b' },
  { 'idempotency-key': 'x'.repeat(201) },
  { cookie: '__Host-plumbline=a.b' },
  { 'x-forwarded-for': '::1, <script>' },
  { authorization: 'Bearer plb_vendor_x' },
  { authorization: 'Basic eDp4' },
  { range: 'bytes=0-1' },
  { expect: '100-continue' },
]

const requestsOf = (call: Call, document: Document, { engagement, names, seeds }: Ground): fc.Arbitrary<Sent> =>
  fc
    .record({
      path: pathOf(call, engagement, names),
      query: queryOf(call, document),
      sent: call.body
        ? fc.oneof(
            ...Object.entries(call.body).map(([type, { schema }]) =>
              bodyIn(type, schema, document, seeds[call.id] ?? []),
            ),
          )
        : fc.constant(null),
      headers: often(fc.constant(NO_HEADERS), 4, fc.constantFrom(...HEADERS)),
    })
    .map(({ path, query, sent, headers }) => ({
      id: call.id,
      method: call.method,
      path: path + query,
      headers: { ...(sent ? { 'content-type': sent.mediaType } : {}), ...headers },
      body: sent?.body ?? null,
    }))

/** Requests for every call of the document, most of them wrong somewhere; more for those that take a body. */
export const requests = (document: Document, ground: Ground): fc.Arbitrary<Sent> =>
  fc.oneof(
    ...document.calls.map((call) => ({
      weight: call.body ? 3 : 1,
      arbitrary: requestsOf(call, document, ground),
    })),
  )
