import type { KeyReader } from '../auth/key-reader.ts'
import type { Deps } from '../deps.ts'
import type { AgreementReader } from '../flow/agreed.ts'
import type { Handlers } from '../http/route.ts'
import { claimRoutes } from './access/claims.ts'
import { keyRoutes } from './access/keys.ts'
import { decideRoutes } from './agreements/decide.ts'
import { proposeRoutes } from './agreements/propose.ts'
import { agreementRoutes } from './agreements/read.ts'
import { breachRoutes } from './breaches/breach.ts'
import { breachListRoutes } from './breaches/list.ts'
import { eventRoutes } from './events/events.ts'
import { evaluationRoutes } from './gate/evaluations.ts'
import { gateRoutes } from './gate/gate.ts'
import { indicatorRoutes } from './indicators/indicators.ts'
import { engagementRoutes } from './installation/engagements.ts'
import { probeRoutes } from './installation/probes.ts'
import { statusRoutes } from './status/status.ts'

/** Every operation of the contract with what answers it. */
export const handlers = (deps: Deps, keys: KeyReader, agreements: AgreementReader): Handlers => ({
  ...engagementRoutes(deps),
  ...probeRoutes(deps),
  ...claimRoutes(deps),
  ...keyRoutes(deps, keys),
  ...eventRoutes(),
  ...gateRoutes(deps, agreements),
  ...evaluationRoutes(deps),
  ...statusRoutes(agreements),
  ...indicatorRoutes(agreements),
  ...proposeRoutes(),
  ...agreementRoutes(agreements),
  ...decideRoutes(agreements),
  ...breachListRoutes(deps),
  ...breachRoutes(),
})
