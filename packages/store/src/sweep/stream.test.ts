import type {
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams'
import { expect, test } from 'vitest'
import { DEFAULT_POLICY } from '../dynamo/retry.ts'
import { createStream } from './stream.ts'

/**
 * A shard as AWS tells of one: pieces, many of them with no record, and an end only where it is closed. No engine has
 * such silences, so that the service itself is played here.
 */
const shardOf = (pieces: (string | null)[], last: string | null, writtenAt = (_: string) => new Date(0)) => {
  const asked: string[] = []
  const imageOf = (sequence: string) => ({
    SequenceNumber: sequence,
    ApproximateCreationDateTime: writtenAt(sequence),
    NewImage: { pk: { S: sequence } },
  })
  const pieceAfter = (sequence: string | undefined) => (sequence ? pieces.indexOf(sequence) + 1 : 0)
  const answer = (command: GetShardIteratorCommand | GetRecordsCommand) => {
    const { input } = command
    if ('ShardIteratorType' in input) return { ShardIterator: `${pieceAfter(input.SequenceNumber)}` }
    const at = Number(input.ShardIterator)
    asked.push(`${at}`)
    const sequence = pieces[at]
    return {
      Records: sequence ? [{ dynamodb: imageOf(sequence) }] : [],
      ...(last !== null && at >= pieces.length - 1 ? {} : { NextShardIterator: `${at + 1}` }),
    }
  }
  // The client's `send` has a signature for each of its commands; two are asked here.
  const client = { send: async (command: never) => answer(command) } as unknown as DynamoDBStreamsClient
  const stream = createStream(client, DEFAULT_POLICY)
  const read = async (after: string | null) => {
    const found: string[] = []
    const batches = stream.read('stream', { id: 'shard', last }, after)
    for (let next = await batches.next(); ; next = await batches.next()) {
      if (next.done) return { found, end: next.value }
      found.push(next.value.sequence)
    }
  }
  return { read, asked }
}

const silence = (length: number) => Array.from({ length }, () => null)

test('a closed shard is read to its end, however long it says nothing', async () => {
  const { read } = shardOf([...silence(40), '1', ...silence(70), '2', ...silence(3)], '2')
  expect(await read(null)).toEqual({ found: ['1', '2'], end: 'ended' })
  expect(await read('1')).toEqual({ found: ['2'], end: 'ended' })
})

test('what came since a read began is left to the next one, or a busy table would keep it for ever', async () => {
  const written = new Date(Date.now() + 3_600_000)
  const { read } = shardOf(['1', '2', '3'], null, (sequence) => (sequence === '1' ? new Date(0) : written))
  expect(await read(null)).toEqual({ found: ['1', '2'], end: 'open' })
  expect(await read('2')).toEqual({ found: ['3'], end: 'open' })
})

test('an open shard is left in its silence, and the next read goes on there and not before it', async () => {
  const { read, asked } = shardOf(['1', ...silence(14), '2'], null)
  expect(await read(null)).toEqual({ found: ['1'], end: 'open' })
  const first = asked.length
  expect(await read('1')).toEqual({ found: [], end: 'open' })
  expect(asked[first]).toBe(`${first}`)
  expect(await read('1')).toEqual({ found: ['2'], end: 'open' })
})
