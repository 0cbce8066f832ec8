import { crc32, deflateRawSync } from 'node:zlib'

export type Packed = {
  name?: string
  content: Buffer | string
  method?: number /** Lies about the size. */
  size?: number
  flags?: number
}

const numbers = (...fields: [bytes: 2 | 4, value: number][]): Buffer =>
  Buffer.concat(
    fields.map(([bytes, value]) => {
      const buffer = Buffer.alloc(bytes)
      buffer.writeUIntLE(value, 0, bytes)
      return buffer
    }),
  )

/** A zip archive, as wrong as it is asked to be. */
export const makeZip = (entries: readonly Packed[]): Buffer => {
  const [locals, central]: [Buffer[], Buffer[]] = [[], []]
  let at = 0
  for (const { name = 'comment.json', content, method = 8, size, flags = 0 } of entries) {
    const bytes = Buffer.from(content)
    const packed = method === 8 ? deflateRawSync(bytes) : bytes
    const about = numbers(
      [2, 20],
      [2, flags],
      [2, method],
      [4, 0],
      [4, crc32(bytes)],
      [4, packed.length],
      [4, size ?? bytes.length],
      [2, Buffer.byteLength(name)],
      [2, 0],
    )
    const local = Buffer.concat([numbers([4, 0x04034b50]), about, Buffer.from(name), packed])
    central.push(
      numbers([4, 0x02014b50], [2, 20]),
      about,
      numbers([2, 0], [2, 0], [2, 0], [4, 0], [4, at]),
      Buffer.from(name),
    )
    locals.push(local)
    at += local.length
  }
  const directory = Buffer.concat(central)
  const count = entries.length
  return Buffer.concat([
    ...locals,
    directory,
    numbers([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, directory.length], [4, at], [2, 0]),
  ])
}
