import type { Instant } from '@plumbline/core'
import { keyOf } from '../dynamo/attributes.ts'
import type { Item } from '../dynamo/capacity.ts'
import type { Dynamo } from '../dynamo/dynamo.ts'
import { checkpointKey } from '../keys.ts'
import type { Log } from '../log.ts'
import { type Checkpoint, isDue, isLost, readCheckpoint, writeCheckpoint } from './checkpoint.ts'
import type { Swept } from './settle.ts'
import { RecordsLost, type Stream } from './stream.ts'

export type SweepDeps = {
  db: Dynamo
  stream: Stream
  /** Name of the table's stream; null where it has none. */
  streamName: () => Promise<string | null>
  /** Settles what can be read, and sets aside what can't. */
  settleApart: (items: readonly Item[]) => Promise<Swept>
  now: () => Instant
  log: Log
}

const add = (a: Swept, b: Swept): Swept => ({ seen: a.seen + b.seen, completed: a.completed + b.completed })

/** The way without a stream's help: every event there is. Some seconds for 100,000. */
const sweepAll = async (deps: SweepDeps): Promise<Swept> => {
  let swept: Swept = { seen: 0, completed: 0 }
  for await (const page of deps.db.scan()) swept = add(swept, await deps.settleApart(page))
  return swept
}

const sweepShards = async (
  deps: SweepDeps,
  stream: string,
  from: Checkpoint | null,
): Promise<{ swept: Swept; shards: Checkpoint['shards']; moved: boolean }> => {
  const { stream: reader } = deps
  let swept: Swept = { seen: 0, completed: 0 }
  let moved = false
  const shards: Checkpoint['shards'] = {}
  for (const shard of await reader.shards(stream)) {
    const before = from?.shards[shard.id] ?? { sequence: null, ended: false }
    shards[shard.id] = before
    if (before.ended) continue
    const batches = reader.read(stream, shard, before.sequence)
    let next = await batches.next()
    for (; !next.done; next = await batches.next()) {
      const { images, sequence } = next.value
      swept = add(swept, await deps.settleApart(images))
      shards[shard.id] = { sequence, ended: false }
      moved ||= images.some(isNews)
    }
    if (next.value === 'ended') shards[shard.id] = { ...(shards[shard.id] ?? before), ended: true }
  }
  return { swept, shards, moved }
}

/** Writing the checkpoint is itself in the stream; that alone is no reason to write it again. */
const isNews = (image: Item) => keyOf(image).pk !== checkpointKey.pk

/**
 * Completes events whose process ended between putting them and adding their facts, and whose sender never came
 * back. Reads on in the table's stream from where the last sweep stopped; safe to run at any time, anywhere, twice.
 */
export const sweep = async (deps: SweepDeps): Promise<Swept> => {
  const { db, now, log } = deps
  const startedAt = now()
  const stream = await deps.streamName()
  const checkpoint = await readCheckpoint(db)
  if (stream === null) {
    log({ level: 'warn', message: 'the table has no stream: every event is looked at' })
    return sweepAll(deps)
  }
  const lost = checkpoint !== null && isLost(checkpoint, stream, startedAt)
  try {
    const { swept, shards, moved } = await sweepShards(deps, stream, lost ? null : checkpoint)
    const missed = lost ? await recover(deps) : { seen: 0, completed: 0 }
    if (moved || lost || isDue(checkpoint, startedAt)) await writeCheckpoint(db, { stream, at: startedAt, shards })
    return add(swept, missed)
  } catch (error) {
    if (!(error instanceof RecordsLost)) throw error
    const missed = await recover(deps)
    const { swept, shards } = await sweepShards(deps, stream, null)
    await writeCheckpoint(db, { stream, at: startedAt, shards })
    return add(swept, missed)
  }
}

/**
 * After a day without a sweep, as when a server on a desk was off for a weekend. It takes longer and loses nothing, so
 * it is no warning: an installation that should have ticked meanwhile has its own alarm for that.
 */
const recover = async (deps: SweepDeps): Promise<Swept> => {
  deps.log({
    level: 'info',
    message:
      'what came since the last sweep is no longer in the stream: every event is looked at once, and none is missed',
  })
  return sweepAll(deps)
}
