import type { Breach, BreachCounts } from '@plumbline/core'
import type { Frame } from '../frame.ts'
import type { Asked } from './filters.ts'

export type BreachListRow = Omit<Breach, 'opened_by' | 'timeline'>

export type BreachListView = Frame & {
  asked: Asked
  /** What `from` and `to` mean as instants. */
  period: { from?: string; to?: string }
  /** What is wrong with the filters, in words; then nothing was looked for. */
  mistakes: string[]
  rows: BreachListRow[]
  /** Cursors of the pages beside this one; null where there is none. */
  older: string | null
  newer: string | null
  /** Of everything that the filters let through, with where counting stopped; null where nothing was looked for. */
  counts: (BreachCounts & { truncated_before: string | null }) | null
  /** What can be chosen, from the agreements. */
  choices: {
    services: string[]
    objectives: { id: string; title: string }[]
    indicators: string[]
    environments: string[]
    versions: number[]
  }
}
