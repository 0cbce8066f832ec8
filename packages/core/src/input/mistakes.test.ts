import { expect, test } from 'vitest'
import * as z from 'zod'
import { Event } from '../events/schema.ts'
import { mistakes } from './mistakes.ts'

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

const heartbeat = { type: 'heartbeat', id: 'h', source: 's', time: '2026-12-01T00:00:00Z', service: 'shop' }
const incident = {
  ...heartbeat,
  type: 'incident',
  data: { incident_id: 'i', severity: 'sev1', action: 'started', at: '2026-12-01T00:00:00Z' },
}
const tests = { commit_sha: 'a'.repeat(40), tests: 9, failures: 0, errors: 0, skipped: 0 }

test.each<[unknown, string]>([
  [7, ' must be an object, found 7'],
  [{ ...heartbeat, data: null }, '/data must be an object, found null'],
  [{ ...heartbeat, data: [] }, '/data must be an object, found an array'],
  [{ ...heartbeat, type: 'test_run', data: { ...tests, tests: 1.5 } }, '/data/tests must be a whole number, found 1.5'],
  [{ ...heartbeat, type: 'test_run', data: { ...tests, tests: '9' } }, '/data/tests must be a number, found "9"'],
  [{ ...incident, id: '' }, '/id must be at least 1 character'],
  [{ ...incident, data: { ...incident.data, title: {} } }, '/data/title must be a string, found an object'],
  [
    { ...incident, data: { ...incident.data, url: 'ftp://x' } },
    '/data/url must be a web address, e.g. https://ci.acme.example/run/7',
  ],
])('%j: %s', (event, says) => {
  const { error = new z.ZodError([]) } = Event.safeParse(event)
  expect(mistakes(error, Event, event).map(({ pointer, detail }) => `${pointer} ${detail}`)).toEqual([says])
})
