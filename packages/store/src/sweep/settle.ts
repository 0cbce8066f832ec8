import type { Evaluation } from '@plumbline/core'
import { bodyOf, byteSet, keyOf } from '../dynamo/attributes.ts'
import type { Item } from '../dynamo/capacity.ts'
import { eventItem, type Put } from '../events/items.ts'
import { type Adapter, complete, expectedOf, incomplete, missing } from '../events/record.ts'
import { bucketHolding, engagementOfEvaluation, engagementOfEvent } from '../keys.ts'
import { digestAddition, evaluationAddition, receivedAddition } from '../summaries/additions.ts'
import { type Addition, additionId } from '../summaries/chunks.ts'

export type Swept = { seen: number; completed: number }

/** `once`: nobody has settled these items before, but for a call that failed. `again`: somebody may have. */
export type Settling = 'once' | 'again'

/** What of one engagement is to be settled. */
type Found = { puts: Put[]; evaluations: Evaluation[] }

/** Additions that these items show to be there: nothing takes facts away. */
const shownBy = (items: readonly Item[]): Set<string> =>
  new Set(
    items.flatMap((item) => {
      const bucket = bucketHolding(keyOf(item))
      return bucket ? byteSet(item, 'f').map((element) => additionId({ bucket, element })) : []
    }),
  )

const foundIn = (items: readonly Item[]): Map<string, Found> => {
  const found = new Map<string, Found>()
  const of = (engagement: string): Found => {
    const one = found.get(engagement) ?? { puts: [], evaluations: [] }
    found.set(engagement, one)
    return one
  }
  for (const item of items) {
    const key = keyOf(item)
    const judged = engagementOfEvaluation(key)
    if (judged !== null) of(judged).evaluations.push(bodyOf<Evaluation>(item))
    const engagement = engagementOfEvent(key)
    if (engagement === null) continue
    const { stored, corrections } = eventItem(item)
    if (stored) of(engagement).puts.push({ status: 'recorded', stored, corrections })
  }
  return found
}

const settleOne = async (
  adapter: Adapter,
  { puts, evaluations }: Found,
  shown: ReadonlySet<string>,
  settling: Settling,
): Promise<Swept> => {
  const { keys, chunks } = adapter
  const isShown = (addition: Addition) => shown.has(additionId(addition))
  const doubtful = puts.filter((put) => {
    const expected = expectedOf(keys, put.stored)
    return expected.length === 0 || !expected.every(isShown)
  })
  const unfinished = await incomplete(adapter, doubtful)
  await complete(adapter, unfinished)

  const gates = evaluations.map((one) => evaluationAddition(keys, one)).filter((addition) => !isShown(addition))
  const uncounted = await missing(chunks, gates)
  const lines = puts
    .flatMap(({ stored }) => [receivedAddition(keys, stored), digestAddition(keys, stored)])
    .filter((addition) => !isShown(addition))
  // A line that stands in an older chunk would be written once more, so what may be there is looked for.
  const unlisted = settling === 'again' ? await missing(chunks, lines) : lines
  await chunks.add([...uncounted, ...unlisted])
  return { seen: puts.length + evaluations.length, completed: unfinished.length + uncounted.length }
}

/**
 * Completes the events and gates among these items of the table, and enters the events in the log of what was
 * received and among the digests of the day they came on: one write for each kilobyte of either. An item may be an image of the past.
 */
export const settle = async (
  adapterFor: (engagement: string) => Adapter,
  items: readonly Item[],
  settling: Settling,
): Promise<Swept> => {
  const shown = shownBy(items)
  const swept: Swept = { seen: 0, completed: 0 }
  for (const [engagement, found] of foundIn(items)) {
    const { seen, completed } = await settleOne(adapterFor(engagement), found, shown, settling)
    swept.seen += seen
    swept.completed += completed
  }
  return swept
}
