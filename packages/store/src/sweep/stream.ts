import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams'
import type { Item } from '../dynamo/capacity.ts'
import { type RetryPolicy, retrying } from '../dynamo/retry.ts'

/** Records are gone that were not read. */
export class RecordsLost extends Error {
  override readonly name = 'RecordsLost'
}

export type Batch = { images: Item[]; sequence: string }

/** A live shard may answer with nothing although there is more; this many times in a row means the end for now. */
const EMPTY_ANSWERS = 3

export type Stream = ReturnType<typeof createStream>

export const createStream = (client: DynamoDBStreamsClient, policy: RetryPolicy) => {
  const call = <T>(attempt: (abortSignal: AbortSignal) => Promise<T>) =>
    retrying(policy, (_, signal) => attempt(signal))

  return {
    shards: async (stream: string): Promise<string[]> => {
      const ids: string[] = []
      let last: string | undefined
      do {
        const { StreamDescription } = await call((abortSignal) =>
          client.send(new DescribeStreamCommand({ StreamArn: stream, ExclusiveStartShardId: last }), { abortSignal }),
        )
        ids.push(
          ...(StreamDescription?.Shards ?? []).flatMap(({ ShardId }) => (ShardId === undefined ? [] : [ShardId])),
        )
        last = StreamDescription?.LastEvaluatedShardId
      } while (last !== undefined)
      return ids
    },

    /**
     * What a shard holds after a record, or from its beginning; returns whether the shard has ended.
     * @throws RecordsLost where the stream no longer has what follows.
     */
    async *read(stream: string, shard: string, after: string | null): AsyncGenerator<Batch, 'ended' | 'open'> {
      try {
        const start =
          after === null
            ? { ShardIteratorType: 'TRIM_HORIZON' as const }
            : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' as const, SequenceNumber: after }
        const first = await call((abortSignal) =>
          client.send(new GetShardIteratorCommand({ StreamArn: stream, ShardId: shard, ...start }), { abortSignal }),
        )
        let iterator = first.ShardIterator
        let empty = 0
        while (iterator !== undefined && empty < EMPTY_ANSWERS) {
          const current: string = iterator
          const { Records, NextShardIterator } = await call((abortSignal) =>
            client.send(new GetRecordsCommand({ ShardIterator: current }), { abortSignal }),
          )
          const sequence = Records?.at(-1)?.dynamodb?.SequenceNumber
          if (Records && sequence)
            yield {
              images: Records.flatMap(({ dynamodb }) => (dynamodb?.NewImage ? [itemOf(dynamodb.NewImage)] : [])),
              sequence,
            }
          empty = sequence ? 0 : empty + 1
          iterator = NextShardIterator
        }
        return iterator === undefined ? 'ended' : 'open'
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
