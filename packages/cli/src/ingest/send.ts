import type { EngagementClient } from '@plumbline/client'
import type { Event } from '@plumbline/core'
import { mistakeText } from '../output/mistake.ts'

export type Rejection = {
  file: string
  line: number | null
  id: string | null
  code: string
  pointer: string
  detail: string
}
export type Sent = { recorded: number; duplicate: number; rejected: Rejection[]; countedIn: Set<string> }

export const nothingSent = (): Sent => ({ recorded: 0, duplicate: 0, rejected: [], countedIn: new Set() })

/** An event with where it came from, for the message if it is refused. */
export type Addressed = { file: string; line: number | null; event: Event }

const MAX_EVENTS = 100
/** A body may have 256 KiB; the rest is for the brackets around and commas between. */
const MAX_BYTES = 250_000

/** Batches that fit a request, by number and by bytes. */
export async function* batched(events: AsyncIterable<Addressed> | Iterable<Addressed>): AsyncGenerator<Addressed[]> {
  let batch: Addressed[] = []
  let bytes = 0
  for await (const one of events) {
    const size = Buffer.byteLength(JSON.stringify(one.event)) + 1
    if (batch.length === MAX_EVENTS || (batch.length > 0 && bytes + size > MAX_BYTES)) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(one)
    bytes += size
  }
  if (batch.length > 0) yield batch
}

/** Sends one batch and adds what became of each event. */
export const sendBatch = async (client: EngagementClient, batch: readonly Addressed[], sent: Sent): Promise<void> => {
  const { results } = await client.postEvents(batch.map(({ event }) => event))
  for (const [i, result] of results.entries()) {
    const { file = '', line = null } = batch[i] ?? {}
    if (result.status === 'rejected') {
      const { reason = { code: 'rejected', pointer: '', detail: 'refused without a reason' } } = result
      const { code, pointer } = reason
      sent.rejected.push({ file, line, id: result.id, code, pointer, detail: mistakeText(reason) })
    } else {
      sent[result.status] += 1
      for (const indicator of result.counted_in) sent.countedIn.add(indicator)
    }
  }
}
