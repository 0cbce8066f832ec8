import type { RecordKind, RecordOf } from '@plumbline/core'
import type { EngagementStore } from '@plumbline/store'
import type { AppConfig } from '../../deps.ts'
import { makeCursor, readCursor } from '../../flow/cursor.ts'
import { filtered } from '../../flow/pages.ts'
import { nextLink } from '../../http/link.ts'
import { requirePeriod } from '../../http/parameter.ts'
import type { Reply } from '../../http/route.ts'

type Query = {
  limit: number
  cursor?: string | undefined
  from?: number | undefined
  to?: number | undefined
}

/** A page of records of one kind, newest first: what passes the filters, as it is now. */
export const listRecords = async <Kind extends RecordKind>(
  config: AppConfig,
  store: EngagementStore,
  kind: Kind,
  query: Query,
  { now, keeps }: { now: (record: RecordOf<Kind>) => RecordOf<Kind>; keeps: (record: RecordOf<Kind>) => boolean },
): Promise<Reply> => {
  requirePeriod(query)
  const list = { engagement: store.engagement, operation: kind, filters: query }
  const after = readCursor(config, list, query.cursor)
  const { limit, from, to } = query
  const read = async (page: Parameters<EngagementStore['keptRecords']>[1]) => {
    const found = await store.keptRecords(kind, page)
    return { ...found, items: found.items.map(now) }
  }
  const page = await filtered(read, { limit, after, descending: true, from, to }, keeps)
  const cursor = makeCursor(config, list, page.next)
  return { json: { data: page.items, next_cursor: cursor }, headers: nextLink(cursor) }
}

/** Values of one parameter are alternatives; null means every one, and is about each. */
export const among = <T>(asked: readonly T[] | undefined, value: T | null): boolean =>
  asked === undefined || value === null || asked.includes(value)

export const someAmong = <T>(asked: readonly T[] | undefined, values: readonly T[] | null): boolean =>
  asked === undefined || values === null || values.some((value) => asked.includes(value))
