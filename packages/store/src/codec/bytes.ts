/** Hex as kept in types, bytes as kept in the table. */
export const fromHex = (hex: string): Buffer => Buffer.from(hex, 'hex')

export const toHex = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')

/** Stored bytes that this code could not have written. */
export class UnreadableItem extends Error {
  override readonly name = 'UnreadableItem'
}

/** Seven bits of a byte are the number's, the eighth says that more follow. */
const VARINT_BASE = 128

/** A whole number from 0 to 2^53 - 1 in as few bytes as it needs, the lowest first. */
export const varint = (number: number): Buffer => {
  if (!Number.isSafeInteger(number) || number < 0) throw new RangeError('no whole number')
  const bytes: number[] = []
  let rest = number
  for (; rest >= VARINT_BASE; rest = Math.floor(rest / VARINT_BASE)) bytes.push(VARINT_BASE + (rest % VARINT_BASE))
  return Buffer.from([...bytes, rest])
}

/** Reads fields one after another, and refuses to read past the end. */
export const byteReader = (bytes: Uint8Array) => {
  let position = 0
  const take = (length: number): Uint8Array => {
    if (position + length > bytes.length) throw new UnreadableItem(`${bytes.length} bytes are too few`)
    position += length
    return bytes.subarray(position - length, position)
  }
  const readVarint = (): number => {
    let number = 0
    for (let weight = 1; ; weight *= VARINT_BASE) {
      const [byte = 0] = take(1)
      number += (byte % VARINT_BASE) * weight
      if (!Number.isSafeInteger(number)) throw new UnreadableItem('a number is too great')
      if (byte < VARINT_BASE) return number
    }
  }
  return {
    take,
    hex: (length: number) => toHex(take(length)),
    varint: readVarint,
    /** All that follows, without going on. */
    ahead: () => bytes.subarray(position),
    hasMore: () => position < bytes.length,
    rest: () => take(bytes.length - position),
  }
}
export type Fields = ReturnType<typeof byteReader>
