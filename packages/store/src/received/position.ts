import type { Instant, Window } from '@plumbline/core'
import type { Received } from '../codec/received.ts'
import { BUCKET_MS } from '../keys.ts'

/** A place in the log, whose order is that of time, and at one instant that of the events' references. */
export type Position = { at: Instant; event: string }

/** What no reference comes before, and none behind. */
const BEFORE_ALL = ''
const BEHIND_ALL = '~'

/** -1, 0 or 1: where `a` stands to `b` in time. */
const order = (a: Position, b: Position) =>
  Math.sign(a.at - b.at) || (a.event < b.event ? -1 : a.event > b.event ? 1 : 0)

export const inOrder =
  (descending: boolean) =>
  (a: Position, b: Position): number =>
    descending ? order(b, a) : order(a, b)

export const positionText = ({ at, event }: Position) => `${at} ${event}`

/** @throws TypeError for a text that is no position */
export const positionFrom = (text: string): Position => {
  const [at, event, ...more] = text.split(' ')
  if (!at || event === undefined || more.length > 0 || !Number.isSafeInteger(Number(at)))
    throw new TypeError('no position in the log')
  return { at: Number(at), event }
}

export const positionOf = ({ at, event }: Received): Position => ({ at, event })

/** The end of a bucket, whichever way it is read. */
export const edgeOf = (start: Instant, descending: boolean): Position =>
  descending ? { at: start, event: BEFORE_ALL } : { at: start + BUCKET_MS - 1, event: BEHIND_ALL }

/** What of a window lies beyond a position, so that no bucket is read again that was read to its end. */
export const beyond = (window: Partial<Window>, past: Position | null, descending: boolean): Partial<Window> => {
  if (!past) return window
  if (descending) {
    const to = past.event === BEFORE_ALL ? past.at : past.at + 1
    return { ...window, to: Math.min(to, window.to ?? to) }
  }
  const from = past.event === BEHIND_ALL ? past.at + 1 : past.at
  return { ...window, from: Math.max(from, window.from ?? from) }
}
