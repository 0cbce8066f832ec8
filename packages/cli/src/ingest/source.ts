import { open, readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Context } from '../context.ts'

/** One event as it stands in a file, not looked at yet. */
export type RawEvent = { line: number; value: unknown } | { line: number; broken: string }

/** What a file holds: a report to be read as a whole, or events, one after the other. */
export type Source =
  | { kind: 'report'; file: string; bytes: Uint8Array }
  | { kind: 'events'; file: string; events: AsyncIterable<RawEvent> }
  | { kind: 'unreadable'; file: string; message: string }

const HEAD_BYTES = 64 * 1024

const isEvent = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'type' in value && 'source' in value && 'data' in value

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function* fromLines(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<RawEvent> {
  let line = 0
  for await (const text of lines) {
    line += 1
    if (text.trim() === '') continue
    const value = parse(text)
    yield value === undefined ? { line, broken: 'this line is no JSON' } : { line, value }
  }
}

async function* fromValues(values: unknown[]): AsyncGenerator<RawEvent> {
  for (const [i, value] of values.entries()) yield { line: i + 1, value }
}

/** Events in a text that is at hand as a whole: one per line, one alone, or an array. Null where it holds none. */
const eventsIn = (text: string): AsyncIterable<RawEvent> | null => {
  const firstLine = text.slice(0, text.indexOf('\n') + 1 || text.length)
  if (isEvent(parse(firstLine))) return fromLines(text.split('\n'))
  if (!/^\s*[[{]/.test(text)) return null
  const whole = parse(text)
  if (isEvent(whole)) return fromValues([whole])
  return Array.isArray(whole) && (whole.length === 0 || whole.some(isEvent)) ? fromValues(whole) : null
}

const stdinSource = async (context: Context): Promise<Source> => {
  const text = await context.stdin.read()
  const events = eventsIn(text)
  if (events) return { kind: 'events', file: 'stdin', events }
  return { kind: 'report', file: 'stdin', bytes: Buffer.from(text) }
}

/** Looks into a file and says what it is. Lines of events are streamed, so that a year of them needs no memory. */
export const openSource = async (context: Context, file: string, maxBytes: number): Promise<Source> => {
  if (file === '-') return stdinSource(context)
  const path = resolve(context.cwd, file)
  try {
    const handle = await open(path)
    const head = Buffer.alloc(HEAD_BYTES)
    const { bytesRead } = await handle.read(head, 0, HEAD_BYTES, 0)
    const start = head.toString('utf8', 0, bytesRead).replace(/^\uFEFF/, '')
    const firstLine = start.slice(0, start.indexOf('\n') + 1 || start.length)
    if (isEvent(parse(firstLine))) {
      const lines = createInterface({
        input: handle.createReadStream({ start: 0 }),
        crlfDelay: Number.POSITIVE_INFINITY,
      })
      return { kind: 'events', file, events: fromLines(lines) }
    }
    await handle.close()
    const { size } = await stat(path)
    if (size > maxBytes)
      return { kind: 'unreadable', file, message: `${size} bytes are more than the ${maxBytes} a report may have` }
    const bytes = await readFile(path)
    // An Istanbul report is JSON too; only a file whose first things look like events is taken for events.
    const events = /"source"\s*:/.test(start) && /"data"\s*:/.test(start) ? eventsIn(bytes.toString('utf8')) : null
    return events ? { kind: 'events', file, events } : { kind: 'report', file, bytes }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    const message =
      code === 'ENOENT'
        ? 'there is no such file'
        : code === 'EISDIR'
          ? 'this is a folder; name the file in it'
          : error instanceof Error
            ? error.message
            : String(error)
    return { kind: 'unreadable', file, message }
  }
}
