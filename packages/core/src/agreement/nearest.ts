const MAX_LENGTH = 64

/** Least number of inserted, dropped, changed or swapped letters between two words (optimal string alignment). */
export const editDistance = (a: string, b: string): number => {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      const cost = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
        swapped ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
      )
      current.push(cost)
    }
    beforeLast = last
    last = current
  }
  return at(last, b.length)
}

const at = (row: number[], column: number): number => row[column] ?? Number.POSITIVE_INFINITY

const plain = (word: string) => word.toLowerCase().replaceAll('_', '-')

const LEAST_PREFIX = 3

/** `thurs` for thu, `enforce` for enforcement; null where more than one could be meant. */
const shortOrLong = (meant: string, allowed: Iterable<string>): string | null => {
  const found = [...allowed].filter((word) => {
    const candidate = plain(word)
    const shorter = Math.min(candidate.length, meant.length)
    return shorter >= LEAST_PREFIX && candidate.slice(0, shorter) === meant.slice(0, shorter)
  })
  return found.length === 1 ? (found[0] ?? null) : null
}

/** The allowed word that was probably meant; null where none is near enough to be worth saying. */
export const nearest = (word: string, allowed: Iterable<string>): string | null => {
  if (word.length === 0 || word.length > MAX_LENGTH) return null
  const meant = plain(word)
  const reach = Math.max(1, Math.floor(meant.length / 3))
  let best: { word: string; distance: number } | null = null
  for (const candidate of allowed) {
    if (candidate.length > MAX_LENGTH || Math.abs(candidate.length - meant.length) > reach) continue
    const distance = editDistance(meant, plain(candidate))
    if (distance <= reach && (!best || distance < best.distance)) best = { word: candidate, distance }
  }
  return best?.word ?? shortOrLong(meant, allowed)
}

/** `; did you mean "x"?` or nothing. */
export const didYouMean = (word: string | null): string => (word === null ? '' : `; did you mean "${word}"?`)
