import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LeanHeaders } from './headers.ts'
import { LeanRequest } from './request.ts'
import { LeanResponse } from './response.ts'

/*
 * Hosted, an answer is made with these classes, everywhere else with the platform's: so the platform is the model.
 */

const name = fc.constantFrom('Accept', 'accept', 'Set-Cookie', 'set-cookie', 'X-One', 'x-two', 'bad name', '', 'ü')
const value = fc.oneof(
  fc.constantFrom('a', '', ' padded\t', 'a, b', 'x\r\nInjected: 1', 'nul\0', 'é', 'ü', '→'),
  fc.string({ maxLength: 8 }),
)
type Command =
  | { do: 'append' | 'set'; name: string; value: string }
  | { do: 'delete' | 'get' | 'has'; name: string }
  | { do: 'getSetCookie' | 'entries' | 'keys' | 'values' | 'forEach' }
const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ do: fc.constantFrom('append', 'set'), name, value }),
  fc.record({ do: fc.constantFrom('delete', 'get', 'has'), name }),
  fc.record({ do: fc.constantFrom('getSetCookie', 'entries', 'keys', 'values', 'forEach') }),
)

/** What a command answers; an error only by its kind, for its words are everybody's own. */
const outcome = (headers: Headers, step: Command): unknown => {
  try {
    switch (step.do) {
      case 'append':
      case 'set':
        return headers[step.do](step.name, step.value) ?? null
      case 'delete':
      case 'get':
      case 'has':
        return headers[step.do](step.name) ?? null
      case 'getSetCookie':
        return headers.getSetCookie()
      case 'entries':
      case 'keys':
      case 'values':
        return [...headers[step.do]()]
      case 'forEach': {
        const seen: string[][] = []
        headers.forEach((held, key) => void seen.push([key, held]))
        return seen
      }
      default:
        return step satisfies never
    }
  } catch (error) {
    return error instanceof TypeError ? 'TypeError' : error
  }
}

// They have every method that is called here.
const lean = (init?: ConstructorParameters<typeof LeanHeaders>[0]) => new LeanHeaders(init) as unknown as Headers

test('headers answer every command as the platform’s do, and refuse what those refuse', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 20 }), (commands) => {
      const [ours, theirs] = [lean(), new Headers()]
      for (const step of commands) expect(outcome(ours, step)).toEqual(outcome(theirs, step))
      expect([...ours]).toEqual([...theirs])
    }),
    { numRuns: 500 },
  )
})

test.each<{ from: string; init: ConstructorParameters<typeof LeanHeaders>[0] }>([
  { from: 'nothing', init: undefined },
  { from: 'null', init: null },
  { from: 'an object', init: { B: '1', a: ' 2 ' } },
  {
    from: 'pairs',
    init: [
      ['a', '1'],
      ['a', '2'],
      ['set-cookie', 'x'],
      ['set-cookie', 'y'],
    ],
  },
  {
    from: 'headers of its own kind',
    init: new LeanHeaders([
      ['set-cookie', 'x'],
      ['set-cookie', 'y'],
      ['b', '1'],
    ]),
  },
  { from: 'the platform’s headers', init: new Headers({ b: '1' }) },
])('headers made from $from are the platform’s made from the same', ({ init }) => {
  const pairs = init && Symbol.iterator in init ? [...init].map(([key, held]) => [key, held] as [string, string]) : init
  expect([...lean(init)]).toEqual([...new Headers(pairs ?? undefined)])
})

const BODIES = [null, 'text', '', 'ü → 😀', Uint8Array.of(0, 255, 128), Uint8Array.of(1, 2).buffer]

describe.each(BODIES.map((body) => ({ body })))('a response with the body $body', ({ body }) => {
  test.each([200, 201, 204, 304, 404, 503, 199, 600])('and status %s', async (status) => {
    const make = <T>(Kind: new (body: (typeof BODIES)[number], init: { status: number }) => T) => {
      try {
        return { made: new Kind(body, { status }) }
      } catch (error) {
        return { failed: (error as Error).name }
      }
    }
    const [ours, theirs] = [make(LeanResponse), make(Response as never) as { made?: Response; failed?: string }]
    expect(ours.failed).toBe(theirs.failed)
    if (!ours.made || !theirs.made) return
    expect([ours.made.status, ours.made.ok, [...ours.made.headers]]).toEqual([
      theirs.made.status,
      theirs.made.ok,
      [...theirs.made.headers],
    ])
    expect(new Uint8Array(await ours.made.arrayBuffer())).toEqual(new Uint8Array(await theirs.made.arrayBuffer()))
  })

  test('is read as text, by a stream, and once', async () => {
    const theirs = await new Response(body).text()
    expect(await new LeanResponse(body).text()).toBe(theirs)
    const streamed = new LeanResponse(body)
    // Made again from its own stream, as a framework does that changes the headers.
    const again = new LeanResponse(streamed.body, { headers: { a: '1' } })
    expect(await again.text()).toBe(theirs)
    expect(again.bodyUsed).toBe(body !== null)
    if (body !== null) await expect(again.text()).rejects.toThrow(TypeError)
  })
})

test('a request is read as the platform’s is, and may have any method', async () => {
  const url = 'https://plumbline.test/a b/../ü?q=%20#f'
  const body = Buffer.from('{"a":"ü"}')
  const ours = new LeanRequest(url, { method: 'post', headers: new LeanHeaders({ a: '1' }), body })
  const theirs = new Request(url, { method: 'post', body })
  expect([ours.url, ours.method]).toEqual([theirs.url, theirs.method])
  expect(await ours.json()).toEqual(await theirs.json())
  const odd = new LeanRequest(url, { method: 'TRACE', headers: new LeanHeaders(), body: null })
  expect([odd.method, odd.body, await odd.text()]).toEqual(['TRACE', null, ''])
})
