import type { Breach, DisputeStatus } from '../breach/breach.ts'
import type { Dispute } from '../decisions/dispute.ts'
import type { Exclusion } from '../decisions/exclusion.ts'
import type { Decision } from '../decisions/refusal.ts'
import { standDispute, standExclusion, standWaiver } from '../decisions/stand.ts'
import type { Waiver } from '../decisions/waiver.ts'
import type { EventRef } from '../events/identity.ts'
import type { CorrectionFact, WindowFact } from '../facts/facts.ts'
import type { Standing } from '../standing/standing.ts'
import { type Instant, parseInstant } from '../time/instant.ts'

/*
 * What was known and what stood at an instant that a tick has missed: by nothing else would one on time have judged.
 */

/** What the parties have decided, with the breach that it is about. */
export type DecidedSince = {
  waivers: readonly { waiver: Waiver; breach: Breach | null }[]
  exclusions: readonly Exclusion[]
  disputes: readonly { dispute: Dispute; breach: Breach }[]
}

type Facts = { facts: readonly WindowFact[]; corrections: readonly CorrectionFact[] }

/** @param receipts when what may have come later was received; what is not in it was known by then */
export const knownAt = ({ facts, corrections }: Facts, receipts: ReadonlyMap<EventRef, Instant>, at: Instant) => {
  const isKnown = (event: EventRef) => (receipts.get(event) ?? at) <= at
  return {
    // A gate is no event: it was known when it was asked.
    facts: facts.filter((fact) => (fact.kind === 'gate' ? fact.at <= at : isKnown(fact.event))),
    corrections: corrections.filter(({ by }) => isKnown(by)),
  }
}

const instant = (text: string | undefined): Instant => (text && parseInstant(text)) || 0

/** The steps of a record until then; null where there are no others. */
const stepsBy = <Step extends { at: string }>({ timeline }: { timeline: Step[] }, by: Instant): Step[] | null => {
  const steps = timeline.filter(({ at }) => instant(at) <= by)
  return steps.length === timeline.length ? null : steps
}

const taken = (standing: Standing, decision: Decision<Standing>): Standing => (decision.ok ? decision.value : standing)

const unwaived = (standing: Standing, { waiver, breach }: DecidedSince['waivers'][number], by: Instant): Standing => {
  const timeline = stepsBy(waiver, by)
  if (!timeline) return standing
  const { ended_at: _, ...rest } = waiver
  return taken(
    standing,
    standWaiver(standing, { ...rest, timeline, status: timeline.at(-1)?.kind ?? 'withdrawn' }, breach, by),
  )
}

const unexcluded = (standing: Standing, exclusion: Exclusion, by: Instant): Standing => {
  const timeline = stepsBy(exclusion, by)
  if (!timeline) return standing
  const { ended_at: _, ...rest } = exclusion
  return taken(
    standing,
    standExclusion(standing, { ...rest, timeline, status: timeline.at(-1)?.kind ?? 'withdrawn' }, by),
  )
}

const DISPUTE_AFTER: Record<Exclude<Dispute['timeline'][number]['kind'], 'ruling_stated'>, DisputeStatus> = {
  opened: 'open',
  answered: 'answered',
  ruled: 'ruled',
  withdrawn: 'withdrawn',
}

const undisputed = (
  standing: Standing,
  { dispute, breach }: DecidedSince['disputes'][number],
  by: Instant,
): Standing => {
  const timeline = stepsBy(dispute, by)
  if (!timeline) return standing
  const { ruling: _, settled_by: __, settled_at: ___, ...rest } = dispute
  const steps = timeline.flatMap(({ kind }) => (kind === 'ruling_stated' ? [] : [DISPUTE_AFTER[kind]]))
  const bare = { ...standing, overturned: standing.overturned.filter(({ id }) => id !== dispute.id) }
  return taken(bare, standDispute(bare, { ...rest, timeline, status: steps.at(-1) ?? 'withdrawn' }, breach, by))
}

/** What stood at an instant: nothing that was decided since, and what was taken back since as it was. */
export const stoodAt = (standing: Standing, since: DecidedSince, at: Instant): Standing => {
  const waived = since.waivers.reduce((before, one) => unwaived(before, one, at), standing)
  const excluded = since.exclusions.reduce((before, one) => unexcluded(before, one, at), waived)
  return since.disputes.reduce((before, one) => undisputed(before, one, at), excluded)
}
