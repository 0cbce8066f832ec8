import type { Deps } from '../../deps.ts'
import type { Family } from '../../http/route.ts'
import { among, listRecords } from '../decisions/list.ts'

/** What phases came to. Frozen once, by the tick; nobody moves it. */
export const baselineRoutes = ({ config }: Deps): Family<'listBaselines'> => ({
  listBaselines: ({ query, store }) =>
    listRecords(config, store, 'baseline', query, {
      now: (baseline) => baseline,
      keeps: ({ objective, service, phase }) =>
        among(query.objective, objective) && among(query.service, service) && among(query.phase, phase.name),
    }),
})
