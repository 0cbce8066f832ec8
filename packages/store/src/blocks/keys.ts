import type { Instant } from '@plumbline/core'
import {
  type Bucket,
  bucketCode,
  CODE_LENGTH,
  chunkCode,
  type Key,
  type KeyRange,
  nameOfSpan,
  spanStart,
  startOfCode,
} from '../keys.ts'

/* Keys of old deliveries. They stand in the partition of the facts that they are made of. */

/** The bucket of deliveries of an instant, in a partition. */
export const deliveriesAt = (pk: string, at: Instant): Bucket => ({ pk, prefix: `D${bucketCode(at)}` })

/** All deliveries up to the end of the span of an instant, and the names of their blocks. */
export const deliveriesUntil = (pk: string, at: Instant): KeyRange => ({ pk, from: 'D', to: nameOfSpan(at) })

/** Deliveries of one span, and the name of its block. */
export const deliveriesOf = (pk: string, span: Instant): KeyRange => ({
  pk,
  from: `D${bucketCode(span)}`,
  to: nameOfSpan(span),
})

/** Where it is said which block holds the old deliveries of a span. */
export const blockNameKey = (pk: string, span: Instant): Key => ({ pk, sk: nameOfSpan(span) })

/** What is packed apart: a read of one does not pay for the other. */
export const PACKS = ['delivery', 'commits'] as const
export type Pack = (typeof PACKS)[number]
/** Before every family's letter: no read of facts that are not packed touches them. */
const LETTERS: Record<Pack, string> = { delivery: 'Bd', commits: 'Bc' }
const LETTERS_LENGTH = 2
/** Of a block's version, in characters. */
export const VERSION_LENGTH = 10

export type BlockPart = { pack: Pack; span: Instant; version: string; part: number }

export const blockKey = (pk: string, { pack, span, version, part }: BlockPart): Key => ({
  pk,
  sk: `${LETTERS[pack]}${bucketCode(span)}${version}${chunkCode(part)}`,
})

/** The part of a block that an item is; null for every other item. */
export const blockPartIn = ({ pk, sk }: Key): BlockPart | null => {
  const pack = PACKS.find((one) => sk.startsWith(LETTERS[one]))
  if (pack === undefined || pk.split('#')[1] !== 'S') return null
  const versionAt = LETTERS_LENGTH + CODE_LENGTH
  const part = sk.slice(versionAt + VERSION_LENGTH)
  return {
    pack,
    span: spanStart(startOfCode(sk.slice(LETTERS_LENGTH, versionAt))),
    version: sk.slice(versionAt, versionAt + VERSION_LENGTH),
    part: part === '' ? 0 : Number.parseInt(part.slice(1), 36),
  }
}

/** Blocks of the spans from the first to the last, both included, in every version there is. */
export const blocksBetween = (pk: string, pack: Pack, first: Instant, last: Instant): KeyRange => ({
  pk,
  from: `${LETTERS[pack]}${bucketCode(first)}`,
  to: `${LETTERS[pack]}${bucketCode(last)}~`,
})

/** Is a bucket one whose old facts go into blocks? */
export const isPacked = ({ pk, prefix }: Bucket) => pk.split('#')[1] === 'S' && prefix.startsWith('D')
