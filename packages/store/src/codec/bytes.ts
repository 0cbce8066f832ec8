/** Hex as kept in types, bytes as kept in the table. */
export const fromHex = (hex: string): Buffer => Buffer.from(hex, 'hex')

export const toHex = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')

/** Stored bytes that this code could not have written. */
export class UnreadableItem extends Error {
  override readonly name = 'UnreadableItem'
}

/** Reads fields one after another, and refuses to read past the end. */
export const byteReader = (bytes: Uint8Array) => {
  let position = 0
  const take = (length: number): Uint8Array => {
    if (position + length > bytes.length) throw new UnreadableItem(`${bytes.length} bytes are too few`)
    position += length
    return bytes.subarray(position - length, position)
  }
  return { take, hex: (length: number) => toHex(take(length)), rest: () => take(bytes.length - position) }
}
