import type { AgreementReader } from '../../flow/agreed.ts'
import { requireState } from '../../flow/agreed.ts'
import { readClocks } from '../../flow/clocks.ts'
import type { Family } from '../../http/route.ts'

export const clockRoutes = (agreements: AgreementReader): Family<'listClocks'> => ({
  listClocks: async ({ at, query, store }) => {
    const state = await requireState(store)
    return { json: await readClocks(store, state, await agreements.accepted(store, state), at, query) }
  },
})
