import type { Deps } from '../../deps.ts'
import type { AgreementReader } from '../../flow/agreed.ts'
import { keeps } from '../../flow/breach-filter.ts'
import { readBreaches } from '../../flow/breach-now.ts'
import { BREACH_LINES, rowOf } from '../../flow/breach-rows.ts'
import { makeCursor, readCursor } from '../../flow/cursor.ts'
import { filtered } from '../../flow/pages.ts'
import { preferred } from '../../http/accept.ts'
import { nextLink } from '../../http/link.ts'
import { requirePeriod } from '../../http/parameter.ts'
import type { Family } from '../../http/route.ts'

export const breachListRoutes = ({ config }: Deps, agreements: AgreementReader): Family<'listBreaches'> => ({
  listBreaches: async ({ at, query, accept, principal, store }) => {
    requirePeriod(query)
    const list = { engagement: principal.engagement, operation: 'breaches', filters: query }
    const after = readCursor(config, list, query.cursor)
    const { limit, from, to } = query
    const request = { limit, after, descending: query.sort === '-opened_at', from, to }
    const page = await filtered(store.breaches, request, keeps(query))
    const breaches = await readBreaches(store, agreements, at, page.items)
    const cursor = makeCursor(config, list, page.next)
    const headers = { Vary: 'Accept', ...nextLink(cursor) }
    const mediaType = preferred(accept, ['application/json', 'text/csv', 'application/x-ndjson'])
    return mediaType === 'text/csv' || mediaType === 'application/x-ndjson'
      ? { text: BREACH_LINES[mediaType](breaches), mediaType, headers }
      : { json: { data: breaches.map(rowOf), next_cursor: cursor }, headers }
  },
})
