import type { Party } from '../agreement/terms.ts'
import type { MissedClock, ObjectiveResult, ObjectiveStatus, WindowView } from '../evaluation/evaluation.ts'
import type { KeptRecord } from '../records/records.ts'

/*
 * A calendar window of one objective for one service, once it is over. While it is open there is no record of it: what
 * it comes to is judged anew whenever somebody asks.
 */

/** `provisional`: over, and what is learned late may still change it. */
export type PeriodState = 'provisional' | 'final'

/**
 * A measured figure as `num/den` in the unit of the objective's target: what a number in JSON would round.
 * `without_presumed`: without failures that are only presumed; null where nothing would be left to judge.
 */
export type ExactFigure = { value: string; without_presumed?: string | null }

/** What a window came to: the result, without what its period says already and without the windows before it. */
export type PeriodResult = Omit<
  ObjectiveResult,
  | 'id'
  | 'clause'
  | 'title'
  | 'indicator'
  | 'scope'
  | 'owed_by'
  | 'window'
  | 'trend'
  | 'blocking'
  | 'not_blocking'
  | 'release'
  | 'breach_id'
> & {
  /** Of the version that judged. */
  agreement_hash: string
  /** Null where nothing was measured. */
  exact: ExactFigure | null
}

/** The figures of a verdict, without where they come from. */
export type PeriodFigures = Pick<PeriodResult, 'status' | 'value' | 'display' | 'samples' | 'exact'>

/** A clock that was late, as far as money is about it: which, by how much, and what it was judged by. */
export type LateClock = Pick<MissedClock, 'incident' | 'run' | 'value' | 'waiver' | 'judged_by'>

/** What money is told of: where clocks are judged one by one, each that was late. */
export type CreditedFigures = PeriodFigures & { clocks?: readonly LateClock[] }

/**
 * One turn in the story of a period. Between two turns of the verdict's status only the last figures are kept, for a
 * window that takes a thousand late events has no thousand verdicts.
 */
export type PeriodStep =
  /** Judged for the first time, as it stood when the window ended. */
  | ({ kind: 'judged'; at: string } & PeriodFigures)
  /** Something that was learned later made another result of it. */
  | ({ kind: 'rejudged'; at: string; was: ObjectiveStatus } & PeriodFigures)
  | { kind: 'final'; at: string; how: 'time' | 'ruling' | 'acknowledged' }

/** What became known too late to change a final verdict. The verdict stays; the difference is counted later. */
export type Adjustment = {
  was: PeriodFigures
  would_be: CreditedFigures
  noticed_at: string
  /** The period that it is counted in; null where the objective has none after this one. */
  counted_in: { id: string; period: string } | null
}

/** An adjustment as the period has it that counts it. */
export type CarriedAdjustment = Omit<Adjustment, 'counted_in'> & {
  of: { id: string; period: string; label: string }
}

export type Period = Omit<KeptRecord<'period'>, 'timeline'> & {
  service: string
  objective: string
  title: string
  clause: string | null
  indicator: string
  scope: 'window' | 'clock'
  owed_by: Party | 'both'
  /** `from` is where the objective came into force, where that was inside. */
  window: Omit<WindowView, 'provisional'>
  state: PeriodState
  /** When it becomes final, unless a dispute holds it open or both parties acknowledge it before. */
  final_from: string
  final_at?: string
  /** Highest version that was accepted when it was last judged: no later one judges it any more. */
  newest_version: number
  /** Of a final period: what it was when it became final, for ever. */
  result: PeriodResult
  /** The breach of this window, where there is one. */
  breach?: string
  timeline: readonly PeriodStep[]
  /** In the order in which they were noticed; each is the difference to the one before. */
  adjustments: readonly Adjustment[]
  /** Adjustments of earlier periods that are counted in this one. */
  carries: readonly CarriedAdjustment[]
}

export const figuresOf = ({ status, value, display, samples, exact }: PeriodFigures): PeriodFigures => ({
  status,
  value,
  display,
  samples,
  exact,
})

/** The clocks of a result that were late, each of which must hold; `{}` where none is judged by itself. */
export const lateClocksOf = ({ statistic, clocks }: PeriodResult): Pick<CreditedFigures, 'clocks'> =>
  statistic !== 'each' || clocks === undefined
    ? {}
    : {
        clocks: clocks.map(({ incident, run, value, waiver, judged_by }) => ({
          incident,
          run,
          value,
          ...(waiver ? { waiver } : {}),
          ...(judged_by ? { judged_by } : {}),
        })),
      }
