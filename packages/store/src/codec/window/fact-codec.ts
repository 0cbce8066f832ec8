import type { CommitRef, EventRef, Instant, NameRef, SubjectRef } from '@plumbline/core'
import { type Fields, UnreadableItem } from '../bytes.ts'

/** How one kind of fact is written: what has few values as digits of a code, and what follows the header. */
export type FactCodec<Fact> = {
  /** How many values each digit can have, with room for more. Stored for ever: a new fact has new bases, never these. */
  bases: readonly number[]
  digits: (fact: Fact) => number[]
  rest: (fact: Fact) => Uint8Array
  /** @throws UnreadableItem for what `digits` and `rest` have not made. */
  decode: (digits: number[], at: Instant, fields: Fields) => Fact
}

const EVENT_BYTES = 8
const SUBJECT_BYTES = 6
const COMMIT_BYTES = 6
const NAME_BYTES = 4
export const VERSION_BYTES = 4

// What was checked when it was encoded is not checked again when it is read: the brands are put back on.
export const eventRef = (fields: Fields) => fields.hex(EVENT_BYTES) as EventRef
export const subjectRef = (fields: Fields) => fields.hex(SUBJECT_BYTES) as SubjectRef
export const commitRef = (fields: Fields) => fields.hex(COMMIT_BYTES) as CommitRef
export const nameRef = (fields: Fields) => fields.hex(NAME_BYTES) as NameRef

/** @throws UnreadableItem where the digit stands for nothing. */
export const pick = <T>(values: readonly T[], digit: number | undefined): T => {
  const value = values[digit ?? -1]
  if (value === undefined) throw new UnreadableItem('a fact’s code means nothing')
  return value
}

/** What follows while there is anything. */
export const untilEnd = <T>(fields: Fields, read: (fields: Fields) => T): T[] => {
  const found: T[] = []
  while (fields.hasMore()) found.push(read(fields))
  return found
}
