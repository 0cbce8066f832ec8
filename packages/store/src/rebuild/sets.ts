import { fromHex, toHex } from '../codec/bytes.ts'
import type { Bucket } from '../keys.ts'
import { type Addition, bucketId } from '../summaries/chunks.ts'

/** Elements by bucket, in hex. */
export type Sets = Map<string, { bucket: Bucket; elements: Set<string> }>

export const enter = (sets: Sets, { bucket, element }: Addition) => {
  const id = bucketId(bucket)
  const set = sets.get(id) ?? { bucket, elements: new Set<string>() }
  set.elements.add(toHex(element))
  sets.set(id, set)
}

export const holds = (sets: Sets, { bucket, element }: Addition): boolean =>
  sets.get(bucketId(bucket))?.elements.has(toHex(element)) ?? false

/** What is in `a` and in none of the others. */
export const difference = (a: Sets, ...others: Sets[]): Addition[] =>
  [...a.values()].flatMap(({ bucket, elements }) =>
    [...elements]
      .map((element) => ({ bucket, element: fromHex(element) }))
      .filter((addition) => !others.some((other) => holds(other, addition))),
  )
