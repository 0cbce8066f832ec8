import type { AvailabilityFact, HeartbeatFact, MeasurementFact, Party } from '@plumbline/core'
import { type Fields, fromHex, varint } from '../bytes.ts'
import { coded } from '../coded.ts'
import { spanNumber, spanOf } from '../span.ts'
import { eventRef, type FactCodec, nameRef, pick } from './fact-codec.ts'

const STATES = coded<AvailabilityFact['state']>({ up: 0, degraded: 1, down: 2, maintenance: 3 })
const REPORTERS: readonly Party[] = ['client', 'vendor']

type Lasting = AvailabilityFact | HeartbeatFact

/** What was watched: by whom, and how long. */
const lasting = (fact: Lasting) =>
  Buffer.concat([fromHex(`${fact.event}${fact.source}`), varint(spanNumber(fact.to - fact.at))])

const readLasting = (at: number, fields: Fields) => {
  const event = eventRef(fields)
  const source = nameRef(fields)
  return { event, source, at, to: at + spanOf(fields.varint()) }
}

export const availability: FactCodec<AvailabilityFact> = {
  bases: [8, 2],
  digits: (fact) => [STATES.code(fact.state), Number(fact.reconstructed)],
  rest: lasting,
  decode: ([state, reconstructed], at, fields) => ({
    kind: 'availability',
    ...readLasting(at, fields),
    state: STATES.name(state),
    reconstructed: reconstructed === 1,
  }),
}

export const heartbeat: FactCodec<HeartbeatFact> = {
  bases: [2],
  digits: (fact) => [Number(fact.reconstructed)],
  rest: lasting,
  decode: ([reconstructed], at, fields) => ({
    kind: 'heartbeat',
    ...readLasting(at, fields),
    reconstructed: reconstructed === 1,
  }),
}

const DOUBLE_BYTES = 8

const double = (value: number): Buffer => {
  const bytes = Buffer.alloc(DOUBLE_BYTES)
  // JSON knows no zero below zero: an event that says -0 says 0 when it is read again, and so must its fact.
  bytes.writeDoubleBE(value === 0 ? 0 : value)
  return bytes
}

export const measurement: FactCodec<MeasurementFact> = {
  bases: [2, 2],
  digits: (fact) => [REPORTERS.indexOf(fact.reporter), Number(fact.reconstructed)],
  rest: (fact) =>
    Buffer.concat([
      fromHex(`${fact.event}${fact.source}${fact.indicator}`),
      double(fact.value),
      varint(fact.samples),
      Buffer.from(fact.unit),
    ]),
  decode: ([reporter, reconstructed], at, fields) => ({
    kind: 'measurement',
    event: eventRef(fields),
    at,
    source: nameRef(fields),
    indicator: nameRef(fields),
    value: Buffer.from(fields.take(DOUBLE_BYTES)).readDoubleBE(),
    samples: fields.varint(),
    unit: Buffer.from(fields.rest()).toString(),
    reporter: pick(REPORTERS, reporter),
    reconstructed: reconstructed === 1,
  }),
}
