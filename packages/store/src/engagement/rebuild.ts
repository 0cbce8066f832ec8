import { admit, type CorrectionFact, type EventIdentity, type EventRef } from '@plumbline/core'
import { fromHex, toHex, UnreadableItem } from '../codec/bytes.ts'
import { decodeChangeFact } from '../codec/change.ts'
import { decodeWindowFact } from '../codec/window.ts'
import { byteSet, keyOf } from '../dynamo/attributes.ts'
import { familiesOf, familyAdditions, readByRef, readFamily } from '../events/corrections.ts'
import { attachCorrection, type EventItem, eventItem, ownCorrection, placementsOf } from '../events/items.ts'
import { type Adapter, missing } from '../events/record.ts'
import { type Bucket, bucketHolding, type EngagementKeys, engagementOfEvent, startOfBucketIn } from '../keys.ts'
import type { EngagementStore } from '../port.ts'
import { factAdditions } from '../summaries/additions.ts'
import { type Addition, bucketId, byBucket } from '../summaries/chunks.ts'

/** Elements by bucket, in hex. */
type Sets = Map<string, { bucket: Bucket; elements: Set<string> }>

const enter = (sets: Sets, { bucket, element }: Addition) => {
  const id = bucketId(bucket)
  const set = sets.get(id) ?? { bucket, elements: new Set<string>() }
  set.elements.add(toHex(element))
  sets.set(id, set)
}

/** What is in `a` and not in `b`. */
const difference = (a: Sets, b: Sets): Addition[] =>
  [...a.entries()].flatMap(([id, { bucket, elements }]) =>
    [...elements]
      .filter((element) => !b.get(id)?.elements.has(element))
      .map((element) => ({ bucket, element: fromHex(element) })),
  )

type Snapshot = {
  events: number
  expected: Sets
  present: Sets
  unattached: { target: EventIdentity; correction: CorrectionFact }[]
}

/** One pass over the engagement's items: what its events ask for, and what its summaries hold. */
const takeSnapshot = async ({ db, keys }: Adapter): Promise<Snapshot> => {
  const snapshot: Snapshot = { events: 0, expected: new Map(), present: new Map(), unattached: [] }
  // Only events that correct or are corrected are kept whole: they are few.
  const tied: EventItem[] = []
  for await (const page of db.scan(keys.everything))
    for (const item of page) {
      const bucket = bucketHolding(keyOf(item))
      if (bucket) for (const element of byteSet(item, 'f')) enter(snapshot.present, { bucket, element })
      if (engagementOfEvent(keyOf(item)) === null) continue
      const event = eventItem(item)
      if (event.stored) {
        snapshot.events += 1
        for (const addition of factAdditions(keys, placementsOf(event.stored))) enter(snapshot.expected, addition)
      }
      if (event.stored?.event.corrects !== undefined || event.corrections.length > 0) tied.push(event)
    }
  addCorrections(keys, tied, snapshot)
  return snapshot
}

/** What the corrections ask for, made again from the correcting events themselves. */
const addCorrections = (keys: EngagementKeys, tied: EventItem[], snapshot: Snapshot) => {
  const byTarget = new Map<EventIdentity, CorrectionFact[]>()
  const attached = new Map(
    tied.map(({ identity, corrections }) => [identity, new Set(corrections.map(({ by }) => by))]),
  )
  for (const { stored } of tied) {
    const admitted = stored && admit(stored.event, stored.party)
    const correction = admitted && ownCorrection(admitted)
    if (!correction || !admitted.correction) continue
    const { target } = admitted.correction
    byTarget.set(target, [...(byTarget.get(target) ?? []), correction])
    if (!attached.get(target)?.has(correction.by)) snapshot.unattached.push({ target, correction })
  }
  const items = tied.map((item) => ({ ...item, corrections: byTarget.get(item.identity) ?? [] }))
  for (const family of familiesOf(items)) {
    const [first] = family
    if (!first) continue
    const { others, own } = familyAdditions(keys, family, first.identity)
    for (const addition of [...others, ...own]) enter(snapshot.expected, addition)
  }
}

/** The event a fact is of; null for bytes that are no fact. */
const refOf = ({ bucket, element }: Addition): EventRef | null => {
  const start = startOfBucketIn(bucket.prefix)
  try {
    const fact = start === null ? decodeChangeFact(element) : decodeWindowFact(element, start)
    return fact.kind === 'correction' ? fact.by : fact.event
  } catch (error) {
    if (error instanceof UnreadableItem) return null
    throw error
  }
}

/** Events came while the snapshot was taken: an element is surplus only if no event asks for it now. */
const isAskedFor = async ({ db, keys }: Adapter, addition: Addition): Promise<boolean> => {
  const ref = refOf(addition)
  if (ref === null) return false
  const asked: Sets = new Map()
  for (const item of await readByRef(db, keys, ref)) {
    if (!item.stored) continue
    const { others, own } = familyAdditions(keys, await readFamily(db, keys, item), item.identity)
    for (const one of [...factAdditions(keys, placementsOf(item.stored)), ...others, ...own]) enter(asked, one)
  }
  return asked.get(bucketId(addition.bucket))?.elements.has(toHex(addition.element)) ?? false
}

export const rebuildStore = (adapter: Adapter) =>
  ({
    rebuild: async ({ dryRun }) => {
      const { events, expected, present, unattached } = await takeSnapshot(adapter)
      const absent = await missing(adapter.chunks, difference(expected, present))
      const surplus: Addition[] = []
      for (const addition of difference(present, expected))
        if (!(await isAskedFor(adapter, addition))) surplus.push(addition)
      if (!dryRun) {
        for (const { target, correction } of unattached)
          await attachCorrection(adapter.db, adapter.keys, target, correction)
        await adapter.chunks.add(absent)
        for (const { bucket, elements } of byBucket(surplus)) await adapter.chunks.remove(bucket, elements)
      }
      return { events, missing: absent.length + unattached.length, surplus: surplus.length }
    },
  }) satisfies Partial<EngagementStore>
