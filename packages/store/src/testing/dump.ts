import { type AttributeValue, ScanCommand, type ScanCommandOutput } from '@aws-sdk/client-dynamodb'
import { unpackText } from '../codec/body.ts'
import { type Connection, connect } from '../dynamo/connection.ts'

export type DumpedItem = Record<string, AttributeValue>

/** Every item of a table as it is. */
export const dump = async (connection: Connection): Promise<DumpedItem[]> => {
  const client = connect(connection)
  const items: DumpedItem[] = []
  let start: DumpedItem | undefined
  do {
    const page: ScanCommandOutput = await client.send(
      new ScanCommand({ TableName: connection.table, ConsistentRead: true, ExclusiveStartKey: start }),
    )
    items.push(...(page.Items ?? []))
    start = page.LastEvaluatedKey
  } while (start)
  client.destroy()
  return items
}

/** Everything an item says in words, bodies opened. */
export const wordsOf = (item: DumpedItem): string =>
  Object.entries(item)
    .flatMap(([name, value]) => {
      if (name === 'b' && value.B) return [unpackText(value.B)]
      return [
        value.S ?? '',
        ...(value.SS ?? []),
        ...(value.BS ?? []).map((bytes) => Buffer.from(bytes).toString('latin1')),
      ]
    })
    .join('\n')
