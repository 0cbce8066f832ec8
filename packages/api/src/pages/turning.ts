import type { BreachFilters } from '@plumbline/contract'
import { type Breach, type Instant, parseInstant } from '@plumbline/core'
import type { EngagementStore } from '@plumbline/store'
import type { AppConfig } from '../deps.ts'
import { keeps } from '../flow/breach-filter.ts'
import { makeCursor, readCursor } from '../flow/cursor.ts'
import { filtered } from '../flow/pages.ts'

/*
 * Pages that can be turned both ways. On in the same direction goes the position where reading ended; back goes the
 * breach at the page's edge, for the store knows a position only where a page ends.
 */

type Edge = Pick<Breach, 'opened_at' | 'id'>
type Turn = { way: 'older' | 'newer' } & ({ position: string } | { edge: Edge })

export type Turned = {
  /** Newest first. */
  rows: Breach[]
  older: string | null
  newer: string | null
}

type List = { engagement: string; filters: BreachFilters }

const listOf = ({ engagement, filters }: List, way: Turn['way']) => ({
  engagement,
  operation: `breaches ${way}`,
  filters,
})

const instantOf = ({ opened_at }: Edge): Instant => parseInstant(opened_at) ?? 0

/** Behind the edge, in the direction of reading; breaches of one moment stand in the order of their ids. */
const isPast =
  ({ way }: Turn, edge: Edge) =>
  ({ opened_at, id }: Breach): boolean => {
    const [a, b] = way === 'older' ? [{ opened_at, id }, edge] : [edge, { opened_at, id }]
    return a.opened_at < b.opened_at || (a.opened_at === b.opened_at && a.id < b.id)
  }

const seal = (config: AppConfig, list: List, turn: Turn | null): string | null =>
  turn && makeCursor(config, listOf(list, turn.way), JSON.stringify(turn))

/**
 * The turn that an address asks for: `before` a cursor goes on to what is older, `after` one to what is newer.
 * @throws Refusal `invalid_cursor`
 */
export const readTurn = (config: AppConfig, list: List, asked: { before?: string; after?: string }): Turn | null => {
  const way = asked.before === undefined ? 'newer' : 'older'
  const sealed = readCursor(config, listOf(list, way), asked.before ?? asked.after)
  // Sealed by us, so that it has the form we gave it.
  return sealed === null ? null : (JSON.parse(sealed) as Turn)
}

export const turnTo = async (
  config: AppConfig,
  store: Pick<EngagementStore, 'breaches'>,
  list: List,
  turn: Turn | null,
  limit: number,
): Promise<Turned> => {
  const { from, to } = list.filters
  const edge = turn && 'edge' in turn ? turn.edge : null
  const way = turn?.way ?? 'older'
  const position = turn && 'position' in turn ? turn.position : null
  const isWanted = keeps(list.filters)
  const isBehind = turn && edge ? isPast(turn, edge) : () => true
  const page = await filtered(
    store.breaches,
    {
      limit,
      after: position,
      descending: way === 'older',
      from: edge && way === 'newer' ? instantOf(edge) : from,
      to: edge && way === 'older' ? instantOf(edge) + 1 : to,
    },
    (breach) => isWanted(breach) && isBehind(breach),
  )
  const rows = way === 'older' ? page.items : page.items.toReversed()
  const on: Turn | null = page.next === null ? null : { way, position: page.next }
  const back = (to: Turn['way'], row: Breach | undefined): Turn | null =>
    turn && row ? { way: to, edge: { opened_at: row.opened_at, id: row.id } } : null
  return {
    rows,
    older: seal(config, list, way === 'older' ? on : back('older', rows.at(-1))),
    newer: seal(config, list, way === 'newer' ? on : back('newer', rows[0])),
  }
}
