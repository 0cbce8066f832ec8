import { describe, expect, test } from 'vitest'
import type { Answer } from './attempt.ts'
import { REPLAYED } from './bearer.ts'
import { ApiProblem } from './errors.ts'
import { createTransport, type TransportOptions } from './transport.ts'

const replayed: Answer = {
  status: 401,
  headers: { 'content-type': 'application/problem+json' },
  body: JSON.stringify({ code: REPLAYED, title: 'Used before', detail: 'the token was used before' }),
}
const busy: Answer = { status: 503, headers: {}, body: '' }
const fine: Answer = { status: 200, headers: {}, body: '{}' }
const lost = Object.assign(new Error('ECONNRESET'), { code: 'ECONNRESET' })

/** What each attempt was sent with, over these answers in turn. */
const sentWith = async (steps: (Answer | Error)[], credential: TransportOptions['credential']) => {
  const bearers: (string | undefined)[] = []
  let now = 0
  const { call } = createTransport({
    baseUrl: 'https://plumbline.test',
    ...(credential === undefined ? {} : { credential }),
    budgetMs: 5_000,
    surroundings: {
      send: async ({ headers }) => {
        bearers.push(headers.authorization)
        const step = steps[bearers.length - 1] ?? fine
        if (step instanceof Error) throw step
        return step
      },
      nowMs: () => now,
      sleep: async (ms) => {
        now += ms
      },
      random: () => 0.5,
    },
  })
  const error = await call({ method: 'GET', path: '/v1/x' }).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  return { bearers, error }
}
const fresh = () => {
  let made = 0
  return async () => `token-${++made}`
}

describe('an identity token counts once', () => {
  test.each([
    { first: busy, why: 'the server was busy' },
    { first: lost, why: 'the answer was lost' },
    { first: replayed, why: 'something on the way sent it twice' },
  ])('so that each attempt has one of its own: $why', async ({ first }) => {
    const { bearers, error } = await sentWith([first, fine], fresh())
    expect([bearers, error]).toEqual([['Bearer token-1', 'Bearer token-2'], null])
  })

  test('a token that comes out the same again is not sent again', async () => {
    const { bearers, error } = await sentWith([replayed, fine], async () => 'the-same')
    expect(bearers).toEqual(['Bearer the-same'])
    expect(error).toBeInstanceOf(ApiProblem)
  })

  test('a server that calls every token used is asked twice and no more', async () => {
    const { bearers, error } = await sentWith([replayed, replayed, fine], fresh())
    expect(bearers).toHaveLength(2)
    expect(error).toMatchObject({ code: REPLAYED })
  })

  test('no token, no attempt: why there is none is told as it is', async () => {
    const why = new Error('GitHub gave no token')
    const { bearers, error } = await sentWith([fine], () => Promise.reject(why))
    expect([bearers, error]).toEqual([[], why])
  })
})

test('a key is sent with every attempt, and never again where it was refused', async () => {
  expect((await sentWith([busy, fine], 'plb_x')).bearers).toEqual(['Bearer plb_x', 'Bearer plb_x'])
  expect((await sentWith([replayed, fine], 'plb_x')).bearers).toEqual(['Bearer plb_x'])
})

test('without a credential there is no header', async () => {
  expect((await sentWith([fine], null)).bearers).toEqual([undefined])
  expect((await sentWith([fine], async () => null)).bearers).toEqual([undefined])
})
