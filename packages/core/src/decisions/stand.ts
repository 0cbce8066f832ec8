import type { Breach } from '../breach/breach.ts'
import { ok } from '../result.ts'
import type { Standing } from '../standing/standing.ts'
import { DAY, type Instant, parseInstant } from '../time/instant.ts'
import { type Dispute, settlesAt } from './dispute.ts'
import type { Exclusion } from './exclusion.ts'
import { identityOf } from './identity.ts'
import { type Decision, notNow } from './refusal.ts'
import type { Waiver } from './waiver.ts'

/*
 * What gates need of a decision, in and out of what stands. A window is judged anew until it is final, and pooled with
 * two before it: what ended longer ago than that can matter to nobody.
 */

const KEPT_MS = 400 * DAY

/** Each is read by every gate; all of them together are a few kilobytes. */
export const MOST_STANDING = 100

const instantOf = (text: string | null | undefined, otherwise = 0): Instant => (text && parseInstant(text)) || otherwise

const withoutId = <T extends { id: string }>(all: readonly T[], id: string): T[] => all.filter((one) => one.id !== id)

const room = <T>(what: string, all: readonly T[], standing: Standing): Decision<Standing> =>
  all.length <= MOST_STANDING
    ? ok(standing)
    : notNow(
        `there are ${MOST_STANDING} ${what} already that may still matter; revoke one, or wait until some are long over`,
      )

/** @param breach the one that the waiver names */
export const standWaiver = (
  standing: Standing,
  waiver: Waiver,
  breach: Breach | null,
  at: Instant,
): Decision<Standing> => {
  const { id, status, objective, service, reason } = waiver
  const others = withoutId(standing.waivers, id).filter(({ until }) => until > at - KEPT_MS)
  const expiresAt = instantOf(waiver.expires_at)
  // A window is judged in its last millisecond, even where somebody noticed later that it was missed.
  const lastJudged = breach?.window ? instantOf(breach.window.to) - 1 : Number.POSITIVE_INFINITY
  const from = Math.min(instantOf(waiver.from), lastJudged)
  const until = instantOf(waiver.ended_at, expiresAt)
  const holds = ['approved', 'revoked', 'expired'].includes(status) && until > from
  if (!holds) return ok({ ...standing, waivers: others })
  const named = breach && { id: breach.id, identity: identityOf(breach) }
  const ended = waiver.ended_at === undefined ? {} : { ended: true as const }
  const waivers = [...others, { id, objective, service, from, until, expiresAt, reason, breach: named, ...ended }]
  return room('waivers', waivers, { ...standing, waivers })
}

export const standExclusion = (standing: Standing, exclusion: Exclusion, at: Instant): Decision<Standing> => {
  const { id, status, category, services, objectives, reason, with_notice: withNotice } = exclusion
  const others = withoutId(standing.exclusions, id).filter(({ to }) => to > at - KEPT_MS)
  const from = instantOf(exclusion.from)
  const to = Math.min(instantOf(exclusion.to), instantOf(exclusion.ended_at, Number.POSITIVE_INFINITY))
  if ((status !== 'approved' && status !== 'revoked') || to <= from) return ok({ ...standing, exclusions: others })
  const exclusions = [...others, { id, category, from, to, services, objectives, reason, withNotice }]
  return room('exclusions', exclusions, { ...standing, exclusions })
}

/** An open dispute holds back what is final; an overturned breach takes its window, clock or change out for good. */
export const standDispute = (standing: Standing, dispute: Dispute, breach: Breach, at: Instant): Decision<Standing> => {
  const { id, status, ruling } = dispute
  const disputes = withoutId(standing.disputes, id)
  const named = {
    id,
    breach: breach.id,
    service: breach.service,
    objective: breach.objective,
    identity: identityOf(breach),
    openedAt: instantOf(breach.opened_at),
  }
  if (status === 'open' || status === 'answered') {
    const open = [...disputes, { ...named, dueAt: settlesAt(dispute) }]
    return room('open disputes', open, { ...standing, disputes: open })
  }
  if (ruling !== 'overturn') return ok({ ...standing, disputes })
  const others = withoutId(standing.overturned, id).filter(({ ruledAt }) => ruledAt > at - KEPT_MS)
  const overturned = [...others, { ...named, ruledAt: instantOf(dispute.settled_at, at) }]
  return ok({ ...standing, disputes, overturned })
}
