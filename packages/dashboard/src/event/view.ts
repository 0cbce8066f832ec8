import type { Event, Party } from '@plumbline/core'
import type { Frame } from '../frame.ts'

/** An event as it was received. */
export type EventView = Frame & {
  reference: string
  event: Event
  received_at: string
  received_from: { party: Party; key_id: string }
  /** Indicators that read it. */
  counted_in: string[]
  /** It tells of money, which the one who looks may not see. */
  hidden: boolean
}
