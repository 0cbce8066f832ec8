import { refuse } from '../problem.ts'

const startsWith = (bytes: Uint8Array, ...prefix: number[]): boolean => prefix.every((byte, i) => bytes[i] === byte)

const COMPRESSED: [string, number[]][] = [
  ['gzip', [0x1f, 0x8b]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
]

/**
 * UTF-8 bytes without a byte order mark. UTF-16 is turned into UTF-8: PowerShell's `>` writes it, and so does .NET.
 * A NUL byte in what is left means that this is no text.
 */
export const toUtf8 = (bytes: Uint8Array): Uint8Array => {
  for (const [name, prefix] of COMPRESSED) {
    if (startsWith(bytes, ...prefix)) {
      refuse({ code: 'not_text', message: `this is a ${name} file; unpack it and give the report inside` })
    }
  }
  const text = withoutMark(bytes)
  const nul = text.indexOf(0)
  if (nul >= 0) refuse({ code: 'not_text', message: `byte ${nul} is NUL: this is a binary file, a report is text` })
  return text
}

const withoutMark = (bytes: Uint8Array): Uint8Array => {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return bytes.subarray(3)
  // UTF-32 little endian begins like UTF-16; the NULs that are left over have it refused.
  if (startsWith(bytes, 0xff, 0xfe)) return transcode(bytes, 'utf-16le')
  if (startsWith(bytes, 0xfe, 0xff)) return transcode(bytes, 'utf-16be')
  // Without a mark, the first character of a report (`<`, `{`, a letter) is one byte and a NUL.
  if (bytes[0] !== 0 && bytes[0] !== undefined && bytes[1] === 0 && bytes[2] !== 0) return transcode(bytes, 'utf-16le')
  if (bytes[0] === 0 && bytes[1] !== 0 && bytes[1] !== undefined && bytes[2] === 0) return transcode(bytes, 'utf-16be')
  return bytes
}

const transcode = (bytes: Uint8Array, label: string): Uint8Array =>
  new TextEncoder().encode(new TextDecoder(label).decode(bytes))
