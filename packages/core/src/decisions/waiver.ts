import type { Actor, Breach } from '../breach/breach.ts'
import type { KeptRecord } from '../records/records.ts'
import { ok } from '../result.ts'
import { DAY, formatInstant, type Instant, parseInstant } from '../time/instant.ts'
import { type Known, unknownNames } from './known.ts'
import { type Decision, notNow, notYours, otherThan } from './refusal.ts'

/*
 * Permission from the other party not to count a breach: asked for by one, given by the other, for a reason and never
 * for ever. It covers an objective from now on, or one breach that there is already.
 */

export const WAIVER_STATUSES = ['requested', 'approved', 'rejected', 'withdrawn', 'revoked', 'expired'] as const
export type WaiverStatus = (typeof WAIVER_STATUSES)[number]

export type WaiverStep = { at: string; kind: WaiverStatus; by: Actor | { engine: true }; note?: string }

/** Wire form. */
export type Waiver = Omit<KeptRecord<'waiver'>, 'timeline'> & {
  status: WaiverStatus
  objective: string
  /** Null: every service. */
  service: string | null
  /** The one breach it is about; null: whatever goes wrong while it holds. */
  breach: string | null
  /** From when on it holds: not before it is approved, for a breach since that opened. Null until then. */
  from: string | null
  /** Exclusive. */
  expires_at: string
  /** When it ended: at its expiry, or when it was revoked before. */
  ended_at?: string
  reason: string
  requested_by: Actor
  timeline: WaiverStep[]
}

/** The longest that a waiver holds: the same day next year is in time. */
export const LONGEST_WAIVER_MS = 366 * DAY

export type WaiverAsked = {
  id: string
  objective: string
  service: string | null
  breach: Breach | null
  /** Undefined: as soon as it is approved. */
  from?: Instant | undefined
  expiresAt: Instant
  reason: string
}

const times = ({ from, expiresAt, breach }: WaiverAsked, at: Instant): Decision<null> => {
  const no = (pointer: string, detail: string): Decision<null> => ({
    ok: false,
    errors: [{ code: 'out_of_range', pointer, detail }],
  })
  if (expiresAt <= at) return no('/expires_at', 'must lie in the future: a waiver always ends')
  if (expiresAt > at + LONGEST_WAIVER_MS)
    return no('/expires_at', `must be at most a year ahead: ${formatInstant(at + LONGEST_WAIVER_MS)}`)
  if (from === undefined) return ok(null)
  if (breach) return no('/from', 'must be left out: a waiver of one breach holds since that opened')
  if (from < at) return no('/from', 'must not lie in the past: what went wrong already is waived by naming its breach')
  return from < expiresAt ? ok(null) : no('/from', 'must lie before expires_at')
}

/** Why a breach can't be waived as it is now; null where it can. */
export const waivingRefused = ({ status }: Breach): string | null => {
  if (status === 'disputed') return 'the breach is disputed; it can be waived once that is ruled or withdrawn'
  return status === 'overturned' ? 'the breach was overturned: there is nothing to waive' : null
}

/** Either party asks, with a reason; nothing follows from it until the other one approves. */
export const requestWaiver = (asked: WaiverAsked, known: Known, by: Actor, at: Instant): Decision<Waiver> => {
  const { id, objective, service, breach, from, expiresAt, reason } = asked
  const names = breach ? ok(null) : unknownNames(known, { objective, service })
  if (!names.ok) return names
  const timely = times(asked, at)
  if (!timely.ok) return timely
  const refusal = breach && waivingRefused(breach)
  if (refusal) return notNow(refusal)
  const opened = breach ? breach.opened_at : null
  return ok({
    kind: 'waiver',
    id,
    at: formatInstant(at),
    revision: 1,
    status: 'requested',
    objective: breach?.objective ?? objective,
    service: breach?.service ?? service,
    breach: breach?.id ?? null,
    from: from === undefined ? opened : formatInstant(from),
    expires_at: formatInstant(expiresAt),
    reason,
    requested_by: by,
    timeline: [{ at: formatInstant(at), kind: 'requested', by }],
  })
}

export const WAIVER_MOVES = ['approve', 'reject', 'withdraw', 'revoke'] as const
export type WaiverMove = (typeof WAIVER_MOVES)[number]

const LEADS_TO: Record<WaiverMove, WaiverStatus> = {
  approve: 'approved',
  reject: 'rejected',
  withdraw: 'withdrawn',
  revoke: 'revoked',
}

const expiryOf = ({ expires_at }: Pick<Waiver, 'expires_at'>): Instant => parseInstant(expires_at) ?? 0

/** The party that may do it, and the state it has to be in. */
const allowed = ({ requested_by }: Waiver, move: WaiverMove) => ({
  party: move === 'withdraw' ? requested_by.party : otherThan(requested_by.party),
  in: move === 'revoke' ? ('approved' as const) : ('requested' as const),
})

const WHY: Record<WaiverMove, string> = {
  approve: 'nobody waives for itself',
  reject: 'whoever asked withdraws it instead',
  withdraw: 'the other party rejects it instead',
  revoke: 'permission is taken back by whoever gave it',
}

const refusalOf = (waiver: Waiver, move: WaiverMove, by: Actor, at: Instant): Decision<Waiver> | null => {
  const { party, in: needed } = allowed(waiver, move)
  if (by.party !== party) return notYours(`only the ${party} may ${move} it: ${WHY[move]}`)
  if (waiver.status !== needed)
    return notNow(`it is ${waiver.status}; the ${party} may ${move} it while it is ${needed}`)
  if (move === 'approve' && expiryOf(waiver) <= at)
    return notNow(`it was asked for until ${waiver.expires_at}, which is past; ask anew with a later expires_at`)
  return null
}

const stepped = (waiver: Waiver, step: WaiverStep, change: Partial<Waiver>): Waiver => ({
  ...waiver,
  ...change,
  status: step.kind,
  revision: waiver.revision + 1,
  timeline: [...waiver.timeline, step],
})

/** What was decided already by the same party stays as it is, and is answered unchanged. */
const isRepeated = ({ status, timeline }: Waiver, move: WaiverMove, by: Actor) => {
  const last = timeline.at(-1)
  return status === LEADS_TO[move] && last !== undefined && 'party' in last.by && last.by.party === by.party
}

/** What a party decides about a waiver. */
export const moveWaiver = (
  stored: Waiver,
  move: WaiverMove,
  by: Actor,
  at: Instant,
  note?: string,
): Decision<Waiver> => {
  const waiver = waiverAt(stored, at)
  if (isRepeated(waiver, move, by)) return ok(stored)
  const refusal = refusalOf(waiver, move, by, at)
  if (refusal) return refusal
  const step: WaiverStep = { at: formatInstant(at), kind: LEADS_TO[move], by, ...(note ? { note } : {}) }
  if (move === 'approve') {
    const asked = waiver.from === null ? at : (parseInstant(waiver.from) ?? at)
    const from = waiver.breach === null ? Math.max(asked, at) : asked
    return ok(stepped(waiver, step, { from: formatInstant(from) }))
  }
  return ok(stepped(waiver, step, move === 'revoke' ? { ended_at: step.at } : {}))
}

/** As it is at an instant: an approved one ends by itself. The same where there is nothing to change. */
export const waiverAt = (waiver: Waiver, at: Instant): Waiver =>
  waiver.status === 'approved' && expiryOf(waiver) <= at
    ? stepped(waiver, { at: waiver.expires_at, kind: 'expired', by: { engine: true } }, { ended_at: waiver.expires_at })
    : waiver
