import type { CorrectionFact } from '@plumbline/core'
import { type Fields, fromHex } from '../bytes.ts'
import { eventRef } from './fact-codec.ts'

const TIME_BYTES = 8

/** Behind the id of an imported correction; no id has it. */
const IMPORTED = '\0'

/** A correction stands beside facts of other days: its time needs all of its digits, and the header tells none. */
export const encodeCorrection = (fact: CorrectionFact): Uint8Array => {
  const time = Buffer.alloc(TIME_BYTES)
  time.writeDoubleBE(fact.time)
  return Buffer.concat([
    fromHex(`${fact.target}${fact.by}`),
    time,
    Buffer.from(fact.id + (fact.reconstructed ? IMPORTED : '')),
  ])
}

export const decodeCorrection = (fields: Fields): CorrectionFact => {
  const [target, by] = [eventRef(fields), eventRef(fields)]
  const time = Buffer.from(fields.take(TIME_BYTES)).readDoubleBE()
  const id = Buffer.from(fields.rest()).toString()
  const correction = { kind: 'correction', target, by, time } as const
  return id.endsWith(IMPORTED)
    ? { ...correction, id: id.slice(0, -IMPORTED.length), reconstructed: true }
    : { ...correction, id }
}
