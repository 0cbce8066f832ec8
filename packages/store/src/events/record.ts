import { type Admitted, admit, type EventIdentity, eventRef } from '@plumbline/core'
import type { Blocks } from '../blocks/read.ts'
import { canonical } from '../codec/body.ts'
import type { Dynamo } from '../dynamo/dynamo.ts'
import type { EngagementKeys } from '../keys.ts'
import { correctionAdditions, factAdditions } from '../summaries/additions.ts'
import { type Addition, additionId, byBucket, type Chunks } from '../summaries/chunks.ts'
import type { RecordStatus, Sender, StoredEvent } from '../values.ts'
import { familyAdditions, readFamily, readOne, targetOf } from './corrections.ts'
import { attachCorrection, ownCorrection, type Put, placementsOf, putEvent } from './items.ts'
import { inParallel } from './parallel.ts'

export type Adapter = { db: Dynamo; keys: EngagementKeys; chunks: Chunks; blocks: Blocks }

/** Requests of one batch under way at once. */
const CONCURRENCY = 16

/** What an event's own place must hold for the event to be counted: written last, so that its presence says "done". */
export const expectedOf = (keys: EngagementKeys, { event, party }: StoredEvent): Addition[] => {
  const admitted = admit(event, party)
  const correction = ownCorrection(admitted)
  return [
    ...factAdditions(keys, admitted.placements),
    ...(correction ? correctionAdditions(keys, admitted.placements, [correction]) : []),
  ]
}

/** Of these additions the ones that are not there yet; one read for each bucket that has them. */
export const missing = async (chunks: Chunks, additions: Addition[]): Promise<Addition[]> => {
  const groups = await inParallel(byBucket(additions), CONCURRENCY, async ({ bucket, elements }) =>
    (await chunks.absent(bucket, elements)).map((element) => ({ bucket, element })),
  )
  return groups.flat()
}

/** Ties the event's correction and those waiting for it into their family; what its own place needs is returned. */
const joinFamily = async ({ db, keys, chunks }: Adapter, { stored, corrections }: Put): Promise<Addition[]> => {
  const admitted = admit(stored.event, stored.party)
  const correction = ownCorrection(admitted)
  if (!correction && corrections.length === 0) return []
  if (correction && admitted.correction) await attachCorrection(db, keys, admitted.correction.target, correction)
  // Its own item is read again as well: a correction may have been tied to it since its put.
  const self = await readOne(db, keys, stored.identity)
  const family = await readFamily(db, keys, self ?? { identity: stored.identity, stored, corrections })
  const { others, own } = familyAdditions(keys, family, stored.identity)
  await chunks.add(others)
  return own
}

/**
 * Everything that makes stored events counted; doing it again is harmless. Facts come last: while they are missing
 * the event is not complete, whatever else was done for it.
 */
export const complete = async (adapter: Adapter, puts: Put[]): Promise<void> => {
  const joined = await inParallel(puts, CONCURRENCY, (put) => joinFamily(adapter, put))
  const facts = puts.flatMap(({ stored }) => factAdditions(adapter.keys, placementsOf(stored)))
  await adapter.chunks.add([...joined.flat(), ...facts])
}

/** Is a correction by an event that itself counts nowhere known wherever its family counts? */
const isSpread = async ({ db, keys, chunks }: Adapter, { stored, corrections }: Put): Promise<boolean> => {
  const target = targetOf(stored)
  if (!target) return true
  const ref = eventRef(stored.identity)
  const corrected = await readOne(db, keys, target)
  if (!corrected?.corrections.some(({ by }) => by === ref)) return false
  const family = await readFamily(db, keys, { identity: stored.identity, stored, corrections })
  return (await missing(chunks, familyAdditions(keys, family, stored.identity).others)).length === 0
}

/** Of stored events the ones whose facts are not all there. */
export const incomplete = async (adapter: Adapter, puts: Put[]): Promise<Put[]> => {
  const expected = puts.map((put) => ({ put, additions: expectedOf(adapter.keys, put.stored) }))
  const absent = await missing(
    adapter.chunks,
    expected.flatMap(({ additions }) => additions),
  )
  const absentIds = new Set(absent.map(additionId))
  const found = await inParallel(expected, CONCURRENCY, async ({ put, additions }) => {
    // Without a place of its own nothing says that it is done.
    const isComplete =
      additions.length === 0
        ? await isSpread(adapter, put)
        : !additions.some((addition) => absentIds.has(additionId(addition)))
    return isComplete ? [] : [put]
  })
  return found.flat()
}

/** Put, add, acknowledge. */
export const record = async (adapter: Adapter, events: Admitted[], sender: Sender): Promise<RecordStatus[]> => {
  // The first of each identity is put; what repeats it in the same batch is compared with what that put met.
  const firsts = new Map<EventIdentity, Admitted>()
  for (const event of events) if (!firsts.has(event.identity)) firsts.set(event.identity, event)
  const puts = new Map<EventIdentity, Put>()
  await inParallel([...firsts.values()], CONCURRENCY, async (event) => {
    puts.set(event.identity, await putEvent(adapter.db, adapter.keys, event, sender))
  })

  const all = [...puts.values()]
  const recorded = all.filter(({ status }) => status === 'recorded')
  // A duplicate may be the retry of a request that ended between the two writes.
  const unfinished = await incomplete(
    adapter,
    all.filter(({ status }) => status === 'duplicate'),
  )
  await complete(adapter, [...recorded, ...unfinished])

  return events.map((event, index) => {
    const put = puts.get(event.identity)
    if (!put) throw new Error('every identity was put')
    const isFirst = events.findIndex(({ identity }) => identity === event.identity) === index
    if (isFirst) return put.status
    return canonical(event.event) === canonical(put.stored.event) ? 'duplicate' : 'conflict'
  })
}
