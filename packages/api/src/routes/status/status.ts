import type { AgreementReader } from '../../flow/agreed.ts'
import { requireState } from '../../flow/agreed.ts'
import { statusOf } from '../../flow/status.ts'
import type { Family } from '../../http/route.ts'

export const statusRoutes = (agreements: AgreementReader): Family<'getStatus'> => ({
  getStatus: async ({ at, query, store }) => {
    const state = await requireState(store)
    const services = query.service && [...new Set(query.service)]
    return { json: await statusOf(store, state, await agreements.accepted(store, state), at, services) }
  },
})
