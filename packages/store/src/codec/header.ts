import type { Instant } from '@plumbline/core'
import { BUCKET_MS } from '../keys.ts'
import { byteReader } from './bytes.ts'

/*
 * A window fact begins with a number, `code * BUCKET_MS + offset`: the code says everything that has few values, the
 * offset is the milliseconds since the bucket's start. The number of a plain fact fits four bytes, the first of them
 * under 0xf8; every other fact begins with 0xf8 and has five more.
 */

const PLAIN_BYTES = 4
const EXTENDED = 0xf8
const EXTENDED_BYTES = 5
/** Plain facts have codes below this. */
export const PLAIN_CODES = Math.floor((EXTENDED * 2 ** 24) / BUCKET_MS)

const offsetOf = (at: Instant) => at - Math.floor(at / BUCKET_MS) * BUCKET_MS

/** One number from digits that each have their own base, the most significant first. */
export const joinDigits = (digits: number[], bases: readonly number[]) =>
  digits.reduce((sum, digit, i) => {
    const base = bases[i] ?? 0
    if (digit < 0 || digit >= base) throw new RangeError('a fact’s value has no code')
    return sum * base + digit
  }, 0)

export const splitDigits = (code: number, bases: readonly number[]): number[] => {
  let rest = code
  const digits = bases.toReversed().map((base) => {
    const digit = rest % base
    rest = Math.floor(rest / base)
    return digit
  })
  return digits.reverse()
}

export const plainHeader = (code: number, at: Instant): Buffer => {
  if (code >= PLAIN_CODES) throw new RangeError('no code of a plain fact')
  const bytes = Buffer.alloc(PLAIN_BYTES)
  bytes.writeUInt32BE(code * BUCKET_MS + offsetOf(at))
  return bytes
}

export const extendedHeader = (code: number, at: Instant): Buffer => {
  const bytes = Buffer.alloc(1 + EXTENDED_BYTES, EXTENDED)
  bytes.writeUIntBE(code * BUCKET_MS + offsetOf(at), 1, EXTENDED_BYTES)
  return bytes
}

/** Reads a header; `fields` goes on behind it. */
export const readHeader = (bytes: Uint8Array, start: Instant) => {
  const fields = byteReader(bytes)
  const plain = (bytes[0] ?? EXTENDED) < EXTENDED
  if (!plain) fields.take(1)
  const length = plain ? PLAIN_BYTES : EXTENDED_BYTES
  const number = Buffer.from(fields.take(length)).readUIntBE(0, length)
  return { plain, code: Math.floor(number / BUCKET_MS), at: start + (number % BUCKET_MS), fields }
}
