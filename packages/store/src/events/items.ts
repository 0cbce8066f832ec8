import {
  type Admitted,
  admit,
  type CorrectionFact,
  type Event,
  type EventIdentity,
  eventRef,
  type Placement,
} from '@plumbline/core'
import { canonical, packText, unpackText } from '../codec/body.ts'
import { UnreadableItem } from '../codec/bytes.ts'
import { decodeChangeFact, encodeChangeFact } from '../codec/change.ts'
import { byteSet, bytesOf, keyOf, numberOf, textOf } from '../dynamo/attributes.ts'
import type { Item } from '../dynamo/capacity.ts'
import { type Dynamo, unrefused } from '../dynamo/dynamo.ts'
import type { EngagementKeys } from '../keys.ts'
import type { RecordStatus, Sender, StoredEvent } from '../values.ts'

/**
 * What is kept under an event's identity: the event, unless only corrections of it have come so far, and those
 * corrections. Both parts of one item, so that whichever comes second sees the other without reading.
 */
export type EventItem = { identity: EventIdentity; stored: StoredEvent | null; corrections: CorrectionFact[] }

// The key is the identity cut in two, and only this module writes such items.
const identityOf = (item: Item): EventIdentity => {
  const { pk, sk } = keyOf(item)
  return (pk.slice(pk.lastIndexOf('#') + 1) + sk) as EventIdentity
}

const correctionsIn = (item: Item): CorrectionFact[] => byteSet(item, 'c').map(correctionFrom)

const correctionFrom = (bytes: Uint8Array): CorrectionFact => {
  const fact = decodeChangeFact(bytes)
  if (fact.kind !== 'correction') throw new UnreadableItem('an event’s corrections hold something else')
  return fact
}

export const eventItem = (item: Item): EventItem => {
  const identity = identityOf(item)
  const stored: StoredEvent | null = item.b
    ? {
        identity,
        // It was validated before it was stored.
        event: JSON.parse(unpackText(bytesOf(item, 'b'))) as Event,
        party: textOf(item, 'p') === 'c' ? 'client' : 'vendor',
        key: textOf(item, 'k'),
        receivedAt: numberOf(item, 'r'),
      }
    : null
  return { identity, stored, corrections: correctionsIn(item) }
}

/** Made again from the event, as `rebuild` would. */
export const placementsOf = (stored: StoredEvent): Placement[] => admit(stored.event, stored.party).placements

/** The correction an event makes, as a fact; null where it makes none. */
export const ownCorrection = (admitted: Admitted): CorrectionFact | null =>
  admitted.correction && {
    kind: 'correction',
    target: eventRef(admitted.correction.target),
    by: admitted.correction.by,
    time: admitted.correction.time,
    id: admitted.correction.id,
    ...(admitted.correction.reconstructed ? { reconstructed: true } : {}),
  }

/** How an event was met: its status, and the item as it now is. */
export type Put = { status: RecordStatus; stored: StoredEvent; corrections: CorrectionFact[] }

/** The write that is also the check: it succeeds for the first to come with this identity, ever. */
export const putEvent = async (db: Dynamo, keys: EngagementKeys, admitted: Admitted, sender: Sender): Promise<Put> => {
  const text = canonical(admitted.event)
  const written = await db.update(keys.event(admitted.identity), {
    update: 'SET b = :b, p = :p, k = :k, r = :r',
    condition: 'attribute_not_exists(b)',
    values: {
      ':b': { B: packText(text) },
      ':p': { S: sender.party === 'client' ? 'c' : 'v' },
      ':k': { S: sender.key },
      ':r': { N: String(sender.at) },
    },
    returns: 'ALL_OLD',
  })
  const ours: StoredEvent = {
    identity: admitted.identity,
    event: admitted.event,
    party: sender.party,
    key: sender.key,
    receivedAt: sender.at,
  }
  if (written.ok) return { status: 'recorded', stored: ours, corrections: correctionsIn(written.attributes) }
  const { stored, corrections } = eventItem(written.existing)
  if (!stored) throw new UnreadableItem('a write was refused by an item that is not there')
  const same = canonical(stored.event) === text
  // The first try may have written and its answer been lost; then it is not a duplicate.
  const wroteBefore = written.attempts > 1 && stored.receivedAt === sender.at && stored.key === sender.key
  return { status: same ? (wroteBefore ? 'recorded' : 'duplicate') : 'conflict', stored, corrections }
}

/** Ties a correction to the event it corrects, arrived or not; answers that event's item as it then is. */
export const attachCorrection = async (
  db: Dynamo,
  keys: EngagementKeys,
  target: EventIdentity,
  correction: CorrectionFact,
): Promise<EventItem> => {
  const values = { ':c': { BS: [encodeChangeFact(correction)] } }
  const written = await db.update(keys.event(target), { update: 'ADD c :c', values, returns: 'ALL_NEW' })
  return eventItem(unrefused(written))
}
