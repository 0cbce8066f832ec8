import { type CorrectionFact, type EventIdentity, type EventRef, eventIdentity } from '@plumbline/core'
import type { Dynamo } from '../dynamo/dynamo.ts'
import type { EngagementKeys } from '../keys.ts'
import { correctionAdditions } from '../summaries/additions.ts'
import type { Addition } from '../summaries/chunks.ts'
import type { StoredEvent } from '../values.ts'
import { type EventItem, eventItem, placementsOf } from './items.ts'

/*
 * Events tied together by corrections, directly or over others, are one family. Which of a family counts depends on
 * all its corrections, so the invariant is: beside every fact of a member stand all corrections of its family.
 * Whoever ties a member in, by a correction or by bringing an event that was corrected before it came, reads the
 * family *after* its own write and spreads what it finds. Of two that do so at once the later sees the earlier.
 */

export const targetOf = ({ event }: StoredEvent): EventIdentity | null =>
  event.corrects === undefined ? null : eventIdentity(event.source, event.corrects)

export const readByRef = async (db: Dynamo, keys: EngagementKeys, ref: EventRef): Promise<EventItem[]> =>
  (await db.range(keys.eventsByRef(ref))).map(eventItem)

export const readOne = async (db: Dynamo, keys: EngagementKeys, identity: EventIdentity): Promise<EventItem | null> => {
  const item = await db.get(keys.event(identity))
  return item && eventItem(item)
}

/** Reads the whole family of an event: one read for each member. */
export const readFamily = async (db: Dynamo, keys: EngagementKeys, start: EventItem): Promise<EventItem[]> => {
  const family = new Map<EventIdentity, EventItem>()
  let frontier = [start]
  while (frontier.length > 0) {
    for (const item of frontier) family.set(item.identity, item)
    const next = await Promise.all(frontier.map((item) => neighbours(db, keys, item, family)))
    frontier = next.flat()
  }
  return [...family.values()]
}

const neighbours = async (
  db: Dynamo,
  keys: EngagementKeys,
  item: EventItem,
  known: Map<EventIdentity, EventItem>,
): Promise<EventItem[]> => {
  const found: EventItem[] = []
  const knownRefs = new Set([...known.keys()].map((identity) => identity.slice(0, 16)))
  for (const { by } of item.corrections) {
    if (knownRefs.has(by)) continue
    const candidates = await readByRef(db, keys, by)
    // Eight bytes may be shared by chance; the event that corrects this one says so itself.
    found.push(...candidates.filter(({ stored }) => stored !== null && targetOf(stored) === item.identity))
  }
  const target = item.stored && targetOf(item.stored)
  if (target && !known.has(target)) {
    const corrected = await readOne(db, keys, target)
    if (corrected) found.push(corrected)
  }
  return found
}

/** What a family's members need beside their facts, apart by whether it is the event's own place. */
export const familyAdditions = (
  keys: EngagementKeys,
  family: EventItem[],
  self: EventIdentity,
): { others: Addition[]; own: Addition[] } => {
  const corrections: CorrectionFact[] = family.flatMap((member) => member.corrections)
  const additionsOf = ({ stored }: EventItem) =>
    stored ? correctionAdditions(keys, placementsOf(stored), corrections) : []
  return {
    others: family.filter(({ identity }) => identity !== self).flatMap(additionsOf),
    own: family.filter(({ identity }) => identity === self).flatMap(additionsOf),
  }
}

/** Families among items that were all read already. */
export const familiesOf = (items: EventItem[]): EventItem[][] => {
  const links = new Map<string, EventItem[]>()
  const link = (identity: string, item: EventItem) => links.set(identity, [...(links.get(identity) ?? []), item])
  const known = new Map(items.map((item) => [item.identity, item]))
  for (const item of items) {
    const target = item.stored && targetOf(item.stored)
    const corrected = target && known.get(target)
    if (!corrected) continue
    link(corrected.identity, item)
    link(item.identity, corrected)
  }
  const seen = new Set<string>()
  const familyOf = (start: EventItem): EventItem[] => {
    const family: EventItem[] = []
    const frontier = [start]
    for (let item = frontier.pop(); item; item = frontier.pop()) {
      if (seen.has(item.identity)) continue
      seen.add(item.identity)
      family.push(item)
      frontier.push(...(links.get(item.identity) ?? []))
    }
    return family
  }
  return items
    .filter(({ identity }) => !seen.has(identity))
    .map(familyOf)
    .filter((family) => family.length > 0)
}
