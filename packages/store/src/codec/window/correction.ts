import type { CorrectionFact } from '@plumbline/core'
import { type Fields, fromHex } from '../bytes.ts'
import { eventRef } from './fact-codec.ts'

const TIME_BYTES = 8

/** A correction stands beside facts of other days: its time needs all of its digits, and the header tells none. */
export const encodeCorrection = (fact: CorrectionFact): Uint8Array => {
  const time = Buffer.alloc(TIME_BYTES)
  time.writeDoubleBE(fact.time)
  return Buffer.concat([fromHex(`${fact.target}${fact.by}`), time, Buffer.from(fact.id)])
}

export const decodeCorrection = (fields: Fields): CorrectionFact => ({
  kind: 'correction',
  target: eventRef(fields),
  by: eventRef(fields),
  time: Buffer.from(fields.take(TIME_BYTES)).readDoubleBE(),
  id: Buffer.from(fields.rest()).toString(),
})
