import type { Deps } from '../deps.ts'
import type { AgreementReader } from '../flow/agreed.ts'
import type { Family } from '../http/route.ts'
import { decideRoutes } from './agreements/decide.ts'
import { proposeRoutes } from './agreements/propose.ts'
import { agreementRoutes } from './agreements/read.ts'
import { breachRoutes } from './breaches/breach.ts'
import { breachListRoutes } from './breaches/list.ts'
import { breachSummaryRoutes } from './breaches/summary.ts'
import { dataHealthRoutes } from './events/data-health.ts'
import { evaluationRoutes } from './gate/evaluations.ts'
import { gateRoutes } from './gate/gate.ts'
import { indicatorRoutes } from './indicators/indicators.ts'
import type { Judging } from './judging-ids.ts'
import { statusRoutes } from './status/status.ts'

/** Everything that knows what is agreed: the judge, and what there is to say about its verdicts. */
export const judgingRoutes = (deps: Deps, agreements: AgreementReader): Family<Judging> => ({
  ...dataHealthRoutes(deps, agreements),
  ...gateRoutes(deps, agreements),
  ...evaluationRoutes(deps),
  ...statusRoutes(agreements),
  ...indicatorRoutes(agreements),
  ...proposeRoutes(),
  ...agreementRoutes(agreements),
  ...decideRoutes(agreements),
  ...breachListRoutes(deps),
  ...breachSummaryRoutes(agreements),
  ...breachRoutes(),
})
