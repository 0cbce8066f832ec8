import type { Breach } from '@plumbline/core'
import type { Deps } from '../../deps.ts'
import { makeCursor, readCursor } from '../../flow/cursor.ts'
import { filtered } from '../../flow/pages.ts'
import { preferred } from '../../http/accept.ts'
import { type Cell, csv } from '../../http/csv.ts'
import { nextLink } from '../../http/link.ts'
import { requirePeriod } from '../../http/parameter.ts'
import type { Family } from '../../http/route.ts'
import { keeps } from './filter.ts'

const COLUMNS: Record<string, (breach: Breach) => Cell> = {
  id: ({ id }) => id,
  opened_at: ({ opened_at }) => opened_at,
  service: ({ service }) => service,
  environment: ({ environment }) => environment,
  objective: ({ objective }) => objective,
  title: ({ title }) => title,
  clause: ({ clause }) => clause,
  indicator: ({ indicator }) => indicator,
  severity: ({ severity }) => severity,
  status: ({ status }) => status,
  contractual: ({ contractual }) => contractual,
  owed_by: ({ owed_by }) => owed_by,
  value: ({ value }) => value,
  display: ({ display }) => display,
  target: ({ target }) => target,
  agreement_version: ({ agreement_version }) => agreement_version,
  window_from: ({ window }) => window?.from,
  window_to: ({ window }) => window?.to,
  pr: ({ pr }) => pr,
  commit_sha: ({ commit_sha }) => commit_sha,
  acknowledged_at: ({ acknowledged_at }) => acknowledged_at,
  resolved_at: ({ resolved_at }) => resolved_at,
}

const rowOf = ({ opened_by: _, timeline: __, ...row }: Breach) => row

export const breachListRoutes = ({ config }: Deps): Family<'listBreaches'> => ({
  listBreaches: async ({ query, accept, principal, store }) => {
    requirePeriod(query)
    const list = { engagement: principal.engagement, operation: 'breaches', filters: query }
    const after = readCursor(config, list, query.cursor)
    const { limit, from, to } = query
    const request = { limit, after, descending: query.sort === '-opened_at', from, to }
    const page = await filtered(store.breaches, request, keeps(query))
    const cursor = makeCursor(config, list, page.next)
    const headers = { Vary: 'Accept', ...nextLink(cursor) }
    return preferred(accept, ['application/json', 'text/csv']) === 'text/csv'
      ? { text: csv(COLUMNS, page.items), mediaType: 'text/csv', headers }
      : { json: { data: page.items.map(rowOf), next_cursor: cursor }, headers }
  },
})
