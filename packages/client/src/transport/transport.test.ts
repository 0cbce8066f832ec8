import { expect, test } from 'vitest'
import { type Answer, type Attempt, AttemptTimeout } from './attempt.ts'
import { ApiProblem, ApiUnavailable, BadBaseUrl } from './errors.ts'
import { type Call, createTransport, type TransportOptions } from './transport.ts'

type Step = Answer | Error

const answer = (status: number, body: unknown = {}, headers: Answer['headers'] = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
})
const network = (code: string) => Object.assign(new Error(code), { code })

/** A transport over a list of answers and a clock that only sleeping moves. */
const over = (steps: Step[], options: Partial<TransportOptions> = {}) => {
  const attempts: Attempt[] = []
  const waits: number[] = []
  let now = 0
  const transport = createTransport({
    baseUrl: 'https://plumbline.test',
    credential: 'plb_vendor_k_s',
    ...options,
    surroundings: {
      send: async (attempt) => {
        attempts.push(attempt)
        const step = steps[attempts.length - 1] ?? answer(503)
        if (step instanceof Error) throw step
        return step
      },
      nowMs: () => now,
      wallMs: () => Date.parse('2026-11-01T00:00:00Z'),
      sleep: async (ms) => {
        waits.push(ms)
        now += ms
      },
      random: () => 0.5,
    },
  })
  return { transport, attempts, waits }
}
const get: Call = { method: 'GET', path: '/v1/engagements/a/status' }
const post: Call = { method: 'POST', path: '/v1/claims', body: { claim: 'x' } }

test.each([
  { first: network('ECONNRESET'), why: 'a connection that broke' },
  { first: network('ECONNREFUSED'), why: 'a server that is just starting' },
  { first: new AttemptTimeout('slow'), why: 'a slow attempt' },
  { first: answer(429), why: 'too many requests' },
  { first: answer(502), why: 'a bad gateway' },
  { first: answer(503), why: 'a store that is away' },
  { first: answer(504), why: 'a gateway that waited' },
  { first: answer(409, { code: 'idempotency_key_in_use' }), why: 'an earlier attempt that is still being answered' },
])('sends again after $why', async ({ first }) => {
  const { transport, attempts } = over([first, answer(200, { fine: true })])
  expect((await transport.call(get)).body).toBe('{"fine":true}')
  expect(attempts).toHaveLength(2)
})

test.each([400, 401, 403, 404, 409, 413, 415, 422, 500, 501])(
  '%i is an answer, not a reason to ask again',
  async (status) => {
    const problem = {
      code: 'wrong',
      title: 'Wrong',
      detail: 'no',
      request_id: 'r1',
      errors: [{ pointer: '/a', code: 'bad', detail: 'd', allowed: ['x'] }],
    }
    const { transport, attempts } = over([answer(status, problem)])
    const error = await transport.call(get).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ApiProblem)
    expect(error).toMatchObject({ status, code: 'wrong', detail: 'no', requestId: 'r1', errors: problem.errors })
    expect(attempts).toHaveLength(1)
  },
)

test('waits grow by full jitter and stay inside the budget, which also bounds each attempt', async () => {
  const { transport, attempts, waits } = over([], { budgetMs: 2_000, attemptMs: 1_500 })
  const error = await transport.call(get).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ApiUnavailable)
  expect(waits).toEqual([100, 200, 400, 800])
  expect(error).toMatchObject({ reason: 'server', attempts: 5, origin: 'https://plumbline.test' })
  expect(attempts.map(({ timeoutMs }) => timeoutMs)).toEqual([1_500, 1_500, 1_500, 1_300, 500])
})

test.each([
  { header: '2', waitMs: 2_000, why: 'seconds' },
  { header: 'Sun, 01 Nov 2026 00:00:03 GMT', waitMs: 3_000, why: 'a date' },
  { header: 'soon', waitMs: 100, why: 'nonsense, so the jitter decides' },
  { header: '0', waitMs: 100, why: 'nothing, so the jitter decides' },
])('Retry-After of $why', async ({ header, waitMs }) => {
  const { transport, waits } = over([answer(429, {}, { 'retry-after': header }), answer(200)])
  await transport.call(get)
  expect(waits).toEqual([waitMs])
})

test('a Retry-After past the budget ends it at once: nobody waits for what can’t come', async () => {
  const { transport, waits } = over([answer(429, {}, { 'retry-after': '60' })], { budgetMs: 10_000 })
  await expect(transport.call(get)).rejects.toMatchObject({ name: 'ApiUnavailable', reason: 'rate_limited' })
  expect(waits).toEqual([])
})

test('one Idempotency-Key for all attempts of a POST, another for the next, none for what names itself', async () => {
  const { transport, attempts } = over([answer(503), answer(201), answer(201), answer(200), answer(200)])
  await transport.call(post)
  await transport.call(post)
  await transport.call({ ...post, selfIdentifying: true })
  await transport.call(get)
  const keys = attempts.map(({ headers }) => headers['idempotency-key'])
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/)
  expect(keys[1]).toBe(keys[0])
  expect(keys[2]).not.toBe(keys[0])
  expect(keys.slice(3)).toEqual([undefined, undefined])
})

test('a prefix, a query with lists, and what is left out', async () => {
  const { transport, attempts } = over([answer(200)], { baseUrl: 'https://host.test/plumbline/?x=1#y' })
  await transport.call({ ...get, query: { service: ['a b', 'c&d'], limit: 5, cursor: undefined } })
  expect(attempts[0]?.url.href).toBe(
    'https://host.test/plumbline/v1/engagements/a/status?service=a+b&service=c%26d&limit=5',
  )
  expect(attempts[0]?.headers.authorization).toBe('Bearer plb_vendor_k_s')
})

test.each([
  {
    given: answer(404, '<html>', { 'content-type': 'text/html; charset=utf-8' }),
    says: /answered 404 with text\/html.*address of a Plumbline server/,
  },
  { given: answer(301, '', { location: 'https://other.test/' }), says: /redirects to https:\/\/other\.test\// },
  { given: answer(400, '[]'), says: /answered 400/ },
])('what is not Plumbline is said to be that: $says', async ({ given, says }) => {
  const { transport } = over([given])
  const error = await transport.call(get).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ name: 'ApiProblem', code: 'not_plumbline', detail: expect.stringMatching(says) })
})

test.each(['', 'plumbline.test', 'ftp://plumbline.test', 'https://user:pass@plumbline.test'])(
  '“%s” is no address',
  (baseUrl) => {
    expect(() => createTransport({ baseUrl })).toThrow(BadBaseUrl)
  },
)

test('the error of a lost connection names the address and no key', async () => {
  const { transport } = over(
    Array.from({ length: 50 }, () => network('ECONNREFUSED')),
    { budgetMs: 500 },
  )
  await expect(transport.call(get)).rejects.toThrow('nothing listens at https://plumbline.test')
})
