import { type Instant, nameRef, type Window, within } from '@plumbline/core'
import type { Received } from '../codec/received.ts'
import { readByRef } from '../events/corrections.ts'
import { inParallel } from '../events/parallel.ts'
import type { Adapter } from '../events/record.ts'
import type { EngagementStore } from '../port.ts'
import { beyond, edgeOf, inOrder, positionFrom, positionOf, positionText } from '../received/position.ts'
import { readLog } from '../received/read-log.ts'
import { receivedLine } from '../summaries/additions.ts'
import type { ReceivedCount, ReceivedRequest, StoredEvent } from '../values.ts'

/** Events opened at once. */
const CONCURRENCY = 16

/** Items of the log, of at most a kilobyte each, after which a page ends with what it has. A bucket is read whole. */
const MOST_CHUNKS = 1_000

const EVER: Window = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }

/** Whether a line is of an event, and not of one whose names have the same hashes. */
const isOf = (line: Received, stored: StoredEvent): boolean => {
  const own = receivedLine(stored)
  return own.type === line.type && own.at === line.at && own.service === line.service && own.source === line.source
}

const isWanted = ({ from = EVER.from, to = EVER.to, types, service }: ReceivedRequest) => {
  const serviceRef = service === undefined ? null : nameRef(service)
  return (line: Received) =>
    within({ from, to }, line.at) &&
    (types?.includes(line.type) ?? true) &&
    (serviceRef === null || line.service === serviceRef)
}

export const receivedStore = ({ db, keys }: Adapter) => {
  const open = async (line: Received): Promise<StoredEvent[]> => {
    const items = await readByRef(db, keys, line.event)
    return items.flatMap(({ stored }) => (stored && isOf(line, stored) ? [stored] : []))
  }

  /** Lines of the log for one page, and where the next one starts. */
  const linesOf = async (request: ReceivedRequest): Promise<{ lines: Received[]; next: string | null }> => {
    const { limit, after, descending, from, to } = request
    const past = after === null ? null : positionFrom(after)
    const window = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
    const rest = beyond(window, past, descending)
    if ((rest.from ?? EVER.from) >= (rest.to ?? EVER.to)) return { lines: [], next: null }
    const wanted = isWanted(request)
    const compare = inOrder(descending)
    const lines: Received[] = []
    let looked = 0
    for await (const bucket of readLog(db, keys.receivedBetween(rest), descending)) {
      const found = bucket.lines.filter((line) => wanted(line) && (!past || compare(past, positionOf(line)) < 0))
      lines.push(...found.sort((a, b) => compare(positionOf(a), positionOf(b))))
      looked += bucket.chunks
      const page = lines.slice(0, limit)
      const last = page.at(-1)
      const isMore = lines.length > limit || !bucket.isLast
      if (page.length === limit && last) return { lines: page, next: isMore ? positionText(positionOf(last)) : null }
      if (looked >= MOST_CHUNKS && isMore) return { lines: page, next: positionText(edgeOf(bucket.start, descending)) }
    }
    return { lines, next: null }
  }

  return {
    received: async (request) => {
      const { lines, next } = await linesOf(request)
      const opened = await inParallel(lines, CONCURRENCY, open)
      const isNamed = ({ event }: StoredEvent) => request.service === undefined || event.service === request.service
      return { items: opened.flat().filter(isNamed), next }
    },

    receivedCounts: async (window) => {
      const groups = new Map<string, { line: Received; count: number; first: Instant; last: Instant }>()
      if (window.from < window.to)
        for await (const { lines } of readLog(db, keys.receivedBetween(window), false))
          for (const line of lines.filter(({ at }) => within(window, at))) {
            const key = `${line.type} ${line.service} ${line.source}`
            const group = groups.get(key) ?? { line, count: 0, first: line.at, last: line.at }
            group.count += 1
            group.first = Math.min(group.first, line.at)
            group.last = Math.max(group.last, line.at)
            groups.set(key, group)
          }
      const counts = await inParallel([...groups.values()], CONCURRENCY, async ({ line, ...counted }) =>
        // One event of the group tells the names that its lines have only hashes of.
        (await open(line)).slice(0, 1).map(({ event }): ReceivedCount => {
          const { service, type, source } = event
          return { service, type, source, ...counted }
        }),
      )
      return counts.flat().sort(mostFirst)
    },
  } satisfies Partial<EngagementStore>
}

const nameOf = ({ service, type, source }: ReceivedCount) => JSON.stringify([service, type, source])

const mostFirst = (a: ReceivedCount, b: ReceivedCount) => b.count - a.count || (nameOf(a) < nameOf(b) ? -1 : 1)
