import type { Event, MoneylessCost, Party } from '@plumbline/core'
import type { Frame } from '../frame.ts'

/** An event as it was received. */
export type EventView = Frame & {
  reference: string
  event: Event | MoneylessCost
  received_at: string
  received_from: { party: Party; key_id: string }
  /** Indicators that read it. */
  counted_in: string[]
  /** It told of money, which is left out for the one who looks. */
  hidden: boolean
}
