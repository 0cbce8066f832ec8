import { type FileHandle, open, readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Context } from '../context.ts'
import { whyUnreadable } from '../why-unreadable.ts'

/** One event as it stands in a file, not looked at yet; `bytes` of the text up to its end. */
export type RawEvent = { line: number; bytes: number } & ({ value: unknown } | { broken: string })

/** What a file holds: a report to be read as a whole, or events, one after the other. */
export type Source =
  | { kind: 'report'; file: string; bytes: Uint8Array }
  | { kind: 'events'; file: string; bytes: number; events: AsyncIterable<RawEvent> }
  | { kind: 'unreadable'; file: string; message: string }

/** A first line must fit, however it is written: an event has at most 256 KiB, and `\\u00fc` is one letter of it. */
const HEAD_BYTES = 1024 * 1024

/** Some editors begin a file with it; it is no part of the text. */
const BYTE_ORDER_MARK = /^\uFEFF/

const isEvent = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'type' in value && 'source' in value && 'data' in value

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Lines with an event among them: a broken one is told by its number, the first line's as well. A list is no lines. */
const areLines = (text: string): boolean =>
  !/^\s*\[/.test(text) && text.split('\n').some((line) => line.startsWith('{') && isEvent(parse(line)))

async function* fromLines(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<RawEvent> {
  let line = 0
  let bytes = 0
  for await (const read of lines) {
    line += 1
    bytes += Buffer.byteLength(read) + 1
    const text = line === 1 ? read.replace(BYTE_ORDER_MARK, '') : read
    if (text.trim() === '') continue
    const value = parse(text)
    yield value === undefined ? { line, bytes, broken: 'this line is no JSON' } : { line, bytes, value }
  }
}

/** Opened only once somebody reads: what it says before that is said to nobody, and the events in it would be lost. */
async function* fromHandle(handle: FileHandle): AsyncGenerator<RawEvent> {
  const input = handle.createReadStream({ start: 0 })
  yield* fromLines(createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }))
}

async function* fromValues(values: unknown[], size: number): AsyncGenerator<RawEvent> {
  for (const [i, value] of values.entries())
    yield { line: i + 1, bytes: Math.round(((i + 1) / values.length) * size), value }
}

/** Events in a text that is at hand as a whole: one per line, one alone, or an array. Null where it holds none. */
const eventsIn = (marked: string): AsyncIterable<RawEvent> | null => {
  const text = marked.replace(BYTE_ORDER_MARK, '')
  if (areLines(text.slice(0, HEAD_BYTES))) return fromLines(text.split('\n'))
  if (!/^\s*[[{]/.test(text)) return null
  const whole = parse(text)
  if (isEvent(whole)) return fromValues([whole], text.length)
  return Array.isArray(whole) && (whole.length === 0 || whole.some(isEvent)) ? fromValues(whole, text.length) : null
}

const stdinSource = async (context: Context): Promise<Source> => {
  const text = await context.stdin.read()
  const events = eventsIn(text)
  if (events) return { kind: 'events', file: 'stdin', bytes: text.length, events }
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
    const start = head.toString('utf8', 0, bytesRead).replace(BYTE_ORDER_MARK, '')
    if (areLines(start)) {
      const { size } = await handle.stat()
      return { kind: 'events', file, bytes: size, events: fromHandle(handle) }
    }
    await handle.close()
    const { size } = await stat(path)
    if (size > maxBytes)
      return { kind: 'unreadable', file, message: `${size} bytes are more than the ${maxBytes} a report may have` }
    const bytes = await readFile(path)
    // An Istanbul report is JSON too; only a file whose first things look like events is taken for events.
    const events = /"source"\s*:/.test(start) && /"data"\s*:/.test(start) ? eventsIn(bytes.toString('utf8')) : null
    return events ? { kind: 'events', file, bytes: bytes.length, events } : { kind: 'report', file, bytes }
  } catch (error) {
    return { kind: 'unreadable', file, message: whyUnreadable(error) }
  }
}
