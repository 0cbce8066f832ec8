import { describe, expect, test } from 'vitest'
import { makeZip, type Packed } from '../testing/make-zip.ts'
import { BadArchive, LIMITS, unzip } from './unzip.ts'

/** Streamed by another program: sizes behind each entry, a name that climbs, a folder, an entry that is stored. */
const FOREIGN =
  'UEsDBBQACAAIANiNdl0AAAAAAAAAAAAAAAAQAAAALi4vLi4vZXRjL3Bhc3N3ZKtWSlSyMqxVIBIAAFBLBwiiTjFhDAAAAC8AAABQSwMEFAAIAAgA2I12XQAAAAAAAAAAAAAAAAcAAABmb2xkZXIvAwBQSwcIAAAAAAIAAAAAAAAAUEsDBBQACAAAAAAAIQAAAAAAAAAAAAAAAAALAAAAc3RvcmVkLmpzb257ImIiOjJ9UEsHCLyFljoHAAAABwAAAFBLAQIUAxQACAAIANiNdl2iTjFhDAAAAC8AAAAQAAAAAAAAAAAAAACAAQAAAAAuLi8uLi9ldGMvcGFzc3dkUEsBAhQDFAAIAAgA2I12XQAAAAACAAAAAAAAAAcAAAAAAAAAAAAQAP1BSgAAAGZvbGRlci9QSwECFAMUAAgAAAAAACEAvIWWOgcAAAAHAAAACwAAAAAAAAAAAAAAgAGBAAAAc3RvcmVkLmpzb25QSwUGAAAAAAMAAwCsAAAAwQAAAAAA'

const why = (zip: Buffer): string => {
  try {
    unzip(zip)
  } catch (error) {
    if (error instanceof BadArchive) return error.message
    throw error
  }
  return 'read'
}

test('an archive of another program is read, and no name in it is used for anything', () => {
  const contents = unzip(Buffer.from(FOREIGN, 'base64')).map((content) => content.toString().trim())
  expect(contents).toEqual(['{"a":1}', '{"b":2}'])
})

test('an entry whose bytes are not those that were packed is refused', () => {
  const zip = makeZip([{ content: '{"a":1}', method: 0 }])
  zip[zip.indexOf('{')] = 0x5b
  expect(why(zip)).toBe('an entry is damaged')
})

describe('an archive that means harm is refused before it costs anything', () => {
  const zeros = (bytes: number): Packed => ({ content: Buffer.alloc(bytes) })
  const noise = (bytes: number): Packed => ({
    content: Buffer.from(Array.from({ length: bytes }, (_, at) => (at * at * 31 + (at >> 3)) % 256)),
    method: 0,
  })
  test.each<[what: string, zip: Buffer, says: string]>([
    ['a bomb', makeZip([zeros(LIMITS.entry)]), 'more than 100 times'],
    [
      'one that lies about its size, no further than it says',
      makeZip([{ ...zeros(LIMITS.entry), size: 50 }]),
      'it is damaged',
    ],
    ['an entry past the limit', makeZip([{ ...noise(10), size: LIMITS.entry + 1 }]), 'bytes'],
    ['an archive past the limit', Buffer.alloc(LIMITS.archive + 1), 'more than'],
    ['too many entries', makeZip(Array.from({ length: LIMITS.entries + 1 }, () => noise(1))), 'entries'],
    ['encrypted', makeZip([{ ...noise(9), flags: 1 }]), 'encrypted'],
    ['another method', makeZip([{ ...noise(9), method: 12 }]), 'packed in a way'],
    ['no archive', Buffer.from('<html>'), 'no zip'],
    ['nothing', Buffer.alloc(0), 'no zip'],
  ])('%s', (_, zip, says) => expect(why(zip)).toContain(says))

  test('cut off or with a byte turned over anywhere it is refused or read, and nothing else happens', () => {
    const zip = makeZip([{ content: '{"a":1}' }, { content: 'x'.repeat(500), name: 'b' }])
    for (let at = 0; at < zip.length; at += 1) {
      const turned = Buffer.from(zip)
      turned[at] = (turned[at] ?? 0) ^ 0xff
      expect(typeof why(turned)).toBe('string')
      expect(why(zip.subarray(0, at))).not.toBe('read')
    }
  })
})
