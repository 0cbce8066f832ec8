import { ensureTable } from '../dynamo/table.ts'
import { startEmbedded } from '../embedded/embedded.ts'

/* A process of its own that holds a data folder until it is killed. */
const embedded = await startEmbedded({ dataDir: process.argv[2] ?? '' })
await ensureTable(embedded.connection)
process.send?.({ pid: embedded.pid(), connection: embedded.connection })
