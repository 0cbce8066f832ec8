import type { Readers } from '../auth/authenticate.ts'
import type { Deps } from '../deps.ts'
import type { AgreementReader } from '../flow/agreed.ts'
import type { Handlers } from '../http/route.ts'
import { ACCESS } from './access-ids.ts'
import { eventRoutes } from './events/events.ts'
import { eventListRoutes } from './events/list.ts'
import { probeRoutes } from './installation/probes.ts'
import { JUDGING } from './judging-ids.ts'
import { lazily } from './lazily.ts'

/** Every operation of the contract with what answers it. */
export const handlers = (deps: Deps, readers: Readers, agreements: AgreementReader): Handlers => ({
  ...probeRoutes(deps),
  ...eventRoutes(),
  ...eventListRoutes(deps),
  // Loaded when they are asked for: no event and no reading of one decides anything.
  ...lazily(ACCESS, async () => (await import('./access.ts')).accessRoutes(deps, readers, agreements)),
  // Most of what a hosted function is, and no part of recording events.
  ...lazily(JUDGING, async () => (await import('./judging.ts')).judgingRoutes(deps, agreements)),
})
