import type { EventRef, EventType, Instant, NameRef } from '@plumbline/core'
import { fromHex, UnreadableItem } from './bytes.ts'
import { coded } from './coded.ts'
import { extendedHeader, PLAIN_CODES, plainHeader, readHeader } from './header.ts'

/** A line of the log of what was received: enough to list, filter and count without opening the event. */
export type Received = {
  type: EventType
  /** The event's `time`. */
  at: Instant
  event: EventRef
  service: NameRef
  source: NameRef
}

const TYPES = coded<EventType>({
  deployment: 0,
  incident: 1,
  coverage: 2,
  test_run: 3,
  findings: 4,
  pull_request: 5,
  availability: 6,
  heartbeat: 7,
  measurement: 8,
  work_item: 9,
  sprint: 10,
  cost: 11,
})

const EVENT_BYTES = 8
const NAME_BYTES = 4

/** 20 bytes, and 22 for types past the 24th. */
export const encodeReceived = ({ type, at, event, service, source }: Received): Uint8Array => {
  const code = TYPES.code(type)
  const header = code < PLAIN_CODES ? plainHeader(code, at) : extendedHeader(code, at)
  return Buffer.concat([header, fromHex(`${event}${service}${source}`)])
}

/** @throws UnreadableItem for bytes that no version of this code has written. */
export const decodeReceived = (bytes: Uint8Array, start: Instant): Received => {
  const { code, at, fields } = readHeader(bytes, start)
  // What was checked when it was encoded is not checked again when it is read: the brands are put back on.
  const event = fields.hex(EVENT_BYTES) as EventRef
  const service = fields.hex(NAME_BYTES) as NameRef
  const source = fields.hex(NAME_BYTES) as NameRef
  if (fields.hasMore()) throw new UnreadableItem('a line of the log is too long')
  return { type: TYPES.name(code), at, event, service, source }
}
