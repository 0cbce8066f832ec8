import type { Evaluation, EventRef, Instant } from '@plumbline/core'
import { UnreadableItem } from '../codec/bytes.ts'
import { decodeChangeFact } from '../codec/change.ts'
import { decodeReceived } from '../codec/received.ts'
import { decodeWindowFact } from '../codec/window.ts'
import { bodyOf } from '../dynamo/attributes.ts'
import { familyAdditions, readByRef, readFamily } from '../events/corrections.ts'
import { placementsOf } from '../events/items.ts'
import type { Adapter } from '../events/record.ts'
import { isReceivedLog, startOfBucketIn } from '../keys.ts'
import { evaluationAddition, factAdditions, receivedAddition } from '../summaries/additions.ts'
import type { Addition } from '../summaries/chunks.ts'
import { enter, holds, type Sets } from './sets.ts'

/** What an element was made from: an event, or an evaluation of that moment. */
type Origin = { event: EventRef } | { judgedAt: Instant }

const originIn = ({ bucket, element }: Addition): Origin => {
  const start = startOfBucketIn(bucket.prefix)
  if (start !== null && isReceivedLog(bucket)) return { event: decodeReceived(element, start).event }
  const fact = start === null ? decodeChangeFact(element) : decodeWindowFact(element, start)
  if (fact.kind === 'gate') return { judgedAt: fact.at }
  return { event: fact.kind === 'correction' ? fact.by : fact.event }
}

/** Null for bytes that nobody could have written. */
const originOf = (addition: Addition): Origin | null => {
  try {
    return originIn(addition)
  } catch (error) {
    if (error instanceof UnreadableItem) return null
    throw error
  }
}

const askedByEvents = async ({ db, keys }: Adapter, ref: EventRef): Promise<Addition[]> => {
  const items = await readByRef(db, keys, ref)
  const asked = items.map(async (item) => {
    if (!item.stored) return []
    const { others, own } = familyAdditions(keys, await readFamily(db, keys, item), item.identity)
    return [...factAdditions(keys, placementsOf(item.stored)), receivedAddition(keys, item.stored), ...others, ...own]
  })
  return (await Promise.all(asked)).flat()
}

/** Found by the list of evaluations, where one stands before its gate is written among the facts. */
const askedByEvaluations = async ({ db, keys }: Adapter, at: Instant): Promise<Addition[]> => {
  const rows = await db.range(keys.evaluationRows({ from: at, to: at + 1 }))
  return rows.map((row) => evaluationAddition(keys, bodyOf<Evaluation>(row)))
}

/** Events and gates came while the snapshot was taken: an element is surplus only if nothing asks for it now. */
export const isAskedFor = async (adapter: Adapter, addition: Addition): Promise<boolean> => {
  const origin = originOf(addition)
  if (origin === null) return false
  const asked: Sets = new Map()
  const additions =
    'event' in origin ? await askedByEvents(adapter, origin.event) : await askedByEvaluations(adapter, origin.judgedAt)
  for (const one of additions) enter(asked, one)
  return holds(asked, addition)
}
