import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Operation, operations } from '@plumbline/contract'
import { build } from 'esbuild'
import { afterAll, expect, test } from 'vitest'
import * as z from 'zod'
import { undocumented } from '../../build/undocumented.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-contract-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The contract as the hosted functions have it. */
const deployed = async (): Promise<Record<string, Operation>> => {
  const outfile = join(folder, 'operations.mjs')
  await build({
    entryPoints: [fileURLToPath(new URL('../../../contract/src/operations.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    plugins: [undocumented],
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: false } },
  })
  const { operations } = await import(outfile)
  return operations
}

const ABOUT = new Set(['description', 'override', 'param', 'id', 'title', 'example', 'examples', '$defs', '$schema'])

/** A JSON Schema with what it refers to in its place, and without what only people read. */
const plain = (schema: unknown, names: Record<string, unknown>): unknown => {
  if (Array.isArray(schema)) return schema.map((one) => plain(one, names))
  if (typeof schema !== 'object' || schema === null) return schema
  const { $ref } = schema as { $ref?: string }
  const named = $ref === undefined ? {} : Object(names[$ref.split('/').at(-1) ?? ''])
  const fields = Object.entries({ ...schema, ...named }).filter(([key]) => key !== '$ref' && !ABOUT.has(key))
  return Object.fromEntries(fields.map(([key, value]) => [key, isMap(key) ? each(value, names) : plain(value, names)]))
}
// A field of ours may be called `title`.
const isMap = (key: string) => key === 'properties'
const each = (fields: unknown, names: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(Object(fields)).map(([name, schema]) => [name, plain(schema, names)]))

const checked = (schema: z.ZodType | undefined) => {
  if (!schema) return null
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return plain(json, Object(json.$defs))
}

/** Of a call what a request meets, and none of what is said about it. */
const met = ({ summary, description, tag, answer, params, query, body, ...rest }: Operation) => ({
  ...rest,
  status: answer.status,
  params: checked(params),
  query: checked(query),
  body: body && {
    ...body,
    content: Object.fromEntries(Object.entries(body.content).map(([type, schema]) => [type, checked(schema)])),
  },
})

test('what is deployed asks of every call just what the contract says, though nothing there says it to people', async () => {
  const hosted = await deployed()
  expect(Object.keys(hosted)).toEqual(Object.keys(operations))
  for (const [id, operation] of Object.entries<Operation>(operations)) {
    const there = hosted[id]
    if (!there) throw new Error(`${id} is not deployed`)
    expect([id, met(there)]).toEqual([id, met(operation)])
    expect([id, there.summary, there.answer]).toEqual([id, undefined, { status: operation.answer.status }])
  }
})
