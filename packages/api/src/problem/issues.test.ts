import { expect, test } from 'vitest'
import * as z from 'zod'
import { mistakes } from './issues.ts'

test.each<{ kind: unknown }>([
  { kind: { toString: 1 } },
  { kind: [{ toString: null }] },
  { kind: 7 },
  { kind: null },
  { kind: { valueOf: 'x' } },
])('what tells a union’s members apart may be anything: %j', (given) => {
  const schema = z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('a') })])
  expect(mistakes(schema.safeParse(given).error ?? new z.ZodError([]), schema, given)).toMatchObject([
    { pointer: '/kind', allowed: ['a'] },
  ])
})

test('of very many unknown fields only those are looked at that are told', () => {
  let looked = 0
  const keys = new Proxy(
    Array.from({ length: 20_000 }, (_, index) => `k${index}`),
    {
      get: (all, name) => {
        if (/^\d+$/.test(String(name))) looked++
        return Reflect.get(all, name)
      },
    },
  )
  const error = new z.ZodError([{ code: 'unrecognized_keys', keys, path: [], message: '' }])
  looked = 0
  expect(mistakes(error, z.strictObject({ name: z.string() }), {})).toHaveLength(50)
  expect(looked).toBe(50)
})
