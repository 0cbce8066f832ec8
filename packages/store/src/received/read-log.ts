import { toHex } from '../codec/bytes.ts'
import { decodeReceived, type Received } from '../codec/received.ts'
import { byteSet, keyOf } from '../dynamo/attributes.ts'
import type { Item } from '../dynamo/capacity.ts'
import type { Dynamo, RangePage } from '../dynamo/dynamo.ts'
import { type KeyRange, startOfBucketIn } from '../keys.ts'

/** The log of two days: each event once, in no order. */
export type LogBucket = {
  start: number
  lines: Received[]
  /** Items it was read from. */
  chunks: number
  /** Nothing follows in this range. */
  isLast: boolean
}

/** Items asked for at first, and then twice as many each time: what is read for nothing is no more than was needed. */
const FIRST_STEP = 4

const bucketOf = (start: number, items: Item[], isLast: boolean): LogBucket => {
  // An element in two chunks is one.
  const lines = new Map(
    items.flatMap((item) =>
      byteSet(item, 'f').map((element) => [toHex(element), decodeReceived(element, start)] as const),
    ),
  )
  return { start, lines: [...lines.values()], chunks: items.length, isLast }
}

const startOf = (item: Item) => startOfBucketIn(keyOf(item).sk) ?? 0

/** A range of the log, one bucket after the other; each is read to its end, and little beyond it. */
export async function* readLog(db: Dynamo, range: KeyRange, descending: boolean): AsyncGenerator<LogBucket> {
  let held: Item[] = []
  let after: string | null = null
  let limit = FIRST_STEP
  do {
    const page: RangePage = await db.rangePage(range, { descending, limit, after })
    for (const item of page.items) {
      const [first] = held
      if (first && startOf(first) !== startOf(item)) {
        yield bucketOf(startOf(first), held, false)
        held = []
      }
      held.push(item)
    }
    after = page.last
    limit *= 2
  } while (after !== null)
  const [first] = held
  if (first) yield bucketOf(startOf(first), held, true)
}
