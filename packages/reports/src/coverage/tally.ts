import type { Count, Measure } from '../report.ts'

/**
 * What makes two points of two reports the same. Points of different schemes can't be told apart or together, so
 * they are never added up.
 * - `lcov`: (line, block, branch) or a function's name    - `istanbul`: the location in the source
 * - `go`: a block with its statements                     - `method`: class, name and signature
 * - `arc`: from line to line (coverage.py)                - `clover`: a line and the order on it
 * - `llvm`: the region's place in the source              - `opencover`: a method and a place in it
 * - `simplecov`: Ruby's place; `simplecov-json`: its lines only
 * - `own`: the tool's own count of a file whose points are more than it counts
 * - `line`: covered and total of a line, without saying which   - `stated`: only the totals of the file
 */
export type Scheme =
  | 'arc'
  | 'clover'
  | 'go'
  | 'istanbul'
  | 'lcov'
  | 'line'
  | 'llvm'
  | 'method'
  | 'opencover'
  | 'own'
  | 'simplecov'
  | 'simplecov-json'
  | 'stated'

/** Covered and total for each identity of one scheme, sorted by identity, in columns. */
export type Tally = {
  measure: Measure
  scheme: Scheme
  ids: Float64Array<ArrayBuffer>
  covered: Uint32Array<ArrayBuffer>
  total: Uint32Array<ArrayBuffer>
}

export type Columns = Pick<Tally, 'ids' | 'covered' | 'total'>

const ascending = (ids: Float64Array): boolean => {
  for (let i = 1; i < ids.length; i++) if ((ids[i] ?? 0) <= (ids[i - 1] ?? 0)) return false
  return true
}

/**
 * Sorts by identity and folds equal identities by the greater covered and the greater total. For points that either
 * ran or did not, that is the union. For counts it is the least the union can be: what one run covered stays covered,
 * and nothing is claimed that no run showed. The columns are given away: they may come back, or be used up.
 */
export const packTally = (columns: Columns): Columns => {
  if (ascending(columns.ids)) return columns
  return arePoints(columns) ? packPoints(columns) : packCounts(columns)
}

/** Each is one point, which ran or did not: what packPoints' one number can hold. */
const arePoints = ({ covered, total }: Columns): boolean => {
  for (let i = 0; i < total.length; i++) if (total[i] !== 1 || (covered[i] ?? 0) > 1) return false
  return true
}

/** Points that ran or did not sort as one number each, without a comparison function: five times as fast. */
const packPoints = ({ ids, covered, total }: Columns): Columns => {
  const { length } = ids
  for (let i = 0; i < length; i++) ids[i] = (ids[i] ?? 0) * 2 + (covered[i] ?? 0)
  ids.sort()
  let kept = 0
  let code = ids[0] ?? 0
  for (let i = 0; i < length; i++) {
    const next = ids[i + 1] ?? 0
    const id = Math.floor(code / 2)
    if (i + 1 === length || id !== Math.floor(next / 2)) {
      covered[kept] = code - id * 2
      ids[kept++] = id
    }
    code = next
  }
  if (kept === length) return { ids, covered, total }
  return { ids: ids.slice(0, kept), covered: covered.slice(0, kept), total: total.slice(0, kept) }
}

const packCounts = ({ ids, covered, total }: Columns): Columns => {
  const order = new Uint32Array(ids.length)
  for (let i = 0; i < order.length; i++) order[i] = i
  order.sort((a, b) => (ids[a] ?? 0) - (ids[b] ?? 0))
  const packed = {
    ids: new Float64Array(ids.length),
    covered: new Uint32Array(ids.length),
    total: new Uint32Array(ids.length),
  }
  let last = -1
  for (const from of order) {
    const id = ids[from] ?? 0
    if (last < 0 || packed.ids[last] !== id) packed.ids[++last] = id
    packed.covered[last] = Math.max(packed.covered[last] ?? 0, covered[from] ?? 0)
    packed.total[last] = Math.max(packed.total[last] ?? 0, total[from] ?? 0)
  }
  return {
    ids: packed.ids.slice(0, last + 1),
    covered: packed.covered.slice(0, last + 1),
    total: packed.total.slice(0, last + 1),
  }
}

const joined = <T extends Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer>>(into: T, a: T, b: T): T => {
  into.set(a)
  into.set(b, a.length)
  return into
}

export const uniteTallies = (a: Tally, b: Tally): Tally => {
  const length = a.ids.length + b.ids.length
  const both = {
    ids: joined(new Float64Array(length), a.ids, b.ids),
    covered: joined(new Uint32Array(length), a.covered, b.covered),
    total: joined(new Uint32Array(length), a.total, b.total),
  }
  return { measure: a.measure, scheme: a.scheme, ...packTally(both) }
}

export const countTally = ({ covered, total }: Columns): Count => {
  const sum: Count = { covered: 0, total: 0 }
  // Not for-of, which takes an iterator a column: two a file and measure.
  for (let i = 0; i < total.length; i++) {
    sum.covered += covered[i] ?? 0
    sum.total += total[i] ?? 0
  }
  return sum
}
