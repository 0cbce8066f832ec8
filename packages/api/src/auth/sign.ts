import { createHmac, timingSafeEqual } from 'node:crypto'

const MAC_BYTES = 16
const SEPARATOR = '.'

const macOf = (secret: Uint8Array, purpose: string, text: string) =>
  createHmac('sha256', secret).update(`${purpose}\0${text}`).digest().subarray(0, MAC_BYTES)

/** Text that only we can have written, and only for this purpose. */
export const seal = (secret: Uint8Array, purpose: string, text: string): string =>
  Buffer.from(text).toString('base64url') + SEPARATOR + macOf(secret, purpose, text).toString('base64url')

/** Null where it was not sealed with this secret for this purpose. */
export const unseal = (secret: Uint8Array, purpose: string, sealed: string): string | null => {
  const [body, mac, ...rest] = sealed.split(SEPARATOR)
  if (!body || !mac || rest.length > 0) return null
  const text = Buffer.from(body, 'base64url').toString()
  const given = Buffer.from(mac, 'base64url')
  const expected = macOf(secret, purpose, text)
  return given.length === expected.length && timingSafeEqual(given, expected) ? text : null
}
