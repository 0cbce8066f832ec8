import type { BreachFilters } from '@plumbline/contract'
import { type Breach, type CountedBreach, formatInstant, parseInstant } from '@plumbline/core'
import type { EngagementStore, Page } from '@plumbline/store'
import { keeps } from './breach-filter.ts'

const STORE_PAGE = 100

/** Breaches read at most to count or to export; about half a second, and 800 read units or more. */
export const MOST_READ = 5_000

export type Found<Row> = {
  /** Newest first. */
  rows: Row[]
  /** Those opened before this were not looked at, for there are too many; null: all were. */
  truncatedBefore: string | null
}

/**
 * Every breach that the filters let through, newest first, with the work bounded. Where the bound is met the moment it
 * was met at is left out whole, so that a second question up to that moment answers the rest and nothing twice.
 */
export const findAll = async <Row extends CountedBreach>(
  store: Pick<EngagementStore, 'breaches'>,
  { from, to, ...query }: BreachFilters,
  rowOf: (breach: Breach) => Row,
  most = MOST_READ,
): Promise<Found<Row>> => {
  const isWanted = keeps({ ...query, from, to })
  const rows: Row[] = []
  let after: string | null = null
  let first: string | null = null
  let last: string | null = null
  let read = 0
  // A bound that falls into the very first moment is none: nothing would be left to answer.
  while (read < most || first === last) {
    const page: Page<Breach> = await store.breaches({ limit: STORE_PAGE, after, descending: true, from, to })
    rows.push(...page.items.filter(isWanted).map(rowOf))
    read += page.items.length
    first ??= page.items[0]?.opened_at ?? null
    last = page.items.at(-1)?.opened_at ?? last
    after = page.next
    if (after === null) return { rows, truncatedBefore: null }
  }
  const counted = formatInstant((parseInstant(last ?? '') ?? 0) + 1)
  return { rows: rows.filter(({ opened_at }) => opened_at >= counted), truncatedBefore: counted }
}
