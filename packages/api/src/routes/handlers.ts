import type { Readers } from '../auth/authenticate.ts'
import type { Deps } from '../deps.ts'
import type { AgreementReader } from '../flow/agreed.ts'
import type { Handlers } from '../http/route.ts'
import { claimRoutes } from './access/claims.ts'
import { keyRoutes } from './access/keys.ts'
import { memberRoutes } from './access/members.ts'
import { eventRoutes } from './events/events.ts'
import { eventListRoutes } from './events/list.ts'
import { engagementRoutes } from './installation/engagements.ts'
import { probeRoutes } from './installation/probes.ts'
import { JUDGING } from './judging-ids.ts'
import { lazily } from './lazily.ts'

/** Every operation of the contract with what answers it. */
export const handlers = (deps: Deps, readers: Readers, agreements: AgreementReader): Handlers => ({
  ...engagementRoutes(deps),
  ...probeRoutes(deps),
  ...claimRoutes(deps),
  ...keyRoutes(deps, readers.keys),
  ...memberRoutes(deps, readers),
  ...eventRoutes(),
  ...eventListRoutes(deps),
  // Loaded when it is asked for: most of what a hosted function is, and no part of recording events.
  ...lazily(JUDGING, async () => (await import('./judging.ts')).judgingRoutes(deps, agreements)),
})
