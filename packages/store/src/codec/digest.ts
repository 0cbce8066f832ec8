import type { EventRef, Instant } from '@plumbline/core'
import { byteReader, fromHex, UnreadableItem } from './bytes.ts'

/** An event as the digests of the day it came on tell it. */
type ReceivedDigest = {
  /** 32 hex digits: what a seal is over. */
  digest: string
  /** What facts name it by, and when it came; null in what was written before that was kept. */
  receipt: { event: EventRef; at: Instant } | null
}

const DIGEST_BYTES = 16
const EVENT_BYTES = 8
const TIME_BYTES = 4

/** 28 bytes; the time is in milliseconds since the start of its UTC day. */
export const encodeDigest = (digest: string, event: EventRef, sinceMidnight: number): Uint8Array => {
  const time = Buffer.alloc(TIME_BYTES)
  time.writeUInt32BE(sinceMidnight)
  return Buffer.concat([fromHex(`${digest}${event}`), time])
}

/** @throws UnreadableItem for bytes that no version of this code has written. */
export const decodeDigest = (bytes: Uint8Array, day: Instant): ReceivedDigest => {
  const fields = byteReader(bytes)
  const digest = fields.hex(DIGEST_BYTES)
  if (!fields.hasMore()) return { digest, receipt: null }
  // Checked when it was encoded: the brand is put back on.
  const event = fields.hex(EVENT_BYTES) as EventRef
  const at = day + Number.parseInt(fields.hex(TIME_BYTES), 16)
  if (fields.hasMore()) throw new UnreadableItem('a digest is too long')
  return { digest, receipt: { event, at } }
}
