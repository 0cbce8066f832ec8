import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createContext } from '../context.ts'
import { readInputs } from '../inputs.ts'
import { openSource, type RawEvent } from './source.ts'

const event = (id: string) => JSON.stringify({ type: 'heartbeat', id, source: 's', data: {} })
/** As long as an event may be, with every letter escaped. */
const long = (id: string) =>
  JSON.stringify({ type: 'heartbeat', id, source: 's', data: { says: '~'.repeat(100_000) } }).replaceAll('~', '\\u00fc')
const MARK = '\uFEFF'

const context = createContext(readInputs({}))
let cwd: string
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'source-'))
})
afterAll(() => rm(cwd, { recursive: true }))

const told = (raw: RawEvent) =>
  'broken' in raw ? `${raw.line} broken` : `${raw.line} ${(raw.value as { id?: string }).id}` // as written by `event`

const read = async (file: string, text: string): Promise<string[] | string> => {
  const stdin = { isTerminal: false, read: async () => text }
  await writeFile(join(cwd, 'file'), text)
  const source = await openSource({ ...context, cwd, stdin }, file, 2_000_000)
  if (source.kind !== 'events') return source.kind
  const found: string[] = []
  for await (const raw of source.events) found.push(told(raw))
  return found
}

describe.each(['file', '-'])('events from %s', (file) => {
  test.each([
    ['a byte order mark is no part of the first', `${MARK}${event('a')}\n${event('b')}\n`, ['1 a', '2 b']],
    ['nor of the only one', `${MARK}${event('a')}`, ['1 a']],
    ['nor of a list', `${MARK}[\n${event('a')},\n${event('b')}\n]`, ['1 a', '2 b']],
    ['a broken first line is told as any other', `{"type":\n${event('a')}\n`, ['1 broken', '2 a']],
    ['lines may end as on Windows', `${event('a')}\r\n{\r\n${event('b')}\r\n`, ['1 a', '2 broken', '3 b']],
    ['lines may be long', `${long('a')}\n${long('b')}\n`, ['1 a', '2 b']],
    ['a list is none of lines', `[\n${event('a')},\n${event('b')}\n]`, ['1 a', '2 b']],
    ['a report is none', '{"total":{}}\n', 'report'],
  ])('%s', async (_, text, expected) => {
    expect(await read(file, text)).toEqual(expected)
  })
})

test('no event is lost, however late somebody begins to read', async () => {
  await writeFile(join(cwd, 'late'), `${event('a')}\n${event('b')}\n`)
  const source = await openSource({ ...context, cwd }, 'late', 2_000_000)
  // Long enough for a stream that does not wait to have told all of it.
  for (let turn = 0; turn < 50; turn++) await stat(join(cwd, 'late'))
  const found: string[] = []
  if (source.kind === 'events') for await (const raw of source.events) found.push(told(raw))
  expect(found).toEqual(['1 a', '2 b'])
})
