import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams'
import { MINUTE } from '@plumbline/core'
import type { Item } from '../dynamo/capacity.ts'
import { type RetryPolicy, retrying } from '../dynamo/retry.ts'

/** Records are gone that were not read. */
export class RecordsLost extends Error {
  override readonly name = 'RecordsLost'
}

export type Batch = { images: Item[]; sequence: string }

/** `last`: the number of its last record, where it takes no more; so far, where an engine tells it all the time. */
export type Shard = { id: string; last: string | null }

/**
 * A shard answers with nothing also where more follows, for it is looked through piece by piece. Where nobody knows of
 * more, so many empty answers in a row end a read, and the next one of the same process goes on there.
 */
const EMPTY_ANSWERS = 3
const EMPTY_ANSWERS_AT_FIRST = 10
/** Before a record that is known to be there. A bound all the same: no engine may hold up a sweep for ever. */
const EMPTY_ANSWERS_BEFORE_MORE = 2_000

/** Numbers of records have up to 40 digits. */
const isBefore = (sequence: string | null, last: string) => sequence === null || BigInt(sequence) < BigInt(last)

/** An iterator lasts for fifteen minutes. */
const ITERATOR_LASTS_MS = 10 * MINUTE

export type Stream = ReturnType<typeof createStream>

/** One for the whole process: it remembers how far into a shard's silence it has looked. */
export const createStream = (client: Pick<DynamoDBStreamsClient, 'send'>, policy: RetryPolicy) => {
  const left = new Map<string, { after: string | null; iterator: string; at: number }>()

  /** Where a shard is read on from; `again` where this process has read it to there before. */
  const begin = async (
    stream: string,
    shard: string,
    after: string | null,
  ): Promise<{ iterator: string | undefined; again: boolean }> => {
    const known = left.get(shard)
    left.delete(shard)
    if (known?.after === after && performance.now() - known.at < ITERATOR_LASTS_MS)
      return { iterator: known.iterator, again: true }
    const start =
      after === null
        ? { ShardIteratorType: 'TRIM_HORIZON' as const }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' as const, SequenceNumber: after }
    const { ShardIterator } = await call((abortSignal) =>
      client.send(new GetShardIteratorCommand({ StreamArn: stream, ShardId: shard, ...start }), { abortSignal }),
    )
    return { iterator: ShardIterator, again: false }
  }
  const call = <T>(attempt: (abortSignal: AbortSignal) => Promise<T>) =>
    retrying(policy, (_, signal) => attempt(signal))

  return {
    shards: async (stream: string): Promise<Shard[]> => {
      const shards: Shard[] = []
      let last: string | undefined
      do {
        const { StreamDescription } = await call((abortSignal) =>
          client.send(new DescribeStreamCommand({ StreamArn: stream, ExclusiveStartShardId: last }), { abortSignal }),
        )
        for (const { ShardId, SequenceNumberRange } of StreamDescription?.Shards ?? [])
          if (ShardId !== undefined)
            shards.push({ id: ShardId, last: SequenceNumberRange?.EndingSequenceNumber ?? null })
        last = StreamDescription?.LastEvaluatedShardId
      } while (last !== undefined)
      return shards
    },

    /**
     * What a shard holds after a record, or from its beginning; returns whether the shard has ended.
     * @throws RecordsLost where the stream no longer has what follows.
     */
    async *read(stream: string, { id, last }: Shard, after: string | null): AsyncGenerator<Batch, 'ended' | 'open'> {
      try {
        // Of the machine's own clock, as a record's time is: it bounds how long this takes, and nothing else.
        const startedAt = Date.now()
        const begun = await begin(stream, id, after)
        let { iterator } = begun
        let sequence = after
        let caughtUp = false
        let empty = 0
        const patience = begun.again ? EMPTY_ANSWERS : EMPTY_ANSWERS_AT_FIRST
        const mostEmpty = () => (last !== null && isBefore(sequence, last) ? EMPTY_ANSWERS_BEFORE_MORE : patience)
        while (iterator !== undefined && !caughtUp && empty < mostEmpty()) {
          const current: string = iterator
          const { Records, NextShardIterator } = await call((abortSignal) =>
            client.send(new GetRecordsCommand({ ShardIterator: current }), { abortSignal }),
          )
          const { SequenceNumber: newest, ApproximateCreationDateTime: written } = Records?.at(-1)?.dynamodb ?? {}
          // What came since this read began is the next one's, or a busy table would keep it for ever.
          caughtUp = written !== undefined && written.getTime() >= startedAt
          if (Records && newest) {
            sequence = newest
            yield {
              images: Records.flatMap(({ dynamodb }) => (dynamodb?.NewImage ? [itemOf(dynamodb.NewImage)] : [])),
              sequence,
            }
          }
          empty = newest ? 0 : empty + 1
          iterator = NextShardIterator
        }
        if (iterator === undefined) return 'ended'
        left.set(id, { after: sequence, iterator, at: performance.now() })
        return 'open'
      } catch (error) {
        if (error instanceof TrimmedDataAccessException)
          throw new RecordsLost('the stream has dropped records', { cause: error })
        // What was read is dealt with; the next sweep takes a new iterator.
        if (error instanceof ExpiredIteratorException) return 'open'
        throw error
      }
    },
  }
}

// The streams client has its own copy of the same type.
const itemOf = (image: object): Item => image as Record<string, AttributeValue>
