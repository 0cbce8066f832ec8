import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  type ScanCommandOutput,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import type { Key, KeyRange } from '../keys.ts'
import { keyOf, keyValue } from './attributes.ts'
import type { Item, Meter } from './capacity.ts'
import { type RetryPolicy, retrying } from './retry.ts'
import { type Transacted, type TransactionPart, transact } from './transaction.ts'

export type Expression = { expression: string; values?: Item }

/**
 * A conditional write's end: written, with the attributes asked for; or refused, with the item that was met.
 * `attempts` above one means that an earlier try may have been the one that wrote.
 */
export type Written = { ok: true; attributes: Item; attempts: number } | { ok: false; existing: Item; attempts: number }

export type Change = {
  update: string
  condition?: string
  values: Item
  returns?: 'ALL_OLD' | 'ALL_NEW' | 'UPDATED_NEW'
}

export type RangeOptions = {
  descending?: boolean
  limit?: number
  after?: string | null
  /** `eventual` costs half, and may miss what was written a moment ago. */
  consistency?: 'strong' | 'eventual'
}
export type RangePage = { items: Item[]; last: string | null }

export type Dynamo = ReturnType<typeof createDynamo>

/** The few requests the adapter is made of: metered, retried, strongly consistent unless said otherwise. */
export const createDynamo = (client: DynamoDBClient, table: string, meter: Meter, policy: RetryPolicy) => {
  const common = { TableName: table, ReturnConsumedCapacity: 'TOTAL' } as const

  const call = <T>(attempt: (signal: AbortSignal) => Promise<T>, within = policy): Promise<T> =>
    retrying(within, (number, signal) => {
      meter.request(number)
      return attempt(signal)
    })

  const write = async (attempt: (signal: AbortSignal) => ReturnType<typeof sendUpdate>): Promise<Written> => {
    let attempts = 0
    return call(async (abortSignal) => {
      attempts += 1
      try {
        const { Attributes, ConsumedCapacity } = await attempt(abortSignal)
        meter.wrote(ConsumedCapacity ? [ConsumedCapacity] : [])
        return { ok: true, attributes: Attributes ?? {}, attempts }
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error
        meter.refused(error.Item ?? null)
        return { ok: false, existing: error.Item ?? {}, attempts }
      }
    })
  }
  const sendUpdate = (input: ConstructorParameters<typeof UpdateItemCommand>[0], abortSignal: AbortSignal) =>
    client.send(new UpdateItemCommand(input), { abortSignal })

  const rangePage = async (range: KeyRange, options: RangeOptions = {}): Promise<RangePage> => {
    const { Items, LastEvaluatedKey, ConsumedCapacity } = await call((abortSignal) =>
      client.send(
        new QueryCommand({
          ...common,
          ConsistentRead: options.consistency !== 'eventual',
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: { ':pk': { S: range.pk }, ':from': { S: range.from }, ':to': { S: range.to } },
          ScanIndexForward: !options.descending,
          ...(options.limit ? { Limit: options.limit } : {}),
          ...(options.after ? { ExclusiveStartKey: keyValue({ pk: range.pk, sk: options.after }) } : {}),
        }),
        { abortSignal },
      ),
    )
    meter.read(ConsumedCapacity)
    return { items: Items ?? [], last: LastEvaluatedKey ? keyOf(LastEvaluatedKey).sk : null }
  }

  return {
    get: async (key: Key, consistency: 'strong' | 'eventual' = 'strong', within = policy): Promise<Item | null> => {
      const { Item, ConsumedCapacity } = await call(
        (abortSignal) =>
          client.send(new GetItemCommand({ ...common, Key: keyValue(key), ConsistentRead: consistency === 'strong' }), {
            abortSignal,
          }),
        within,
      )
      meter.read(ConsumedCapacity)
      return Item ?? null
    },

    /** One page of a range: what `limit` or a megabyte holds. */
    rangePage,

    /** The whole range. */
    range: async (range: KeyRange, consistency: 'strong' | 'eventual' = 'strong'): Promise<Item[]> => {
      const items: Item[] = []
      let after: string | null = null
      do {
        const page: RangePage = await rangePage(range, { after, consistency })
        items.push(...page.items)
        after = page.last
      } while (after !== null)
      return items
    },

    put: (item: Item, condition?: Expression): Promise<Written> =>
      write((abortSignal) =>
        client.send(
          new PutItemCommand({
            ...common,
            Item: item,
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ...(condition ? { ConditionExpression: condition.expression } : {}),
            ...(condition?.values ? { ExpressionAttributeValues: condition.values } : {}),
          }),
          { abortSignal },
        ),
      ),

    update: (key: Key, change: Change): Promise<Written> =>
      write((abortSignal) =>
        sendUpdate(
          {
            ...common,
            Key: keyValue(key),
            UpdateExpression: change.update,
            ExpressionAttributeValues: change.values,
            ReturnValues: change.returns ?? 'NONE',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ...(change.condition ? { ConditionExpression: change.condition } : {}),
          },
          abortSignal,
        ),
      ),

    remove: (key: Key, condition: Expression): Promise<Written> =>
      write((abortSignal) =>
        client.send(
          new DeleteItemCommand({
            ...common,
            Key: keyValue(key),
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ConditionExpression: condition.expression,
            ...(condition.values ? { ExpressionAttributeValues: condition.values } : {}),
          }),
          { abortSignal },
        ),
      ),

    transact: (parts: TransactionPart[]): Promise<Transacted> =>
      call((abortSignal) => transact(client, table, meter, parts, abortSignal)),

    /** Every item of the table, or those whose partition key starts so, a page at a time. Reads the whole table. */
    async *scan(prefix?: string): AsyncGenerator<Item[]> {
      const filter = prefix
        ? { FilterExpression: 'begins_with(pk, :prefix)', ExpressionAttributeValues: { ':prefix': { S: prefix } } }
        : {}
      let start: Item | undefined
      do {
        const page: ScanCommandOutput = await call((abortSignal) =>
          client.send(
            new ScanCommand({
              ...common,
              ...filter,
              ConsistentRead: true,
              ExclusiveStartKey: start,
            }),
            { abortSignal },
          ),
        )
        meter.read(page.ConsumedCapacity)
        yield page.Items ?? []
        start = page.LastEvaluatedKey
      } while (start !== undefined)
    },
  }
}

/** The attributes of a write that had no condition. */
export const unrefused = (written: Written): Item => {
  if (!written.ok) throw new Error('refused without a condition')
  return written.attributes
}
