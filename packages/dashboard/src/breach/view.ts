import type {
  Attribution,
  Breach,
  Dispute,
  Event,
  IndicatorInfo,
  RootCause,
  Ruling,
  Stretch,
  Waiver,
} from '@plumbline/core'
import type { Frame } from '../frame.ts'

/** What a party can do to a breach here, by the last part of the form's address. */
export const MOVES = [
  'acknowledge',
  'note',
  'root-cause',
  'agree-cause',
  'resolve',
  'dispute',
  'answer',
  'rule',
  'withdraw',
  'waiver',
  'approve-waiver',
  'reject-waiver',
] as const
export type Move = (typeof MOVES)[number]

/** What was typed into a form that was not taken. */
export type Typed = {
  text?: string
  category?: RootCause | ''
  attribution?: Attribution | ''
  ruling?: Ruling | ''
  /** A day, YYYY-MM-DD, in the agreement's zone. */
  until?: string
  /** Instant of the other party’s statement that is agreed with. */
  stated?: string
  /** Id of the waiver that is answered. */
  waiver?: string
}

/** What of the decisions about a breach the one who looks may take part in now. */
export type May = {
  dispute: boolean
  answer: boolean
  rule: boolean
  withdraw: boolean
  waiver: boolean
  /** Ids of waivers that wait for this party's answer. */
  answerWaivers: readonly string[]
}

export type BreachView = Frame & {
  breach: Breach
  /** The last dispute about it, and the waivers that name it, newest first. */
  decisions: { dispute: Dispute | null; waivers: readonly Waiver[] }
  /** The catalogue's word on what was measured; null for one that it does not know. */
  indicator: Pick<IndicatorInfo, 'title' | 'formula'> | null
  /** Events counted that were opened for this page, by their reference. */
  opened: ReadonlyMap<string, Event>
  /** How the time of its clock came about, as it stands now; null where the breach is of none. */
  intervals: readonly Stretch[] | null
  /** Null where the one who looks may not write. */
  forms: {
    /** Sent along; the same again is the same word. */
    token: string
    acknowledge: boolean
    may: May
    /** Why this party can't say that it is dealt with; null: it can. */
    resolving: { refused: string } | null
    /** The form that was not taken, why, and what was typed into it. */
    failed: { move: Move; why: string; typed: Typed } | null
  } | null
}
