/*
 * A length of time, or the distance of two instants, as one whole number that is small for what is usual: most are
 * whole seconds, and the lowest bit says whether one is. The next says the direction.
 */

const SECOND_MS = 1_000

const isWhole = (ms: number) => ms % SECOND_MS === 0

/** @param ms any whole number of milliseconds between two instants of the years 0 to 9999 */
export const spanNumber = (ms: number): number => {
  const length = Math.abs(ms) / (isWhole(ms) ? SECOND_MS : 1)
  return (length * 2 + Number(ms < 0)) * 2 + Number(!isWhole(ms))
}

export const spanOf = (number: number): number => {
  const length = Math.floor(number / 4) * (number % 2 === 0 ? SECOND_MS : 1)
  return Math.floor(number / 2) % 2 === 0 ? length : -length
}
