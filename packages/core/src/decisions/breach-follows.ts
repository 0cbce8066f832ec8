import { type Breach, type BreachTransition, plainStatus } from '../breach/breach.ts'
import { isRolling } from '../breach/identity.ts'
import { indicator } from '../indicators/catalogue.ts'
import { formatInstant, type Instant, parseInstant } from '../time/instant.ts'
import type { Dispute, DisputeStep } from './dispute.ts'
import { clockOf } from './identity.ts'
import type { Waiver } from './waiver.ts'

/*
 * What a decision does to the breach it is about. The breach keeps what it is beneath, so that nothing is lost when
 * the dispute or the waiver ends.
 */

const putAside = (breach: Breach, status: 'disputed' | 'waived'): Breach => ({
  ...breach,
  status,
  beneath: plainStatus(breach),
})

/** As it is without dispute and waiver. */
const laidBare = (breach: Breach): Breach => {
  const { beneath: _, waiver: __, ...bare } = breach
  return { ...bare, status: plainStatus(breach) }
}

const KINDS: Record<DisputeStep['kind'], BreachTransition['kind']> = {
  opened: 'disputed',
  answered: 'answered',
  ruling_stated: 'ruling_stated',
  ruled: 'ruled',
  withdrawn: 'dispute_withdrawn',
}

const told = ({ id }: Dispute, { at, kind, by, text, ruling, settled_by }: DisputeStep): BreachTransition => ({
  at,
  kind: KINDS[kind],
  by,
  ...(text === undefined ? {} : { note: text }),
  dispute: id,
  ...(ruling === undefined ? {} : { ruling }),
  ...(settled_by === undefined ? {} : { settled_by }),
})

/** Brings a breach to where its dispute is; the same where it is there already. */
export const followDispute = (breach: Breach, dispute: Dispute): Breach => {
  const known = breach.timeline.filter((step) => step.dispute === dispute.id).length
  const steps = dispute.timeline.slice(known)
  if (steps.length === 0) return breach
  const { id, status, answer_due_at, agree_by, ruling } = dispute
  const next: Breach = {
    ...breach,
    dispute: {
      id,
      status,
      answer_due_at,
      ...(agree_by === undefined ? {} : { agree_by }),
      ...(ruling === undefined ? {} : { ruling }),
    },
    timeline: [...breach.timeline, ...steps.map((step) => told(dispute, step))],
  }
  if (status === 'open' || status === 'answered') return putAside(next, 'disputed')
  const bare = laidBare(next)
  return ruling === 'overturn' ? { ...bare, status: 'overturned' } : bare
}

/** The breach that an approved waiver names is waived; of two waivers the one that lasts longer counts. */
export const waiveBreach = (breach: Breach, waiver: Waiver, step: Pick<BreachTransition, 'at' | 'by'>): Breach => {
  const { id, expires_at, reason } = waiver
  const longest = breach.waiver && breach.waiver.expires_at > expires_at ? breach.waiver : { id, expires_at }
  return {
    ...putAside(breach, 'waived'),
    waiver: longest,
    timeline: [...breach.timeline, { ...step, kind: 'waived', waiver: id, note: reason }],
  }
}

/**
 * Can what is waived still become better or worse? A window that runs, and a commit's state that a later merge mends:
 * those come back when their waiver ends. Of what is past nothing more is learnt, and it stays waived.
 */
export const mayComeBack = (breach: Breach, at: Instant): boolean => {
  const { window, indicator: key } = breach
  if (clockOf(breach)) return false
  return window ? isRolling(window) || (parseInstant(window.to) ?? 0) > at : indicator(key)?.info.describes === 'state'
}

/** The waiver of a breach is over: what it was beneath shows again, where that can still change. */
export const unwaiveBreach = (breach: Breach, waiver: Pick<Waiver, 'id'>, at: Instant): Breach => {
  if (breach.status !== 'waived' || breach.waiver?.id !== waiver.id || !mayComeBack(breach, at)) return breach
  const step: BreachTransition = {
    at: formatInstant(at),
    kind: 'waiver_ended',
    by: { engine: true },
    waiver: waiver.id,
  }
  return { ...laidBare(breach), timeline: [...breach.timeline, step] }
}
