import type { Limits } from '../limits.ts'
import { pastLimit, refuse } from '../problem.ts'

const AMPERSAND = 38
const HASH = 35
const ascii = new TextDecoder('latin1')

/** A decoder for what the XML declaration says. Bytes that are wrong in it become U+FFFD: test output has some. */
export const xmlEncoding = (bytes: Uint8Array): InstanceType<typeof TextDecoder> => {
  const head = ascii.decode(bytes.subarray(0, 200))
  const label = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(head)?.[1] ?? 'utf-8'
  // The bytes are UTF-8 by now; what was UTF-16 still says so in its declaration.
  if (/^utf-?16|^ucs-?2/i.test(label)) return new TextDecoder('utf-8')
  try {
    return new TextDecoder(label)
  } catch {
    return refuse({ code: 'not_text', message: `the XML declares the encoding ${label}, which is not known`, line: 1 })
  }
}

/**
 * Bounds `&#...;` before parsing: each costs the parser some hundred bytes of memory, so a million of them in 5 MB
 * would cost more than any real report. Those inside CDATA are counted too; that errs on the safe side.
 */
export const refuseReferences = (bytes: Uint8Array, limits: Limits): void => {
  let count = 0
  for (let at = bytes.indexOf(AMPERSAND); at >= 0; at = bytes.indexOf(AMPERSAND, at + 1)) {
    if (bytes[at + 1] !== HASH) continue
    if (++count > limits.maxReferences) pastLimit('maxReferences', limits, 'numeric character references')
  }
}

/** An `&` that begins neither a name nor a number with a semicolon; inside CDATA that is nothing wrong. */
export const hasBareAmpersand = (bytes: Uint8Array): boolean => {
  for (let at = bytes.indexOf(AMPERSAND); at >= 0; at = bytes.indexOf(AMPERSAND, at + 1)) {
    if (!/^&(#\d+|#x[0-9a-fA-F]+|[A-Za-z_][\w.-]*);/.test(ascii.decode(bytes.subarray(at, at + 40)))) return true
  }
  return false
}
