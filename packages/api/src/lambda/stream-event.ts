import type { StreamImage } from '@plumbline/store'

/** One write to the table, as its stream hands it to a function. */
export type StreamRecord = {
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE'
  dynamodb: {
    /** Orders the records of a shard. */
    SequenceNumber: string
    /** The item after the write; absent where it was removed. */
    NewImage?: StreamImage
  }
}

export type StreamEvent = { Records: StreamRecord[] }

/** Where the host has to begin again: the lowest of these numbers. */
export type BatchResult = { batchItemFailures: { itemIdentifier: string }[] }
