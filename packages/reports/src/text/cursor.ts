import { absurd, malformed, quoted, refuse } from '../problem.ts'

const NEWLINE = 10
const RETURN = 13
const SPACE = 32
const ZERO = 48
const NINE = 57

/** No tool prints a count longer than this: the greatest 64-bit number has 20 digits. */
const MAX_DIGITS = 24

const decoder = new TextDecoder('utf-8')

/**
 * Walks over bytes line by line without making strings of them: a 50 MB report has millions of lines, and two
 * numbers of each are all that is needed.
 */
export class Cursor {
  readonly bytes: Uint8Array
  /** Number of the current line, from 1. */
  line = 0
  /** Offset of the current line's first byte, of the next byte to read, and past its last byte. */
  start = 0
  at = 0
  end = 0
  #next = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  /** Moves to the next line; trailing white space, `\r` among it, is not part of a line. */
  nextLine(): boolean {
    const { bytes } = this
    const start = this.#next
    if (start >= bytes.length) return false
    let end = start
    // Lines are a dozen bytes long: a loop finds their end sooner than a call to indexOf.
    while (end < bytes.length && bytes[end] !== NEWLINE) end++
    this.#next = end + 1
    while (end > start && isSpace(bytes[end - 1])) end--
    this.start = start
    this.at = start
    this.end = end
    this.line++
    return true
  }

  /** Offset of the line after the current one. */
  get next(): number {
    return this.#next
  }

  /** Goes on behind lines that a loop of the caller's own has read from `next` on. */
  skip(lines: number, next: number): void {
    this.line += lines
    this.#next = next
  }

  get where() {
    return { line: this.line, column: this.at - this.start + 1 }
  }

  peek(): number {
    return this.at < this.end ? (this.bytes[this.at] ?? -1) : -1
  }

  startsWith(prefix: Uint8Array): boolean {
    if (this.end - this.at < prefix.length) return false
    for (let i = 0; i < prefix.length; i++) if (this.bytes[this.at + i] !== prefix[i]) return false
    return true
  }

  text(from = this.at, to = this.end): string {
    return shortAscii(this.bytes, from, to) ?? decoder.decode(this.bytes.subarray(from, to))
  }

  /** Consumes one byte that must be there. */
  expect(byte: number, what: string): void {
    if (this.peek() !== byte) this.wrong(`expected ${what}`)
    this.at++
  }

  /** Nothing may be left of the line. */
  expectEnd(what: string): void {
    if (this.peek() !== -1) this.wrong(`expected nothing after ${what}`)
  }

  /** Refuses the line; where it is the unclosed last line, for being cut. */
  wrong(expected: string): never {
    if (this.peek() === -1 && this.#next > this.bytes.length) {
      refuse({ code: 'truncated', message: `the file ends in the middle of a line: ${expected}`, ...this.where })
    }
    return malformed(`${expected}, found ${this.#found()}`, this.where)
  }

  /** A whole number up to `max`. */
  integer(max: number, what: string): number {
    const from = this.at
    const value = this.#digits(what)
    if (value > max) absurd(`${what} is ${quoted(this.text(from, this.at))}, past ${max}`, this.where)
    return value
  }

  /**
   * How often something ran, as 0 or 1. Counts may be any unsigned 64-bit number, which a JavaScript number can't
   * hold, and Perl prints great ones as `1.8e+19`: only whether it is zero matters.
   */
  ran(what: string): 0 | 1 {
    let nonZero = this.#digits(what) > 0
    if (this.peek() === 46) {
      this.at++
      nonZero = this.#digits(what) > 0 || nonZero
    }
    if (this.peek() === 101 || this.peek() === 69) {
      this.at++
      if (this.peek() === 43 || this.peek() === 45) this.at++
      this.#digits(what)
    }
    return nonZero ? 1 : 0
  }

  #digits(what: string): number {
    const from = this.at
    let value = 0
    while (this.at < this.end) {
      const byte = this.bytes[this.at] ?? 0
      if (byte < ZERO || byte > NINE) break
      value = value * 10 + (byte - ZERO)
      this.at++
    }
    if (this.at === from) {
      if (this.peek() === 45) absurd(`${what} is negative: ${this.#found()}`, this.where)
      this.wrong(`expected a whole number as ${what}`)
    }
    if (this.at - from > MAX_DIGITS) absurd(`${what} has ${this.at - from} digits`, this.where)
    return value
  }

  #found(): string {
    return this.at >= this.end ? 'the end of the line' : quoted(this.text(this.at, Math.min(this.end, this.at + 80)))
  }
}

/** Longest text that is made without the decoder, a call of which costs more than a path is long. */
const SHORT = 200

/** One array for all: of bytes as they lie a list would be made for each text, 1 ms of 3 for 2,000 paths in a new process. */
const letters: number[] = []

const shortAscii = (bytes: Uint8Array, from: number, to: number): string | null => {
  if (to - from > SHORT) return null
  letters.length = to - from
  for (let i = from; i < to; i++) {
    const byte = bytes[i] ?? 0
    if (byte > 127) return null
    letters[i - from] = byte
  }
  // Not spread: that goes through an iterator, byte by byte.
  return Reflect.apply(String.fromCharCode, null, letters)
}

const isSpace = (byte: number | undefined): boolean => byte === SPACE || byte === RETURN || byte === 9
