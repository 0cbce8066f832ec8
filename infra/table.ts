import { isPermanent } from './stage.ts'

/** What the functions need to know of the table. */
export type Table = { name: $util.Output<string>; arn: $util.Output<string>; streamArn: $util.Output<string> }

const partsOf = ({ nodes: { table } }: sst.aws.Dynamo): Table => ({
  name: table.name,
  arn: table.arn,
  streamArn: table.streamArn,
})

/**
 * On demand, with point-in-time recovery, which SST always turns on. Keys, stream and expiry are those of `tableShape`
 * in packages/store, which makes the same table where there is no SST; a test holds the two together.
 */
const madeTable = (stage: string): sst.aws.Dynamo =>
  new sst.aws.Dynamo('Table', {
    fields: { pk: 'string', sk: 'string' },
    primaryIndex: { hashKey: 'pk', rangeKey: 'sk' },
    stream: 'new-image',
    ttl: 'x',
    deletionProtection: isPermanent(stage),
  })

/** After a restore the table is one that somebody else made: it is used as it is, and never changed or removed. */
export const createTable = (stage: string, restored: string | undefined): Table =>
  partsOf(restored === undefined ? madeTable(stage) : sst.aws.Dynamo.get('RestoredTable', restored))
