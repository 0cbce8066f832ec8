import { UnreadableItem } from './bytes.ts'

const BYTE = 8
/** Longer runs are no times of ours: an unreadable block must not be read for ever. */
const LONGEST_RUN = 1_000_000

/** Writes bits, the highest first, and ends at a whole byte. */
export const bitWriter = () => {
  const bytes: number[] = []
  let free = 0
  const bit = (one: number) => {
    if (free === 0) {
      bytes.push(0)
      free = BYTE
    }
    free -= 1
    if (one) bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) + 2 ** free
  }
  const bits = (number: number, width: number) => {
    for (let place = width - 1; place >= 0; place--) bit(Math.floor(number / 2 ** place) % 2)
  }
  return {
    bits,
    /** Rice's code: what is above `width` bits as so many ones. Short for numbers around 2^width. */
    rice: (number: number, width: number) => {
      for (let ones = Math.floor(number / 2 ** width); ones > 0; ones--) bit(1)
      bit(0)
      bits(number % 2 ** width, width)
    },
    bytes: (): Buffer => Buffer.from(bytes),
  }
}

/** Bits that `rice` takes for these numbers. */
const riceLength = (numbers: number[], width: number) =>
  numbers.reduce((sum, number) => sum + Math.floor(number / 2 ** width) + 1 + width, 0)

const WIDTHS = Array.from({ length: 31 }, (_, width) => width)

/** The width that is shortest for all of these. */
export const riceWidth = (numbers: number[]): number =>
  WIDTHS.reduce((best, width) => (riceLength(numbers, width) < riceLength(numbers, best) ? width : best))

/** Reads what `bitWriter` wrote; `used` is how many bytes that were. */
export const bitReader = (bytes: Uint8Array) => {
  let position = 0
  const bit = (): number => {
    const byte = bytes[Math.floor(position / BYTE)]
    if (byte === undefined) throw new UnreadableItem('bits are missing')
    position += 1
    return Math.floor(byte / 2 ** (BYTE - 1 - ((position - 1) % BYTE))) % 2
  }
  const bits = (width: number): number => {
    let number = 0
    for (let place = 0; place < width; place++) number = number * 2 + bit()
    return number
  }
  return {
    bits,
    rice: (width: number): number => {
      let above = 0
      while (bit() === 1) if (++above > LONGEST_RUN) throw new UnreadableItem('a number is too great')
      return above * 2 ** width + bits(width)
    },
    used: () => Math.ceil(position / BYTE),
  }
}
