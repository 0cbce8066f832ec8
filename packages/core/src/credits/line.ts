import type { WindowView } from '../evaluation/evaluation.ts'
import { formatInstant } from '../time/instant.ts'
import type { Judged } from './judged.ts'

/*
 * The lines of a statement of credits, in the form in which they travel. Amounts are whole minor units.
 */

/** What one line is about. */
export type LineSubject = {
  objective: string
  title: string
  clause: string | null
  service: string
  case?: string
  breach_id?: string
  window: Pick<WindowView, 'kind' | 'from' | 'to' | 'label'>
  agreement_version: number | null
}

/** Why a window that went wrong, or could not be judged, is not credited. */
export type NotCredited =
  /** Permission from the other party not to count it. */
  | 'waived'
  /** Agreed to lie outside the measurement, or overturned by a ruling. */
  | 'excluded'
  | 'no_data'
  /** Only observed: by the agreement, by its phase, or because its history was imported. */
  | 'observed'
  /** Only the vendor owes credits. */
  | 'owed_by_client'
  | 'owed_by_both'
  /** Speed, points, hours. */
  | 'kind'
  /** Missed, but not by as much as any tier asks. */
  | 'no_tier'
  /** Missed only by links that are presumed and can still be rebutted. */
  | 'presumed'
  /** Another service, or another case, of the objective was worse in this window. */
  | 'worse_elsewhere'
  /** The agreed root cause is credited already. */
  | 'same_cause'
  /** The agreement names no fee. */
  | 'no_fee'

export type CreditLine = LineSubject & {
  kind: 'credit'
  /** What it adds to the sum; 0 where it is not credited. */
  amount_minor: number
  /** What it would come to if nothing else had gone wrong. */
  alone_minor: number
  tier: { worse_than: string; credit: string } | null
  root_cause?: string
  not_credited?: NotCredited
  /** Of `worse_elsewhere` and `same_cause`: what is credited instead. */
  instead?: Pick<LineSubject, 'objective' | 'service' | 'case'>
  /** Of `presumed`: when the presumption stands unless it is rebutted. */
  presumed_until?: string
  provisional: boolean
  detail: string
}

/** What the cap takes off; below 0. */
export type CapLine = { kind: 'cap'; amount_minor: number; detail: string }

export const subjectOf = (judged: Judged): LineSubject => {
  const { objective, service, window } = judged
  return {
    objective: objective.id,
    title: objective.title,
    clause: objective.clause,
    service,
    ...(judged.case === null ? {} : { case: judged.case }),
    ...(judged.breach === null ? {} : { breach_id: judged.breach }),
    window: {
      kind: window.kind,
      from: formatInstant(window.from),
      to: formatInstant(window.to),
      label: window.label,
    },
    agreement_version: judged.version,
  }
}
