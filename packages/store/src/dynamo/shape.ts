import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb'

/** Seconds since the epoch; items past it are removed by the table, days late. */
export const TTL_ATTRIBUTE = 'x'

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
