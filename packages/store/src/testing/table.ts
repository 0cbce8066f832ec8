import { createBlocks } from '../blocks/read.ts'
import { createMeter } from '../dynamo/capacity.ts'
import { type Connection, connect } from '../dynamo/connection.ts'
import { createDynamo } from '../dynamo/dynamo.ts'
import { DEFAULT_POLICY } from '../dynamo/retry.ts'
import type { Adapter } from '../events/record.ts'
import { keysOf } from '../keys.ts'
import { createChunks } from '../summaries/chunks.ts'
import { PATIENT } from './suite/bench.ts'

/** The table itself, past the store. */
export const tableAt = (connection: Connection) => {
  const client = connect(connection)
  const meter = createMeter()
  const db = createDynamo(client, connection.table, meter, { ...DEFAULT_POLICY, ...PATIENT })
  const blocks = createBlocks(db)
  const chunks = createChunks(db, blocks)
  return {
    db,
    adapterFor: (engagement: string): Adapter => ({ db, chunks, blocks, keys: keysOf(engagement) }),
    cost: meter.cost,
    done: () => client.destroy(),
  }
}
