import type { CorrectionFact, Placement } from '@plumbline/core'
import { encodeChangeFact } from '../codec/change.ts'
import { encodeWindowFact } from '../codec/window.ts'
import type { Bucket, EngagementKeys } from '../keys.ts'
import type { Addition } from './chunks.ts'

export const bucketOf = (keys: EngagementKeys, placement: Placement): Bucket =>
  placement.kind === 'window'
    ? keys.days(placement.service, placement.environment, placement.fact.at)
    : keys.commit(placement.service, placement.commit_sha)

const factOf = (placement: Placement): Uint8Array =>
  placement.kind === 'window' ? encodeWindowFact(placement.fact) : encodeChangeFact(placement.fact)

const correctionOf = (placement: Placement, correction: CorrectionFact): Uint8Array =>
  placement.kind === 'window' ? encodeWindowFact(correction) : encodeChangeFact(correction)

/** The facts of an event, each where it is looked for. */
export const factAdditions = (keys: EngagementKeys, placements: Placement[]): Addition[] =>
  placements.map((placement) => ({ bucket: bucketOf(keys, placement), element: factOf(placement) }))

/** Corrections beside the facts they decide about. */
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
