import { Event, evaluationId, mistakes } from '@plumbline/core'
import { expect, test } from 'vitest'
import { coverageEvent, testRunEvent } from '../change/events.ts'
import { createClient } from './client.ts'

const SHA = 'a'.repeat(40)
const origin = { service: 'shop', source: 'ci', at: 0, commitSha: SHA, baseSha: null, branch: null, flag: 'unit' }
const patch = {
  covered: 1,
  total: 2,
  uncovered: [{ path: 'a.ts', lines: [2] }],
  coveredLines: [{ path: 'a.ts', lines: [1] }],
}
const measured = (flag = 'unit'): Event[] => [
  testRunEvent([{ kind: 'tests', format: 'junit', tests: 1, failures: 0, errors: 0, skipped: 0, failed: [] }], {
    ...origin,
    flag,
  }) ?? expect.fail(),
  coverageEvent({ kind: 'coverage', format: 'lcov', files: [], totals: { lines: { covered: 9, total: 10 } } }, patch, {
    ...origin,
    flag,
  }) ?? expect.fail(),
]

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** As a server from before the key: it knows none of that name, and says so by the rules of today. */
const asOlder = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replaceAll('"covered_lines"', '"unknown_then"'))

/** Keeps events by id, and one answer for each run, as every server does. */
const server = (knows: boolean) => {
  const kept = new Map<string, unknown>()
  const evaluations = new Map<string, unknown>()
  const bodies: Record<string, unknown>[] = []
  const record = (given: unknown) => {
    const event = knows ? given : asOlder(given)
    const parsed = Event.safeParse(event)
    const id = isObject(given) ? String(given.id) : null
    if (!parsed.success) {
      const errors = mistakes(parsed.error, Event, event).map((one) => ({
        ...one,
        pointer: one.pointer.replace('unknown_then', 'covered_lines'),
      }))
      return { id, status: 'rejected', counted_in: [], reason: errors[0], ...(errors.length > 1 ? { errors } : {}) }
    }
    const { id: name } = parsed.data
    const status = kept.has(name) ? 'duplicate' : 'recorded'
    kept.set(name, parsed.data)
    return { id: name, status, counted_in: [] }
  }
  const { gate, postEvents } = createClient({
    baseUrl: 'https://plumbline.test',
    credential: 'plb_vendor_k_s',
    surroundings: {
      send: async ({ url, body }) => {
        const input = JSON.parse(String(body))
        bodies.push(input)
        const results = (Array.isArray(input) ? input : (input.events ?? [])).map(record)
        const id = evaluationId('e', 'shop', input.run ?? 'unnamed')
        const evaluation = evaluations.get(id) ?? { id, reports: kept.size }
        evaluations.set(id, evaluation)
        const answer = url.pathname.endsWith('/gate') ? { ...evaluation, events: results } : { results }
        return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(answer) }
      },
    },
  }).engagement('e')
  return { gate, postEvents, kept, bodies }
}
const asked = { service: 'shop', event: 'push', commit_sha: SHA } as const
const statuses = (results: { status: string }[]) => results.map(({ status }) => status)

test('a server that doesn’t know `covered_lines` gets the report without them, and judges with it', async () => {
  for (const run of ['ci-1', undefined]) {
    const { gate, kept, bodies } = server(false)
    const ask = () => gate({ ...asked, ...(run === undefined ? {} : { run }), events: measured() })
    const answer = await ask()
    expect(statuses(answer.events)).toEqual(['recorded', 'recorded'])
    // Both reports: the first answer, which is kept for the run, knew only one.
    expect(answer).toMatchObject({ reports: 2 })
    expect(bodies).toHaveLength(2)
    expect([...kept.values()][1]).toMatchObject({ data: { flag: 'unit', patch: { covered: 1, total: 2 } } })
    // Asked again, it is the same answer, and nothing is counted twice.
    expect(await ask()).toMatchObject({ reports: 2, id: answer.id })
    expect(kept.size).toBe(2)
  }
})

test('so do events alone; a server that knows them is asked once', async () => {
  const old = server(false)
  expect(statuses((await old.postEvents([...measured(), ...measured('e2e')])).results)).toEqual(
    Array(4).fill('recorded'),
  )
  expect(old.bodies.map((body) => Object.keys(body).length)).toEqual([4, 2])
  const [now, events] = [server(true), measured()]
  expect(statuses((await now.postEvents(events)).results)).toEqual(['recorded', 'recorded'])
  expect(now.bodies).toHaveLength(1)
  // Once the server is a newer one, what was kept without its lines is another event than the whole one.
  const ids = new Set([...old.kept.keys(), ...now.kept.keys()])
  expect(ids.size).toBe(5)
})

test('what is refused for anything else, or was named by its sender, is not sent again', async () => {
  const { postEvents, bodies } = server(false)
  const [, own] = measured()
  if (own?.type !== 'coverage') expect.fail()
  const wrong = { ...own, more: 1 }
  const answer = await postEvents([{ ...own, id: 'ours' }, wrong])
  expect(statuses(answer.results)).toEqual(['rejected', 'rejected'])
  expect(bodies).toHaveLength(1)
})
