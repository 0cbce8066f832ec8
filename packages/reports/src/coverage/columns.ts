import type { Measure } from '../report.ts'
import { packTally, type Scheme, type Tally } from './tally.ts'

const FIRST_SIZE = 16
/** Identity, covered and total of a point. */
const PARTS = 3

/**
 * A tally while it grows, packed once at the end. One array that doubles: most files have a dozen points, and to make
 * three arrays for each of their tallies takes longer than to fill them.
 */
export class TallyColumns {
  readonly measure: Measure
  readonly scheme: Scheme
  #rows = new Float64Array(FIRST_SIZE * PARTS)
  #length = 0

  constructor(measure: Measure, scheme: Scheme) {
    this.measure = measure
    this.scheme = scheme
  }

  add(id: number, covered: number, total: number): void {
    const at = this.#length++ * PARTS
    if (at === this.#rows.length) {
      const rows = new Float64Array(at * 2)
      rows.set(this.#rows)
      this.#rows = rows
    }
    this.#rows[at] = id
    this.#rows[at + 1] = covered
    this.#rows[at + 2] = total
  }

  finish(): Tally {
    const rows = this.#rows
    const length = this.#length
    const columns = { ids: new Float64Array(length), covered: new Uint32Array(length), total: new Uint32Array(length) }
    for (let i = 0; i < length; i++) {
      columns.ids[i] = rows[i * PARTS] ?? 0
      columns.covered[i] = rows[i * PARTS + 1] ?? 0
      columns.total[i] = rows[i * PARTS + 2] ?? 0
    }
    const { ids, covered, total } = packTally(columns)
    return { measure: this.measure, scheme: this.scheme, ids, covered, total }
  }
}
