import { createSend } from '@plumbline/client'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { startBudget } from '../budget.ts'
import { createMask } from '../runner/mask.ts'
import { type Answering, type FakeIdentity, startFakeIdentity } from '../testing/fake-identity.ts'
import { NoToken } from './no-token.ts'
import { audienceOf, createTokens } from './token.ts'

let endpoint: FakeIdentity | null = null
afterEach(async () => {
  await endpoint?.close()
  endpoint = null
})

const AUDIENCE = 'https://plumbline.acme.example/plumbline'

/** Asks once, and tells what came of it and what the runner was told. */
const ask = async (wrong: Answering[] = [], { budgetMs = 10_000, url = '' } = {}) => {
  const fake = await startFakeIdentity({ wrong })
  endpoint = fake
  const written: string[] = []
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0)
  const mask = createMask([])
  const tokens = createTokens({
    endpoint: { url: url || fake.env.ACTIONS_ID_TOKEN_REQUEST_URL, token: fake.env.ACTIONS_ID_TOKEN_REQUEST_TOKEN },
    audience: AUDIENCE,
    budget: startBudget(budgetMs),
    send: createSend(),
    mask,
    random: () => 0,
  })
  try {
    const outcome = await tokens().then(
      (token) => ({ token, error: null }),
      (error: unknown) => ({ token: null, error }),
    )
    return { ...outcome, fake, tokens, mask, told: () => written.join('') }
  } finally {
    stdout.mockRestore()
  }
}

describe('an identity token', () => {
  test('is asked for with the server’s address as its audience, and hidden before anything else can be said', async () => {
    const { token, fake, told, mask } = await ask()
    expect(fake.asked).toEqual([AUDIENCE])
    expect(told()).toBe(`::add-mask::${token}\n`)
    expect(mask(`Bearer ${token} refused`)).toBe('Bearer *** refused')
  })

  test('is another one each time', async () => {
    const { token, tokens, fake } = await ask()
    expect(await tokens()).not.toBe(token)
    expect(fake.asked).toHaveLength(2)
  })

  test.each([
    {
      why: 'a passing fault',
      wrong: [
        { status: 500, body: 'x' },
        { status: 503, body: '' },
      ],
    },
    { why: 'a busy moment', wrong: [{ status: 429, body: '' }] },
  ])('is asked for again after $why', async ({ wrong }) => {
    // The last of the list stands for ever, so the good answer is written out.
    const good = { status: 200, body: JSON.stringify({ value: 'a.b.c' }) }
    expect((await ask([...wrong, good])).token).toBe('a.b.c')
  })
})

describe('an endpoint that gives none is told apart, and nothing of its answer is repeated', () => {
  const SECRET = 'eyJhbGciOiJSUzI1NiJ9.notQuite'
  test.each<{ why: string; wrong: Answering; says: string; asks: number }>([
    { why: 'it is down', wrong: { status: 500, body: SECRET }, says: 'it answered 500, after 3 attempts', asks: 3 },
    { why: 'it refuses', wrong: { status: 403, body: SECRET }, says: '(403): check `id-token: write`', asks: 1 },
    { why: 'a redirect', wrong: { status: 302, body: SECRET }, says: '(302)', asks: 1 },
    { why: 'garbage', wrong: { status: 200, body: `<html>${SECRET}` }, says: 'holds no identity token', asks: 1 },
    { why: 'no value', wrong: { status: 200, body: '{"count":1}' }, says: 'holds no identity token', asks: 1 },
    { why: 'null', wrong: { status: 200, body: 'null' }, says: 'holds no identity token', asks: 1 },
    { why: 'no token', wrong: { status: 200, body: `{"value":"${SECRET}"}` }, says: 'holds no', asks: 1 },
    {
      why: 'a line end in it',
      wrong: { status: 200, body: '{"value":"a.b.c\\nx-evil: 1"}' },
      says: 'holds no',
      asks: 1,
    },
    { why: 'too much', wrong: { status: 200, body: 'x'.repeat(100_000) }, says: 'longer than 65536 bytes', asks: 3 },
  ])('$why', async ({ wrong, says, asks }) => {
    const { error, fake, told } = await ask([wrong])
    expect(error).toBeInstanceOf(NoToken)
    expect(String(error)).toContain(says)
    expect(String(error)).not.toContain(SECRET)
    expect(fake.asked).toHaveLength(asks)
    expect(told()).toBe('')
  })

  test('one that hangs ends in its share of the time', async () => {
    const { error } = await ask(['hang'], { budgetMs: 200 })
    expect(String(error)).toMatch(/no answer in \d+ ms/)
  })

  test('an address that is none', async () => {
    expect(String((await ask([], { url: 'not an address' })).error)).toContain('is no address')
  })
})

test.each([
  ['https://plumbline.acme.example', 'https://plumbline.acme.example'],
  ['https://plumbline.acme.example/', 'https://plumbline.acme.example'],
  ['https://Plumbline.Acme.example:443//', 'https://plumbline.acme.example'],
  ['https://acme.example:8443/plumbline/', 'https://acme.example:8443/plumbline'],
  ['http://127.0.0.1:8787/?x#y', 'http://127.0.0.1:8787'],
])('the audience of %s is %s, to the letter what the server calls itself', (apiUrl, audience) => {
  expect(audienceOf(apiUrl)).toBe(audience)
})
