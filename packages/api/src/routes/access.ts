import type { Readers } from '../auth/authenticate.ts'
import type { Deps } from '../deps.ts'
import type { AgreementReader } from '../flow/agreed.ts'
import type { Family } from '../http/route.ts'
import { claimRoutes } from './access/claims.ts'
import { keyRoutes } from './access/keys.ts'
import { memberRoutes } from './access/members.ts'
import type { Access } from './access-ids.ts'
import { engagementRoutes } from './installation/engagements.ts'

/** Who may do what, from the engagement itself on. */
export const accessRoutes = (deps: Deps, readers: Readers, agreements: AgreementReader): Family<Access> => ({
  ...engagementRoutes(deps),
  ...claimRoutes(deps),
  ...keyRoutes(deps, readers.keys),
  ...memberRoutes(deps, readers, agreements),
})
