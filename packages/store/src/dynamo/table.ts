import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  ResourceInUseException,
  ResourceNotFoundException,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb'
import { type Connection, connect } from './connection.ts'

/** Seconds since the epoch; items past it are removed by the table, days late. */
export const TTL_ATTRIBUTE = 'x'
const CREATION_SECONDS = 60

/** What the table must be; infrastructure code says the same. */
export const tableShape = (table: string): CreateTableCommandInput => ({
  TableName: table,
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
  ],
  // The sweep takes events from the images, so that it reads nothing for those that are complete.
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
})

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
