import { HOUR, type Instant, MINUTE } from '@plumbline/core'
import { body, bodyOf, keyValue } from '../dynamo/attributes.ts'
import type { Dynamo } from '../dynamo/dynamo.ts'
import { checkpointKey } from '../keys.ts'

/** How far a sweep got: by shard of the stream the number of the last record it dealt with. */
export type Checkpoint = {
  stream: string
  /** What was recorded before this is listed and complete. */
  at: Instant
  /** What a sweep does beside completing; one that lacks it was made by a version that did less. */
  does?: 'log' | 'digests'
  shards: Record<string, { sequence: string | null; ended: boolean }>
}

/** Streams keep records for a day. An older checkpoint may have lost some, so it is taken as lost altogether. */
const LOST_AFTER_MS = 20 * HOUR
/** With nothing to do the checkpoint is still renewed this often: it says how far what was received is listed. */
const RENEW_AFTER_MS = 5 * MINUTE

export const readCheckpoint = async (db: Dynamo): Promise<Checkpoint | null> => {
  const item = await db.get(checkpointKey)
  return item && bodyOf<Checkpoint>(item)
}

export const writeCheckpoint = async (db: Dynamo, checkpoint: Checkpoint): Promise<void> => {
  await db.put({ ...keyValue(checkpointKey), ...body({ ...checkpoint, does: 'digests' }) })
}

export const isLost = (checkpoint: Checkpoint, stream: string, now: Instant) =>
  checkpoint.stream !== stream || checkpoint.does !== 'digests' || now - checkpoint.at > LOST_AFTER_MS
export const isDue = (checkpoint: Checkpoint | null, now: Instant) =>
  checkpoint === null || now - checkpoint.at > RENEW_AFTER_MS
