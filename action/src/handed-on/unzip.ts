import { crc32, inflateRawSync } from 'node:zlib'

/** What an archive may cost; a comment's data has a few dozen KB. */
export const LIMITS = { archive: 1024 * 1024, entries: 20, entry: 1024 * 1024, all: 4 * 1024 * 1024, ratio: 100 }

const END = 0x06054b50
const END_BYTES = 22
const CENTRAL = 0x02014b50
const CENTRAL_BYTES = 46
const LOCAL = 0x04034b50
const LOCAL_BYTES = 30
const STORED = 0
const DEFLATED = 8
const ENCRYPTED = 1

/** Why an archive is not read. */
export class BadArchive extends Error {
  override readonly name = 'BadArchive'
}

/** The end record stands last, but for a comment, which nobody who means well has put there. */
const endOf = (zip: Buffer): number => {
  for (let at = zip.length - END_BYTES; at >= 0 && at >= zip.length - END_BYTES - 0xffff; at -= 1)
    if (zip.readUInt32LE(at) === END) return at
  throw new BadArchive('it is no zip archive')
}

type Entry = { method: number; crc: number; packed: number; size: number; at: number }

const entryAt = (zip: Buffer, at: number): { entry: Entry; next: number; folder: boolean } => {
  if (zip.readUInt32LE(at) !== CENTRAL) throw new BadArchive('its directory is broken')
  if (zip.readUInt16LE(at + 8) & ENCRYPTED) throw new BadArchive('it is encrypted')
  const [name, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field)) as [number, number, number]
  return {
    entry: {
      method: zip.readUInt16LE(at + 10),
      crc: zip.readUInt32LE(at + 16),
      packed: zip.readUInt32LE(at + 20),
      size: zip.readUInt32LE(at + 24),
      at: zip.readUInt32LE(at + 42),
    },
    next: at + CENTRAL_BYTES + name + extra + comment,
    // A name is looked at for nothing else: what it would lead to is nobody's business here.
    folder: name > 0 && zip[at + CENTRAL_BYTES + name - 1] === 0x2f,
  }
}

const contentOf = (zip: Buffer, { method, crc, packed, size, at }: Entry): Buffer => {
  if (size > LIMITS.entry) throw new BadArchive(`an entry has more than ${LIMITS.entry} bytes`)
  if (size > packed * LIMITS.ratio) throw new BadArchive(`an entry grows to more than ${LIMITS.ratio} times its size`)
  if (zip.readUInt32LE(at) !== LOCAL) throw new BadArchive('an entry is not where its directory says')
  const from = at + LOCAL_BYTES + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28)
  const bytes = zip.subarray(from, from + packed)
  if (bytes.length !== packed) throw new BadArchive('an entry reaches past the end')
  if (method !== STORED && method !== DEFLATED) throw new BadArchive('an entry is packed in a way that is not read')
  // Whatever the directory says, no more than that comes out.
  const content = method === STORED ? bytes : inflateRawSync(bytes, { maxOutputLength: Math.max(1, size) })
  if (content.length !== size || crc32(content) !== crc) throw new BadArchive('an entry is damaged')
  return content
}

/**
 * The contents of an archive that anyone may have made, without their names. Our own few lines, because the format's
 * hard parts (paths, links, 64-bit sizes, encryption) are just what must not be read here. Throws BadArchive.
 */
export const unzip = (zip: Buffer): Buffer[] => {
  if (zip.length > LIMITS.archive) throw new BadArchive(`it has more than ${LIMITS.archive} bytes`)
  const contents: Buffer[] = []
  try {
    const end = endOf(zip)
    const count = zip.readUInt16LE(end + 10)
    if (count > LIMITS.entries) throw new BadArchive(`it has more than ${LIMITS.entries} entries`)
    let [at, all] = [zip.readUInt32LE(end + 16), 0]
    for (let read = 0; read < count; read += 1) {
      const { entry, next, folder } = entryAt(zip, at)
      at = next
      if (folder) continue
      all += entry.size
      if (all > LIMITS.all) throw new BadArchive(`it has more than ${LIMITS.all} bytes in all`)
      contents.push(contentOf(zip, entry))
    }
    return contents
  } catch (error) {
    if (error instanceof BadArchive) throw error
    // Reading past the end, or a stream that zlib does not take.
    throw new BadArchive('it is damaged')
  }
}
