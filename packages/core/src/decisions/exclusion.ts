import type { Actor } from '../breach/breach.ts'
import type { KeptRecord } from '../records/records.ts'
import { ok } from '../result.ts'
import { DAY, formatInstant, type Instant, parseInstant } from '../time/instant.ts'
import { type Known, unknownName } from './known.ts'
import { type Decision, notNow, notYours, otherThan } from './refusal.ts'

/*
 * Time that both parties agree to leave out of the measurement: proposed by one, approved by the other. Neither can
 * take its own bad hours out.
 */

export const EXCLUSION_STATUSES = ['proposed', 'approved', 'rejected', 'withdrawn', 'revoked'] as const
export type ExclusionStatus = (typeof EXCLUSION_STATUSES)[number]
export const EXCLUSION_CATEGORIES = ['maintenance', 'client_caused', 'force_majeure'] as const
export type ExclusionCategory = (typeof EXCLUSION_CATEGORIES)[number]

export type ExclusionStep = { at: string; kind: ExclusionStatus; by: Actor; note?: string }

/** Wire form. */
export type Exclusion = Omit<KeptRecord<'exclusion'>, 'timeline'> & {
  status: ExclusionStatus
  category: ExclusionCategory
  from: string
  /** Exclusive, as it was agreed. */
  to: string
  /** When it was revoked: it ended then where it had begun, and never was where it had not. */
  ended_at?: string
  /** Null: every service. */
  services: string[] | null
  /** Of a window or a clock; null: all of them. */
  objectives: string[] | null
  reason: string
  /** Proposed before it began. Maintenance that was not announced is told as that, and stays downtime. */
  with_notice: boolean
  proposed_by: Actor
  timeline: ExclusionStep[]
}

/** The longest that is left out at once, and how far back or ahead it may lie. */
export const LONGEST_EXCLUSION_MS = 366 * DAY

export type ExclusionAsked = {
  id: string
  category: ExclusionCategory
  from: Instant
  to: Instant
  services: readonly string[] | null
  objectives: readonly string[] | null
  reason: string
}

const times = ({ from, to }: ExclusionAsked, at: Instant): Decision<null> => {
  const no = (pointer: string, detail: string): Decision<null> => ({
    ok: false,
    errors: [{ code: 'out_of_range', pointer, detail }],
  })
  if (to <= from) return no('/to', 'must lie after from')
  if (to - from > LONGEST_EXCLUSION_MS) return no('/to', 'must be at most a year after from')
  if (from < at - LONGEST_EXCLUSION_MS) return no('/from', 'must be at most a year ago')
  return from > at + LONGEST_EXCLUSION_MS ? no('/from', 'must be at most a year ahead') : ok(null)
}

const names = ({ services, objectives }: ExclusionAsked, known: Known): Decision<null> => {
  const all = [
    ...(services ?? []).map((name, i) => unknownName(name, known.services, `/services/${i}`, 'service')),
    ...(objectives ?? []).map((name, i) =>
      unknownName(name, known.windowed, `/objectives/${i}`, 'objective with a window'),
    ),
  ]
  return all.find((one) => !one.ok) ?? ok(null)
}

/** Either party proposes; nothing is left out until the other one approves. */
export const proposeExclusion = (asked: ExclusionAsked, known: Known, by: Actor, at: Instant): Decision<Exclusion> => {
  const sound = [times(asked, at), names(asked, known)].find((one) => !one.ok)
  if (sound && !sound.ok) return sound
  const { id, category, from, to, services, objectives, reason } = asked
  return ok({
    kind: 'exclusion',
    id,
    at: formatInstant(at),
    revision: 1,
    status: 'proposed',
    category,
    from: formatInstant(from),
    to: formatInstant(to),
    services: services && [...new Set(services)],
    objectives: objectives && [...new Set(objectives)],
    reason,
    with_notice: at < from,
    proposed_by: by,
    timeline: [{ at: formatInstant(at), kind: 'proposed', by }],
  })
}

export const EXCLUSION_MOVES = ['approve', 'reject', 'withdraw', 'revoke'] as const
export type ExclusionMove = (typeof EXCLUSION_MOVES)[number]

const LEADS_TO: Record<ExclusionMove, ExclusionStatus> = {
  approve: 'approved',
  reject: 'rejected',
  withdraw: 'withdrawn',
  revoke: 'revoked',
}

const WHY: Record<ExclusionMove, string> = {
  approve: 'nobody takes its own hours out',
  reject: 'whoever proposed it withdraws it instead',
  withdraw: 'the other party rejects it instead',
  revoke: 'it has begun, and permission is taken back by whoever gave it',
}

/** Before it begins either may call it off; once it runs, only who approved it. */
const partiesFor = ({ proposed_by, from }: Exclusion, move: ExclusionMove, at: Instant): Actor['party'][] => {
  const other = otherThan(proposed_by.party)
  if (move === 'withdraw') return [proposed_by.party]
  return move === 'revoke' && at < (parseInstant(from) ?? 0) ? ['client', 'vendor'] : [other]
}

const refusalOf = (exclusion: Exclusion, move: ExclusionMove, by: Actor, at: Instant): Decision<Exclusion> | null => {
  const parties = partiesFor(exclusion, move, at)
  const may = `the ${parties.join(' or the ')} may ${move} it`
  if (!parties.includes(by.party)) return notYours(`only ${may}: ${WHY[move]}`)
  const needed = move === 'revoke' ? 'approved' : 'proposed'
  if (exclusion.status !== needed) return notNow(`it is ${exclusion.status}; ${may} while it is ${needed}`)
  if (move === 'revoke' && (parseInstant(exclusion.to) ?? 0) <= at)
    return notNow(`it ended at ${exclusion.to}; ${may} before its end, what both agreed about the past stays agreed`)
  return null
}

/**
 * What a party decides about an exclusion. One that is revoked while it runs ends then: what lay in it by that moment
 * stays left out.
 */
export const moveExclusion = (
  exclusion: Exclusion,
  move: ExclusionMove,
  by: Actor,
  at: Instant,
  note?: string,
): Decision<Exclusion> => {
  const kind = LEADS_TO[move]
  const last = exclusion.timeline.at(-1)
  if (exclusion.status === kind && last?.by.party === by.party) return ok(exclusion)
  const refusal = refusalOf(exclusion, move, by, at)
  if (refusal) return refusal
  const step: ExclusionStep = { at: formatInstant(at), kind, by, ...(note ? { note } : {}) }
  return ok({
    ...exclusion,
    status: kind,
    revision: exclusion.revision + 1,
    ...(move === 'revoke' ? { ended_at: step.at } : {}),
    timeline: [...exclusion.timeline, step],
  })
}
