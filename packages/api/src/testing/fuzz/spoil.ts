import fc from 'fast-check'

/*
 * What is done to a good request. Each is a plain function of a value and a number, so that a failure is replayed and
 * shrunk by the numbers alone.
 */

type Path = readonly (string | number)[]

const placesOf = (value: unknown, at: Path = []): Path[] => [
  at,
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, part]) => placesOf(part, [...at, Array.isArray(value) ? Number(key) : key]))
    : []),
]

const put = (value: unknown, [key, ...rest]: Path, change: (part: unknown) => unknown): unknown => {
  if (key === undefined) return change(value)
  if (Array.isArray(value)) return value.map((part, index) => (index === key ? put(part, rest, change) : part))
  return Object.fromEntries(
    Object.entries(Object(value)).map(([name, part]) => [name, name === key ? put(part, rest, change) : part]),
  )
}

const withKey = (part: unknown, key: string, value: unknown): unknown => {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return { [key]: value }
  // Defined, not assigned: `__proto__` must be a key of its own.
  return Object.defineProperty({ ...part }, key, { value, enumerable: true, configurable: true, writable: true })
}

const nested = (levels: number): unknown => {
  let value: unknown = 1
  for (let level = 0; level < levels; level++) value = level % 2 ? [value] : { a: value }
  return value
}

const JUNK: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  -0,
  Number.MAX_SAFE_INTEGER + 2,
  '',
  ' ',
  'x',
  '0',
  'null',
  '\u0000',
  '\ud800',
  '\u202e',
  '#',
  '../..',
  '__proto__',
  '9999-12-31T23:59:59Z',
  '0000-01-01T00:00:00Z',
  '2026-02-30T25:61:61Z',
  '2026-12-02',
  'sha256:0',
  'x'.repeat(5_000),
  [],
  {},
  [[]],
  [null],
  nested(15),
  nested(25),
]

const KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'enviroment', '', 'a/b~c', '\ud800', 'x'.repeat(300)]

type Spoil = (part: unknown, number: number) => unknown
const SPOILS: readonly Spoil[] = [
  (_, number) => JUNK[number % JUNK.length],
  (part, number) => withKey(part, KEYS[number % KEYS.length] ?? '', JUNK[number % JUNK.length]),
  (part) => [part],
  (part) => ({ value: part }),
  (part) =>
    typeof part === 'string' ? part.slice(0, 40).repeat(100) : Array.isArray(part) ? Array(150).fill(part[0] ?? 1) : -7,
  (part) => (typeof part === 'string' ? part.toUpperCase() : typeof part === 'number' ? -part : JSON.stringify(part)),
  (part) => (typeof part === 'string' ? `${part}\u0000` : typeof part === 'number' ? part + 0.5 : null),
  (part) => (typeof part === 'number' ? String(part) : typeof part === 'string' ? part.length : undefined),
  () => undefined,
]

/** One place of a value is changed. */
export const spoiled = (value: unknown, where: number, how: number, what: number): unknown => {
  const places = placesOf(value)
  const spoil = SPOILS[how % SPOILS.length] ?? ((part: unknown) => part)
  return put(value, places[where % places.length] ?? [], (part) => spoil(part, what))
}

const DEEP = 3_000
const TEXTS: readonly ((text: string) => string)[] = [
  () => '',
  (text) => text.slice(0, Math.floor(text.length / 2)),
  (text) => `${text}${text}`,
  (text) => `\ufeff${text}`,
  (text) => `${text},`,
  (text) => text.replaceAll('"', "'"),
  (text) => text.replace(/\d+/, 'NaN'),
  (text) => text.replace(/:/, ':1e999,"a":'),
  () => '['.repeat(DEEP) + ']'.repeat(DEEP),
  () => '{"a":'.repeat(DEEP),
  (text) => text.padEnd(300_000, ' '),
  () => 'null',
  () => '"text"',
  (text) => `{"__proto__":{"admin":true},${text.slice(1)}`,
  (text) => `${text.slice(0, -1)},${text.slice(1)}`,
]

export const spoiledText = (text: string, how: number): string => (TEXTS[how % TEXTS.length] ?? String)(text)

/** Bytes that are no text. */
export const brokenBytes = (text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array([...Buffer.from(text), 0xff, 0xfe, 0xc0])

export const WORDS = fc.constantFrom(
  ...['', '0', '-1', '1e9', '99999999999999', 'NaN', 'true', 'null', 'a,b,,c', ',', '*', '%', '\u0000', 'ä', '\u202e'],
  ...[
    '__proto__',
    '../../etc/passwd',
    "' or 1=1 --",
    '=1+1',
    '2026-02-30T00:00:00Z',
    '9999-12-31T23:59:59Z',
    'deadbeefdeadbeef',
  ],
  ...['x'.repeat(2_000), 'breach', 'checkout-api', 'open', '-opened_at', 'day'],
)
