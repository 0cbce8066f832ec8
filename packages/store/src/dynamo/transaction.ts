import {
  type DynamoDBClient,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import type { Key } from '../keys.ts'
import { keyValue } from './attributes.ts'
import type { Item, Meter } from './capacity.ts'

/** A transaction's end; where refused, the items that were met by its refused parts, in order, null for the others. */
export type Transacted = { ok: true } | { ok: false; existing: (Item | null)[] }

export type TransactionPart =
  | { put: Item; when?: string; values?: Item }
  | { update: Key; set: string; condition: string; values: Item }
  | { remove: Key }

const transactItem = (table: string, part: TransactionPart): TransactWriteItem => {
  const ReturnValuesOnConditionCheckFailure = 'ALL_OLD' as const
  if ('put' in part)
    return {
      Put: {
        TableName: table,
        Item: part.put,
        ReturnValuesOnConditionCheckFailure,
        ...(part.when ? { ConditionExpression: part.when } : {}),
        ...('values' in part ? { ExpressionAttributeValues: part.values } : {}),
      },
    }
  if ('update' in part)
    return {
      Update: {
        TableName: table,
        Key: keyValue(part.update),
        UpdateExpression: part.set,
        ConditionExpression: part.condition,
        ExpressionAttributeValues: part.values,
        ReturnValuesOnConditionCheckFailure,
      },
    }
  return { Delete: { TableName: table, Key: keyValue(part.remove) } }
}

/** One try of a transaction; refused by a condition it ends, cancelled for another one's sake it throws. */
export const transact = async (
  client: DynamoDBClient,
  table: string,
  meter: Meter,
  parts: TransactionPart[],
  abortSignal: AbortSignal,
): Promise<Transacted> => {
  const TransactItems = parts.map((part) => transactItem(table, part))
  try {
    const command = new TransactWriteItemsCommand({ TransactItems, ReturnConsumedCapacity: 'TOTAL' })
    const { ConsumedCapacity } = await client.send(command, { abortSignal })
    meter.wrote(ConsumedCapacity ?? [])
    return { ok: true }
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error
    const reasons = error.CancellationReasons ?? []
    if (!reasons.some((reason) => reason.Code === 'ConditionalCheckFailed')) throw error
    for (const reason of reasons)
      if (reason.Code === 'ConditionalCheckFailed') meter.refused(reason.Item ?? null)
      else meter.undone()
    return {
      ok: false,
      existing: reasons.map((reason) => (reason.Code === 'ConditionalCheckFailed' ? (reason.Item ?? {}) : null)),
    }
  }
}
