/** For who owes it: harder or easier to keep, or with more or fewer consequences. */
export const EFFECTS = ['stricter', 'softer', 'neutral', 'unknown'] as const
export type Effect = (typeof EFFECTS)[number]

export const DIFFERENCE_KINDS = ['added', 'removed', 'changed'] as const

/** When it begins to count (PRODUCT.md, rule 8). */
export const APPLIES = ['at_once', 'next_window'] as const

/** One thing that a version says otherwise than another; wire form. */
export type Difference = {
  /** JSON pointer into the document. */
  path: string
  kind: (typeof DIFFERENCE_KINDS)[number]
  /** As written; null where there was nothing. */
  before: unknown
  after: unknown
  sentence: string
  effect: Effect
  /** `at_once`: with the version itself. `next_window`: with the first window of the objective that begins then. */
  applies: (typeof APPLIES)[number]
  /** Objectives that are judged otherwise by it, beside one it is part of itself. */
  objectives: string[]
}

/** A difference before it is put into words. */
export type Change = { path: readonly string[]; before: unknown; after: unknown }
