import type { Measure } from '../report.ts'
import { packTally, type Scheme, type Tally } from './tally.ts'

/** A tally while it grows: columns that double, packed once at the end. */
export type TallyColumns = {
  measure: Measure
  scheme: Scheme
  add: (id: number, covered: number, total: number) => void
  finish: () => Tally
}

const FIRST_SIZE = 16

const doubled = <T extends Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer>>(into: T, from: T): T => {
  into.set(from)
  return into
}

export const createTallyColumns = (measure: Measure, scheme: Scheme): TallyColumns => {
  let ids = new Float64Array(FIRST_SIZE)
  let covered = new Uint32Array(FIRST_SIZE)
  let total = new Uint32Array(FIRST_SIZE)
  let length = 0
  return {
    measure,
    scheme,
    add: (id, coveredPoints, totalPoints) => {
      if (length === ids.length) {
        ids = doubled(new Float64Array(length * 2), ids)
        covered = doubled(new Uint32Array(length * 2), covered)
        total = doubled(new Uint32Array(length * 2), total)
      }
      ids[length] = id
      covered[length] = coveredPoints
      total[length++] = totalPoints
    },
    finish: () => ({
      measure,
      scheme,
      ...packTally({
        ids: ids.subarray(0, length),
        covered: covered.subarray(0, length),
        total: total.subarray(0, length),
      }),
    }),
  }
}
