import type { EventListQuery, ReceivedEvent } from '@plumbline/contract'
import { admit, eventRef, formatInstant, withoutMoney } from '@plumbline/core'
import type { StoredEvent } from '@plumbline/store'
import { type Identity, mayDo } from '../../auth/principal.ts'
import type { Deps } from '../../deps.ts'
import { makeCursor, readCursor } from '../../flow/cursor.ts'
import { filtered } from '../../flow/pages.ts'
import { preferred } from '../../http/accept.ts'
import { nextLink } from '../../http/link.ts'
import { requirePeriod } from '../../http/parameter.ts'
import type { Family } from '../../http/route.ts'

/** An event as the one who asks may see it. */
export const receivedView = (
  { event, identity, party, key, receivedAt }: StoredEvent,
  principal: Identity,
): ReceivedEvent => ({
  event: mayDo(principal, 'finance:read') ? event : withoutMoney(event),
  reference: eventRef(identity),
  received_at: formatInstant(receivedAt),
  received_from: { party, key_id: key },
  counted_in: admit(event, party).countedIn,
})

/** The store looks for one service; of several each row is looked at here. */
const keeps =
  ({ service }: EventListQuery) =>
  ({ event }: StoredEvent): boolean =>
    service?.includes(event.service) ?? true

export const eventListRoutes = ({ config, catchUp, store: installation }: Deps): Family<'listEvents'> => ({
  listEvents: async ({ query, principal, store, accept }) => {
    requirePeriod(query)
    const list = { engagement: principal.engagement, operation: 'events', filters: query }
    const after = readCursor(config, list, query.cursor)
    await catchUp?.()
    const { limit, from, to, type: types, service = [] } = query
    const [only] = service.length === 1 ? service : []
    const request = { limit, after, descending: query.sort === '-time', from, to }
    const page = await filtered((page) => store.received({ ...page, types, service: only }), request, keeps(query))
    const cursor = makeCursor(config, list, page.next)
    const rows = page.items.map((item) => receivedView(item, principal))
    if (preferred(accept, ['application/json', 'application/x-ndjson']) === 'application/x-ndjson')
      return {
        // The events alone: what is read here can be sent again as it is.
        text: rows.map(({ event }) => `${JSON.stringify(event)}\n`).join(''),
        mediaType: 'application/x-ndjson',
        headers: nextLink(cursor),
      }
    const until = await installation.receivedUntil()
    return {
      json: { data: rows, next_cursor: cursor, complete_until: until === null ? null : formatInstant(until) },
      headers: nextLink(cursor),
    }
  },
})
