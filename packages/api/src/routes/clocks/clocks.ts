import type { Deps } from '../../deps.ts'
import type { AgreementReader } from '../../flow/agreed.ts'
import { requireState } from '../../flow/agreed.ts'
import { readClocks } from '../../flow/clocks.ts'
import { makeCursor, readCursor } from '../../flow/cursor.ts'
import { nextLink } from '../../http/link.ts'
import type { Family } from '../../http/route.ts'

export const clockRoutes = ({ config }: Pick<Deps, 'config'>, agreements: AgreementReader): Family<'listClocks'> => ({
  listClocks: async ({ at, query, store }) => {
    const state = await requireState(store)
    const list = { engagement: store.engagement, operation: 'clocks', filters: query }
    const after = readCursor(config, list, query.cursor)
    const { next, ...page } = await readClocks(store, state, await agreements.accepted(store, state), at, query, after)
    const next_cursor = makeCursor(config, list, next)
    return { json: { ...page, next_cursor }, headers: nextLink(next_cursor) }
  },
})
