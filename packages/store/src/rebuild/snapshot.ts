import { admit, type CorrectionFact, type Evaluation, type EventIdentity } from '@plumbline/core'
import { bodyOf, byteSet, keyOf } from '../dynamo/attributes.ts'
import type { Item } from '../dynamo/capacity.ts'
import { familiesOf, familyAdditions } from '../events/corrections.ts'
import { type EventItem, eventItem, ownCorrection, placementsOf } from '../events/items.ts'
import type { Adapter } from '../events/record.ts'
import { bucketHolding, type EngagementKeys, engagementOfEvaluation, engagementOfEvent } from '../keys.ts'
import { digestAddition, evaluationAddition, factAdditions, receivedAddition } from '../summaries/additions.ts'
import { createPacked } from './packed.ts'
import { enter, type Sets } from './sets.ts'

export type Snapshot = {
  events: number
  /** Facts that the events and the gates ask for. */
  expected: Sets
  /** Lines of the log, and digests, that the events ask for: the sweeper may not have written them yet. */
  listed: Sets
  present: Sets
  unattached: { target: EventIdentity; correction: CorrectionFact }[]
}

/** One pass over the engagement's items: what its events and gates ask for, and what its summaries hold. */
export const takeSnapshot = async ({ db, keys }: Adapter): Promise<Snapshot> => {
  const snapshot: Snapshot = {
    events: 0,
    expected: new Map(),
    listed: new Map(),
    present: new Map(),
    unattached: [],
  }
  // Only events that correct or are corrected are kept whole: they are few.
  const tied: EventItem[] = []
  const packed = createPacked()
  for await (const page of db.scan(keys.everything))
    for (const item of page) {
      enterItem(keys, item, snapshot)
      packed.note(item)
      if (engagementOfEvent(keyOf(item)) === null) continue
      const event = eventItem(item)
      if (event.stored?.event.corrects !== undefined || event.corrections.length > 0) tied.push(event)
    }
  for (const addition of packed.additions()) enter(snapshot.present, addition)
  addCorrections(keys, tied, snapshot)
  return snapshot
}

const enterItem = (keys: EngagementKeys, item: Item, snapshot: Snapshot) => {
  const key = keyOf(item)
  const bucket = bucketHolding(key)
  if (bucket) for (const element of byteSet(item, 'f')) enter(snapshot.present, { bucket, element })
  if (engagementOfEvaluation(key) !== null) enter(snapshot.expected, evaluationAddition(keys, bodyOf<Evaluation>(item)))
  const stored = engagementOfEvent(key) === null ? null : eventItem(item).stored
  if (!stored) return
  snapshot.events += 1
  for (const addition of factAdditions(keys, placementsOf(stored))) enter(snapshot.expected, addition)
  enter(snapshot.listed, receivedAddition(keys, stored))
  enter(snapshot.listed, digestAddition(keys, stored))
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
