import type { Attribution, Breach, Event, IndicatorInfo, RootCause } from '@plumbline/core'
import type { Frame } from '../frame.ts'

/** What a party can do to a breach here, by the last part of the form's address. */
export const MOVES = ['acknowledge', 'note', 'root-cause', 'resolve'] as const
export type Move = (typeof MOVES)[number]

/** What was typed into a form that was not taken. */
export type Typed = { text?: string; category?: RootCause | ''; attribution?: Attribution | '' }

export type BreachView = Frame & {
  breach: Breach
  /** The catalogue's word on what was measured; null for one that it does not know. */
  indicator: Pick<IndicatorInfo, 'title' | 'formula'> | null
  /** Events counted that were opened for this page, by their reference. */
  opened: ReadonlyMap<string, Event>
  /** Null where the one who looks may not write. */
  forms: {
    /** Sent along; the same again is the same word. */
    token: string
    acknowledge: boolean
    /** Why this party can't say that it is dealt with; null: it can. */
    resolving: { refused: string } | null
    /** The form that was not taken, why, and what was typed into it. */
    failed: { move: Move; why: string; typed: Typed } | null
  } | null
}
