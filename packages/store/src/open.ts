import type { Instant } from '@plumbline/core'
import { createBlocks } from './blocks/read.ts'
import { createMeter } from './dynamo/capacity.ts'
import { type Connection, connect, connectStreams } from './dynamo/connection.ts'
import { createDynamo } from './dynamo/dynamo.ts'
import { DEFAULT_POLICY, type RetryPolicy, retrying } from './dynamo/retry.ts'
import { streamOf } from './dynamo/table.ts'
import { engagementStore } from './engagement/engagement.ts'
import { registryStore } from './engagement/registry.ts'
import type { Adapter } from './events/record.ts'
import { keysOf, probeKey } from './keys.ts'
import type { Log } from './log.ts'
import { type Store, StoreUnavailable } from './port.ts'
import { createChunks } from './summaries/chunks.ts'
import { createAside } from './sweep/aside.ts'
import { readCheckpoint } from './sweep/checkpoint.ts'
import { itemOfImage } from './sweep/image.ts'
import { settle } from './sweep/settle.ts'
import { createStream, type Stream } from './sweep/stream.ts'
import { sweep } from './sweep/sweep.ts'
import { createTouched } from './sweep/touched.ts'
import { tokenStore } from './tokens.ts'

export type StoreOptions = Connection & {
  log?: Log
  /** Tells recent windows from past ones, and the age of a sweep's checkpoint; nothing that is judged. */
  now?: () => Instant
  retry?: Partial<RetryPolicy>
}

const PROBE_POLICY: RetryPolicy = { ...DEFAULT_POLICY, budgetMs: 1_000, attemptMs: 500 }

/**
 * The store on a DynamoDB table, AWS's or the embedded one. Make one for a process: concurrent writes to the same
 * summary merge inside it. Connects when first used.
 */
export const openStore = (options: StoreOptions): Store => {
  const { log = () => {}, now = Date.now } = options
  const policy = { ...DEFAULT_POLICY, ...options.retry }
  const client = connect(options)
  // Most processes of an installation never read the stream, and the client is a part of their start.
  let streams: ReturnType<typeof connectStreams> | null = null
  let opened: Stream | null = null
  const stream = () => {
    streams ??= connectStreams(options)
    opened ??= createStream(streams, policy)
    return opened
  }
  const meter = createMeter()
  const db = createDynamo(client, options.table, meter, policy)
  const blocks = createBlocks(db)
  const chunks = createChunks(db, blocks)
  const adapterFor = (engagement: string): Adapter => ({ db, chunks, blocks, keys: keysOf(engagement) })
  const streamName = () => retrying(policy, () => streamOf(client, options.table))
  const touched = createTouched()
  const aside = createAside({ db, now, log }, async (items) => {
    const swept = await settle(adapterFor, items, 'again')
    touched.note(items, now())
    return swept
  })
  const { settleApart } = aside
  let sweptAt: Instant | null = null

  return {
    ...tokenStore(db),
    ...registryStore(db),
    forEngagement: (engagement) => engagementStore(adapterFor(engagement), now),
    sweep: async () => {
      const startedAt = now()
      const swept = await sweep({ db, stream: stream(), streamName, settleApart, now, log })
      await aside.tryAgain()
      sweptAt = Math.max(startedAt, sweptAt ?? startedAt)
      return swept
    },
    compact: async () => {
      const { packed, removed } = await touched.compact(db, now)
      if (packed + removed > 0)
        log({ level: 'info', message: `packed ${packed} facts of old days, and took away ${removed} chunks of them` })
    },
    receivedUntil: async () => {
      const noted = (await readCheckpoint(db))?.at ?? null
      // A sweep that found nothing notes nothing; this process knows of its own ones all the same.
      return noted === null || sweptAt === null ? (noted ?? sweptAt) : Math.max(noted, sweptAt)
    },
    settleImages: (images) => settle(adapterFor, images.map(itemOfImage), 'once'),
    ready: async () => {
      try {
        await db.get(probeKey, 'eventual', PROBE_POLICY)
        return true
      } catch (error) {
        if (error instanceof StoreUnavailable) return false
        throw error
      }
    },
    cost: meter.cost,
    close: () => {
      client.destroy()
      streams?.destroy()
    },
  }
}
