import { inForceAt } from '../agreement/versions.ts'
import { finalFrom } from '../periods/final.ts'
import type { Period } from '../periods/period.ts'
import { formatInstant, type Instant } from '../time/instant.ts'
import { agreedAt } from './acknowledge.ts'
import { type ChangeRow, changeRows } from './changes.ts'
import type { StatementInput } from './of.ts'
import type { StatementState } from './statement.ts'

/* When a statement says what it will always say: once everything in it is final. */

/** Until when things are told: the period's end, or now. */
export const untilOf = ({ span, at }: Pick<StatementInput, 'span' | 'at'>): Instant => Math.min(span.window.to, at)

/** When what is told of changes is final: by time, like a window of the same end, or once both have acknowledged it. */
const changesFinalFrom = ({ span, versions, acknowledged }: StatementInput): Instant | null => {
  const terms = inForceAt(versions, span.window.to - 1)?.terms
  if (!terms) return null
  return Math.min(
    finalFrom(terms, span.window.to),
    (acknowledged && agreedAt(acknowledged)) ?? Number.POSITIVE_INFINITY,
  )
}

export const changesIn = (input: StatementInput): ChangeRow[] => {
  const { versions, span, merges, changeBreaches, at } = input
  const from = changesFinalFrom(input)
  const final = from !== null && from <= at ? formatInstant(from) : null
  return changeRows(versions, span, untilOf(input), merges, changeBreaches, final)
}

export const stateOf = (
  { span, at, open }: StatementInput,
  ended: readonly Period[],
  changes: readonly ChangeRow[],
): StatementState => {
  if (at < span.window.to) return 'open'
  // A week in the middle of its months: what came late still moves how they stood then.
  if (ended.length === 0 && open.length > 0) return 'provisional'
  const told = [...ended, ...changes.map(({ row }) => row)]
  return told.every(({ state }) => state === 'final') ? 'final' : 'provisional'
}

/** Of a final one: when the last of it became that. */
export const finalAt = (
  state: StatementState,
  ended: readonly Period[],
  changes: readonly ChangeRow[],
): string | null =>
  state !== 'final'
    ? null
    : ([...ended, ...changes]
        .flatMap(({ final_at }) => final_at ?? [])
        .sort()
        .at(-1) ?? null)

export const finalFromOf = (
  input: StatementInput,
  ended: readonly Period[],
  changes: readonly ChangeRow[],
): string | null => {
  const later = ended.filter(({ state }) => state === 'provisional').map(({ final_from }) => final_from)
  const from = changes.some(({ row }) => row.state === 'provisional') ? changesFinalFrom(input) : null
  return [...later, ...(from === null ? [] : [formatInstant(from)])].sort().at(-1) ?? null
}
