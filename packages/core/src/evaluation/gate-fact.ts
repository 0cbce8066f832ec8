import { createHash } from 'node:crypto'
import { commitRef, type EventRef, nameRef, versionRef } from '../events/identity.ts'
import type { GateFact } from '../facts/facts.ts'
import { type Instant, parseInstant } from '../time/instant.ts'
import type { Evaluation, ObjectiveResult } from './evaluation.ts'

const REF_HEX = 16

/** Stands for an evaluation among facts as an `EventRef` stands for an event. */
const evaluationRef = (id: string) =>
  createHash('sha256').update(id, 'utf8').digest('hex').slice(0, REF_HEX) as EventRef

const judgedAt = ({ at }: Pick<Evaluation, 'at'>): Instant => {
  const instant = parseInstant(at)
  if (instant === null) throw new TypeError(`no evaluation’s time: ${at}`)
  return instant
}

/** Objectives of the change alone: what a window's block holds back is not this change's doing. */
const blocks = ({ scope, blocking }: Pick<ObjectiveResult, 'scope' | 'blocking'>) => scope === 'change' && blocking

/**
 * What is remembered of a gate among the facts of its service. It comes from the stored evaluation alone, so that
 * writing it again writes the same. An exempted change says what would have blocked it, and the verdict it was given.
 */
export const gateFactOf = (evaluation: Evaluation): GateFact => ({
  kind: 'gate',
  event: evaluationRef(evaluation.id),
  at: judgedAt(evaluation),
  commit: commitRef(evaluation.commit_sha),
  version: versionRef(evaluation.commit_sha),
  pullRequest: evaluation.pull_request?.number ?? null,
  on: evaluation.event,
  verdict: evaluation.verdict,
  merged: evaluation.merged,
  blockedBy: [...new Set(evaluation.objectives.filter(blocks).map(({ id }) => nameRef(id)))],
  reconstructed: false,
})
