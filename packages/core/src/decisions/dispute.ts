import type { DisputeTerms } from '../agreement/terms.ts'
import type { Actor, Breach, DisputeStatus, Ruling, SettledBy, Speaker } from '../breach/breach.ts'
import type { KeptRecord } from '../records/records.ts'
import { ok } from '../result.ts'
import { formatInstant, type Instant, parseInstant } from '../time/instant.ts'
import { mayComeBack } from './breach-follows.ts'
import { type Decision, notNow, notYours, otherThan } from './refusal.ts'

/*
 * A party says that a breach is none. The other one answers; a ruling counts when both give the same, or when the
 * arbiter gives it. Who is to answer and keeps silent has agreed to whatever the agreement says of silence. Two who go on
 * disagreeing end as most contracts have it: after a time to agree, or for the arbiter to rule, what was judged stands.
 */

export type DisputeStep = {
  at: string
  kind: 'opened' | 'answered' | 'ruling_stated' | 'ruled' | 'withdrawn'
  by: Speaker | { engine: true }
  text?: string
  ruling?: Ruling
  settled_by?: SettledBy
}

/** Wire form. */
export type Dispute = Omit<KeptRecord<'dispute'>, 'timeline'> & {
  status: DisputeStatus
  breach: string
  objective: string
  service: string
  opened_by: Actor
  reason: string
  /** Until when the other party can answer: after that its silence counts. */
  answer_due_at: string
  /** What silence on it means, as it was agreed when the breach opened. */
  silence: DisputeTerms['silence']
  /** Until when the two can agree, or the arbiter rule: after that the breach stands. Older ones wait for the arbiter. */
  agree_by?: string
  /** Who rules where the two don't agree; null: nobody. */
  arbiter: string | null
  /** What each holds to be right, by its last word. */
  stated: Partial<Record<Speaker['party'], Ruling>>
  ruling?: Ruling
  settled_by?: SettledBy
  settled_at?: string
  timeline: DisputeStep[]
}

/** A breach is one item in the store, and what is said in a dispute is in it. */
const MOST_DISPUTES = 10
const MOST_STATED = 10

type AnswerTimes = {
  /** When an answer to what is said now would be due. */
  answerDue: Instant
  /** The end of another such time after that. */
  agreeBy: Instant
  /** The end of one more, which an arbiter has to rule. */
  ruleBy: Instant
}

export type DisputeAsked = {
  id: string
  breach: Breach
  text: string
  terms: DisputeTerms
  /** When the breach can no longer be disputed. */
  until: Instant
} & AnswerTimes

const dueBy = (arbiter: Dispute['arbiter'], { answerDue, agreeBy, ruleBy }: AnswerTimes) => ({
  answer_due_at: formatInstant(answerDue),
  agree_by: formatInstant(arbiter === null ? agreeBy : ruleBy),
})

const isOpen = ({ status }: Pick<Dispute, 'status'>) => status === 'open' || status === 'answered'

/** A ruling settles what it was about; a breach that opened again since is another matter. */
const ruledSince = ({ timeline }: Breach): boolean => {
  const last = timeline.findLast(({ kind }) => kind === 'ruled' || kind === 'reopened')
  return last?.kind === 'ruled'
}

/** Of what is past by the end of its waiver nothing more is learnt: it stays waived. */
const whileWaived = (breach: Breach): string => {
  const until = breach.waiver?.expires_at ?? ''
  return mayComeBack(breach, parseInstant(until) ?? 0)
    ? `the breach is waived until ${until}; it can be disputed when that is over`
    : 'the breach was waived, and what was waived stays so: there is nothing left to dispute'
}

const openingRefused = ({ breach, until }: Pick<DisputeAsked, 'breach' | 'until'>, at: Instant): string | null => {
  if (breach.status === 'overturned') return 'the breach was overturned: there is nothing left to dispute'
  if (breach.status === 'waived') return whileWaived(breach)
  if (ruledSince(breach)) return 'it was disputed and ruled on; a ruling settles it'
  if (breach.timeline.filter(({ kind }) => kind === 'disputed').length >= MOST_DISPUTES)
    return `it was disputed ${MOST_DISPUTES} times already`
  return at < until
    ? null
    : `either party could dispute it until ${formatInstant(until)} (\`disputes.window\` of the agreement); that is over`
}

/** Either party disputes a breach, while the agreement lets it. */
export const openDispute = (asked: DisputeAsked, by: Actor, at: Instant): Decision<Dispute> => {
  const { id, breach, text, terms } = asked
  const refusal =
    breach.status === 'disputed'
      ? 'it is disputed already; the other party answers, or it is ruled'
      : openingRefused(asked, at)
  if (refusal) return notNow(refusal)
  return ok({
    kind: 'dispute',
    id,
    at: formatInstant(at),
    revision: 1,
    status: 'open',
    breach: breach.id,
    objective: breach.objective,
    service: breach.service,
    opened_by: by,
    reason: text,
    ...dueBy(terms.arbiter, asked),
    silence: terms.silence,
    arbiter: terms.arbiter,
    // Whoever disputes a breach holds that it is none.
    stated: { [by.party]: 'overturn' },
    timeline: [{ at: formatInstant(at), kind: 'opened', by, text }],
  })
}

const stepped = (dispute: Dispute, steps: DisputeStep[], change: Partial<Dispute>): Dispute => ({
  ...dispute,
  ...change,
  revision: dispute.revision + 1,
  timeline: [...dispute.timeline, ...steps],
})

const over = ({ status, ruling }: Dispute) =>
  status === 'ruled'
    ? `it was ruled: ${ruling === 'overturn' ? 'the breach is overturned' : 'the breach stands'}`
    : 'it was withdrawn'

/** Who has to answer says what it holds against the dispute; once, and in time. */
export const answerDispute = (dispute: Dispute, text: string, by: Actor, at: Instant): Decision<Dispute> => {
  const other = otherThan(dispute.opened_by.party)
  if (by.party !== other) return notYours(`only the ${other} may answer it: the ${by.party} disputes the breach`)
  const answered = dispute.timeline.find(({ kind }) => kind === 'answered')
  if (answered?.text === text) return ok(dispute)
  if (!isOpen(dispute)) return notNow(over(dispute))
  if (dispute.status !== 'open') return notNow('it is answered already; say what you hold to be right by a ruling')
  const step: DisputeStep = { at: formatInstant(at), kind: 'answered', by, text }
  return ok(stepped(dispute, [step], { status: 'answered' }))
}

const settledBy = (stated: Dispute['stated'], by: Speaker): SettledBy | null => {
  if (by.party === 'arbiter') return 'arbiter'
  return stated.client !== undefined && stated.client === stated.vendor ? 'both' : null
}

const rulingRefused = (dispute: Dispute, by: Speaker): Decision<Dispute> | null => {
  if (!isOpen(dispute)) return notNow(over(dispute))
  if (by.party !== 'arbiter') {
    const said = dispute.timeline.filter((step) => step.kind === 'ruling_stated' && 'party' in step.by)
    const own = said.filter((step) => 'party' in step.by && step.by.party === by.party)
    return own.length < MOST_STATED
      ? null
      : notNow(`the ${by.party} has changed its mind ${MOST_STATED} times; that is all`)
  }
  if (dispute.arbiter === null)
    return notYours('the agreement that judged the breach names no arbiter; the two parties settle it')
  if (dispute.status === 'open')
    return notNow(
      `the ${otherThan(dispute.opened_by.party)} has until ${dispute.answer_due_at} to answer; the arbiter rules after the answer`,
    )
  return null
}

/** Who had said that the breach stands and disputes it again begins anew: nobody owed it an answer until then. */
const claimedAnew = ({ status, stated, opened_by }: Dispute, ruling: Ruling, by: Speaker): boolean =>
  status === 'open' && by.party === opened_by.party && ruling === 'overturn' && stated[by.party] === 'uphold'

/**
 * A party states what it holds to be right, and may change its mind; what both state counts, and what the arbiter
 * states counts alone. The other party's word is its answer too.
 * @param times when an answer to what is said now would be due
 */
export const stateRuling = (
  dispute: Dispute,
  { ruling, text }: { ruling: Ruling; text?: string | undefined },
  by: Speaker,
  at: Instant,
  times: AnswerTimes,
): Decision<Dispute> => {
  const last = dispute.timeline.findLast(({ kind }) => kind === 'ruling_stated')
  const repeated = last !== undefined && 'party' in last.by && last.by.party === by.party && last.ruling === ruling
  if (repeated && last.text === text) return ok(dispute)
  const refusal = rulingRefused(dispute, by)
  if (refusal) return refusal
  const stated = { ...dispute.stated, [by.party]: ruling }
  const step: DisputeStep = { at: formatInstant(at), kind: 'ruling_stated', by, ruling, ...(text ? { text } : {}) }
  const settled = settledBy(stated, by)
  if (settled) return ok(ruled({ ...dispute, stated }, [step], ruling, settled, at))
  const isAnswer = by.party !== dispute.opened_by.party
  return ok(
    stepped(dispute, [step], {
      stated,
      ...(isAnswer ? { status: 'answered' as const } : {}),
      ...(claimedAnew(dispute, ruling, by) ? dueBy(dispute.arbiter, times) : {}),
    }),
  )
}

const ruled = (dispute: Dispute, steps: DisputeStep[], ruling: Ruling, settled_by: SettledBy, at: Instant): Dispute => {
  const settled = { ruling, settled_by }
  const step: DisputeStep = { at: formatInstant(at), kind: 'ruled', by: { engine: true }, ...settled }
  return stepped(dispute, [...steps, step], { ...settled, status: 'ruled', settled_at: step.at })
}

/** Whoever disputes a breach may let it be, until it is ruled. */
export const withdrawDispute = (dispute: Dispute, by: Actor, at: Instant, note?: string): Decision<Dispute> => {
  const { party } = dispute.opened_by
  if (by.party !== party) return notYours(`only the ${party} may withdraw it: the ${party} disputes the breach`)
  if (dispute.status === 'withdrawn') return ok(dispute)
  if (!isOpen(dispute)) return notNow(over(dispute))
  const step: DisputeStep = { at: formatInstant(at), kind: 'withdrawn', by, ...(note ? { text: note } : {}) }
  return ok(stepped(dispute, [step], { status: 'withdrawn' }))
}

/** When a dispute is settled by the clock, as it stands; null where it is over. */
export const settlesAt = ({ status, answer_due_at, agree_by }: Dispute): Instant | null => {
  if (status === 'open') return parseInstant(answer_due_at)
  return status === 'answered' && agree_by !== undefined ? parseInstant(agree_by) : null
}

/**
 * As it is at an instant: an answer that was due and never came is what the agreement says of silence, and where the two
 * went on disagreeing the breach stands; each from the moment it was due. The same where there is nothing to change.
 */
export const disputeAt = (dispute: Dispute, at: Instant): Dispute => {
  const due = settlesAt(dispute)
  if (due === null || at < due) return dispute
  if (dispute.status === 'answered') return ruled(dispute, [], 'uphold', 'disagreement', due)
  // Who disputes may have changed its mind: silence accepts what it holds by its last word.
  const { stated, opened_by: by } = dispute
  const accepted = dispute.silence === 'accepts' ? (stated[by.party] ?? 'overturn') : 'uphold'
  return ruled(dispute, [], accepted, 'silence', due)
}
