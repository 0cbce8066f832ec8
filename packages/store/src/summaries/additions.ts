import {
  type CorrectionFact,
  DEFAULT_ENVIRONMENT,
  type Evaluation,
  eventDigest,
  eventRef,
  familyOf,
  formatInstant,
  type GateFact,
  gateFactOf,
  nameRef,
  type Placement,
  utcDay,
} from '@plumbline/core'
import { encodeChangeFact } from '../codec/change.ts'
import { encodeDigest } from '../codec/digest.ts'
import { encodeReceived, type Received } from '../codec/received.ts'
import { encodeWindowFact } from '../codec/window.ts'
import type { Bucket, EngagementKeys } from '../keys.ts'
import { instantOf } from '../time.ts'
import type { StoredEvent } from '../values.ts'
import type { Addition } from './chunks.ts'

export const bucketOf = (keys: EngagementKeys, placement: Placement): Bucket =>
  placement.kind === 'window'
    ? keys.days(placement.service, placement.environment, familyOf(placement.fact), placement.fact.at)
    : keys.change(placement.service, placement.of)

const factOf = (placement: Placement): Uint8Array =>
  placement.kind === 'window' ? encodeWindowFact(placement.fact) : encodeChangeFact(placement.fact)

const correctionOf = (placement: Placement, correction: CorrectionFact): Uint8Array =>
  placement.kind === 'window' ? encodeWindowFact(correction) : encodeChangeFact(correction)

/** The facts of an event, each where it is looked for. */
export const factAdditions = (keys: EngagementKeys, placements: Placement[]): Addition[] =>
  placements.map((placement) => ({ bucket: bucketOf(keys, placement), element: factOf(placement) }))

/** Corrections beside the facts they decide about, in every place of theirs. */
export const correctionAdditions = (
  keys: EngagementKeys,
  placements: Placement[],
  corrections: CorrectionFact[],
): Addition[] =>
  placements.flatMap((placement) =>
    corrections.map((correction) => ({
      bucket: bucketOf(keys, placement),
      element: correctionOf(placement, correction),
    })),
  )

/** A gate is of a service as a whole, whatever environment it was asked about. */
export const gateAddition = (keys: EngagementKeys, service: string, fact: GateFact): Addition => ({
  bucket: keys.days(service, DEFAULT_ENVIRONMENT, familyOf(fact), fact.at),
  element: encodeWindowFact(fact),
})

/** What a stored evaluation asks for. */
export const evaluationAddition = (keys: EngagementKeys, evaluation: Evaluation): Addition =>
  gateAddition(keys, evaluation.service, gateFactOf(evaluation))

/** An event as the log of what was received tells it. */
export const receivedLine = ({ identity, event }: StoredEvent): Received => ({
  type: event.type,
  at: instantOf(event.time),
  event: eventRef(identity),
  service: nameRef(event.service),
  source: nameRef(event.source),
})

/** What an event says, who sent it and when it came: with the others of the day it came on, to be sealed. */
export const digestAddition = (keys: EngagementKeys, stored: StoredEvent): Addition => {
  const { identity, event, party, key, receivedAt } = stored
  const received_at = formatInstant(receivedAt)
  const digest = eventDigest({ event, received_at, received_from: { party, key_id: key } })
  const element = encodeDigest(digest, eventRef(identity), receivedAt - utcDay(receivedAt))
  return { bucket: keys.receivedOn(receivedAt), element }
}

export const receivedAddition = (keys: EngagementKeys, stored: StoredEvent): Addition => {
  const line = receivedLine(stored)
  return { bucket: keys.received(line.at), element: encodeReceived(line) }
}
