import { deflateRawSync, inflateRawSync } from 'node:zlib'
import canonicalize from 'canonicalize'
import { UnreadableItem } from './bytes.ts'
import { DICTIONARY_1 } from './dictionary.ts'

/** The first byte says how the rest was made. A changed dictionary is a new format: this one is stored for ever. */
const FORMAT_1 = 1
const MAX_BODY_BYTES = 32 * 1024 * 1024

/** RFC 8785: the same content is the same text, whatever order its keys came in. */
export const canonical = (value: object): string => {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('no JSON')
  return text
}

export const packText = (text: string): Uint8Array =>
  Buffer.concat([Uint8Array.of(FORMAT_1), deflateRawSync(text, { level: 9, dictionary: DICTIONARY_1 })])

/** @throws UnreadableItem for bytes that `packText` did not make. */
export const unpackText = (bytes: Uint8Array): string => {
  if (bytes[0] !== FORMAT_1) throw new UnreadableItem('a body’s format is not known')
  return inflateRawSync(bytes.subarray(1), { dictionary: DICTIONARY_1, maxOutputLength: MAX_BODY_BYTES }).toString()
}

export const packJson = (value: object): Uint8Array => packText(canonical(value))

/** The caller names the type it packed under the same key; nothing else writes there. */
export const unpackJson = <T>(bytes: Uint8Array): T => JSON.parse(unpackText(bytes)) as T
