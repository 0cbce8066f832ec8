import { entryLine } from '@plumbline/core'
import type { Deps } from '../../deps.ts'
import { requireState } from '../../flow/agreed.ts'
import { makeCursor, readCursor } from '../../flow/cursor.ts'
import { preferred } from '../../http/accept.ts'
import { nextLink } from '../../http/link.ts'
import type { Family } from '../../http/route.ts'

const NDJSON = 'application/x-ndjson'

/** The chain as it is stored: both parties read the same bytes. */
export const ledgerRoutes = ({ config }: Deps): Family<'listLedger' | 'getLedgerHead'> => ({
  listLedger: async ({ query, accept, principal, store }) => {
    const list = { engagement: principal.engagement, operation: 'ledger', filters: query }
    const after = readCursor(config, list, query.cursor)
    const page = await store.ledger({ limit: query.limit, after, descending: query.sort === '-seq' })
    const cursor = makeCursor(config, list, page.next)
    const headers = { Vary: 'Accept', ...nextLink(cursor) }
    return preferred(accept, ['application/json', NDJSON]) === NDJSON
      ? { text: page.items.map((entry) => `${entryLine(entry)}\n`).join(''), mediaType: NDJSON, headers }
      : { json: { data: page.items, next_cursor: cursor }, headers }
  },

  getLedgerHead: async ({ store }) => ({ json: (await requireState(store)).ledger }),
})
