/**
 * Identities of branches, statements and functions as 52-bit hashes, so that a million of them are one Float64Array
 * and not a million strings. Two points of one file collide with a chance of n^2 / 2^53: for 100,000 branches in one
 * file, one in a million; the cost would be one branch counted once instead of twice.
 * The mixing is that of cyrb53 (public domain).
 */
const finish = (a: number, b: number): number => {
  let low = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  let high = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  low >>>= 0
  high >>>= 0
  // 52 bits leave one for "ran" in an exact integer (see packTally).
  return 4294967296 * (0xfffff & high) + low
}

const SEED_A = 0xdeadbeef
const SEED_B = 0x41c6ce57

/** Identity of a few numbers in order, each a non-negative integer below 2^53. */
export const identity = (...parts: number[]): number => {
  let a = SEED_A
  let b = SEED_B
  for (const part of parts) {
    const low = part >>> 0
    const high = (part / 4294967296) >>> 0
    a = Math.imul(Math.imul(a ^ low, 2654435761) ^ high, 2654435761) ^ (a >>> 15)
    b = Math.imul(Math.imul(b ^ low, 1597334677) ^ high, 1597334677) ^ (b >>> 13)
  }
  return finish(a, b)
}

export const identityOfBytes = (bytes: Uint8Array, from: number, to: number): number => {
  let a = SEED_A
  let b = SEED_B
  for (let i = from; i < to; i++) {
    const byte = bytes[i] ?? 0
    a = Math.imul(a ^ byte, 2654435761)
    b = Math.imul(b ^ byte, 1597334677)
  }
  return finish(a, b)
}

export const identityOfText = (text: string): number => {
  let a = SEED_A
  let b = SEED_B
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    a = Math.imul(a ^ unit, 2654435761)
    b = Math.imul(b ^ unit, 1597334677)
  }
  return finish(a, b)
}

/** Tells apart points that share an identity inside one record (two functions of one name), by their order. */
export const createOccurrences = () => {
  const seen = new Map<number, number>()
  return {
    next: (id: number): number => {
      const before = seen.get(id) ?? 0
      seen.set(id, before + 1)
      return before === 0 ? id : identity(id, before)
    },
    clear: () => {
      if (seen.size > 0) seen.clear()
    },
  }
}
