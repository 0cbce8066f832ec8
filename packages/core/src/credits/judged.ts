import { compareValues } from '../agreement/scale.ts'
import type { Consequences, Objective, Threshold, Unit } from '../agreement/terms.ts'
import type { ObjectiveStatus, WindowView } from '../evaluation/evaluation.ts'
import type { Ratio } from '../number/ratio.ts'
import type { Instant, Window } from '../time/instant.ts'

/**
 * A measured figure, by how it compares: negative, zero or positive where it is below, at or above a threshold; null
 * where the two can't be compared. So also figures that are no single number (business days) can be judged exactly.
 */
export type Figure = (threshold: Pick<Threshold, 'value' | 'unit'>) => number | null

export const figureOf =
  (value: Ratio, unit: Unit): Figure =>
  (threshold) =>
    compareValues({ value, unit }, threshold)

/** What became of one objective for one service in one window, or in one case of it (an incident's clock). */
export type Judged = {
  /** In the form that judged, with the money that the version in force in the window's last millisecond names. */
  objective: Objective
  version: number | null
  service: string
  /** Names the incident, where each case is judged by itself. */
  case: string | null
  window: Window & Pick<WindowView, 'kind' | 'label'>
  status: ObjectiveStatus
  /** False where it was only observed (agreed so, or by its phase), and for imported history. */
  contractual: boolean
  /** Null where nothing was measured. */
  figure: Figure | null
  /**
   * Where links that are only presumed count in `figure`: until when they can still be rebutted, and what it comes
   * to without them (null: it is not missed then). Until then they carry no credit (PRODUCT.md, rule 11).
   */
  presumed: { until: Instant; figure: Figure | null } | null
  /** Names the root cause that both parties agreed on; null where they agreed on none. */
  rootCause: string | null
  breach: string | null
  /** The window is not final: what it comes to may still change. */
  provisional: boolean
}

export type CreditInput = {
  /** When it is asked; decides which presumed links have stood long enough. */
  at: Instant
  /** The calendar month. What ended in it counts, quarters too. */
  month: Window
  /** Of the version in force in the month's last millisecond; null where it says nothing about money. */
  consequences: Consequences | null
  /** Everything judged; of windows that ended at another time, weeks and rolling windows nothing is told. */
  judged: readonly Judged[]
}

const CREDITED: readonly string[] = ['calendar month', 'calendar quarter']

/** Windows that money is about: months and quarters that ended in the month. */
export const endedIn = (month: Window, { window }: Judged): boolean =>
  CREDITED.includes(window.kind) && month.from < window.to && window.to <= month.to

/** Stable order, whatever order things arrive in. */
export const inOrder = (a: Judged, b: Judged): number =>
  compareText(a.objective.id, b.objective.id) ||
  a.window.from - b.window.from ||
  compareText(a.service, b.service) ||
  compareText(a.case ?? '', b.case ?? '')

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
