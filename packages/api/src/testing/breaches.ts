import { type Breach, formatInstant, HOUR } from '@plumbline/core'
import { breachOf as breach } from '@plumbline/core/testing'
import type { EngagementStore } from '@plumbline/store'
import { putBreach } from './decided.ts'

/** The first of them opens here, each other an hour after the one before. */
export const START = Date.parse('2026-11-01T00:00:00Z')

/** The one of that number, opened when it is its turn. */
export const breachOf = (changes: Partial<Breach>, index: number): Breach => {
  const opened_at = formatInstant(START + index * HOUR)
  return breach({
    id: `br_${String(index).padStart(4, '0')}`,
    opened_at,
    timeline: [{ at: opened_at, kind: 'opened', by: { engine: true } }],
    ...changes,
  })
}

export const openAll = async (store: EngagementStore, kinds: readonly Partial<Breach>[], from = 0): Promise<void> => {
  for (const [index, kind] of kinds.entries())
    await putBreach(store, breachOf(kind, from + index), `identity-${from + index}`)
}

/** The index a breach was made with. */
export const numbers = (data: readonly { id: string }[]): number[] => data.map(({ id }) => Number(id.slice(3)))
