import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  ResourceInUseException,
  ResourceNotFoundException,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb'
import { type Connection, connect } from './connection.ts'
import { TTL_ATTRIBUTE, tableShape } from './shape.ts'

const CREATION_SECONDS = 60

const exists = async (client: DynamoDBClient, table: string): Promise<boolean> => {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: table }))
    return Table?.TableStatus === 'ACTIVE'
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return false
    throw error
  }
}

const create = async (client: DynamoDBClient, table: string) => {
  try {
    await client.send(new CreateTableCommand(tableShape(table)))
  } catch (error) {
    // Another process makes it at this moment.
    if (!(error instanceof ResourceInUseException)) throw error
  }
  await waitUntilTableExists({ client, maxWaitTime: CREATION_SECONDS, minDelay: 1, maxDelay: 2 }, { TableName: table })
}

/** Makes the table unless it is there, with its stream and its expiry. */
export const ensureTable = async (connection: Connection): Promise<void> => {
  const client = connect(connection)
  const { table } = connection
  try {
    if (!(await exists(client, table))) await create(client, table)
    const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: table }))
    if (TimeToLiveDescription?.TimeToLiveStatus === 'ENABLED' || TimeToLiveDescription?.TimeToLiveStatus === 'ENABLING')
      return
    await client.send(
      new UpdateTimeToLiveCommand({
        TableName: table,
        TimeToLiveSpecification: { AttributeName: TTL_ATTRIBUTE, Enabled: true },
      }),
    )
  } finally {
    client.destroy()
  }
}

/** Name of the table's stream; null where it has none. */
export const streamOf = async (client: DynamoDBClient, table: string): Promise<string | null> => {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: table }))
  return Table?.StreamSpecification?.StreamEnabled ? (Table.LatestStreamArn ?? null) : null
}
