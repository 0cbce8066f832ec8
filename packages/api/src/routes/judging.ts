import type { Deps } from '../deps.ts'
import type { AgreementReader } from '../flow/agreed.ts'
import type { Family } from '../http/route.ts'
import { backtestRoutes } from './agreements/backtest.ts'
import { decideRoutes } from './agreements/decide.ts'
import { diffRoutes } from './agreements/diff.ts'
import { proposeRoutes } from './agreements/propose.ts'
import { agreementRoutes } from './agreements/read.ts'
import { baselineRoutes } from './baselines/baselines.ts'
import { breachRoutes } from './breaches/breach.ts'
import { breachListRoutes } from './breaches/list.ts'
import { breachSummaryRoutes } from './breaches/summary.ts'
import { clockRoutes } from './clocks/clocks.ts'
import { disputeRoutes } from './decisions/disputes.ts'
import { exclusionRoutes } from './decisions/exclusions.ts'
import { waiverRoutes } from './decisions/waivers.ts'
import { dataHealthRoutes } from './events/data-health.ts'
import { evaluationRoutes } from './gate/evaluations.ts'
import { gateRoutes } from './gate/gate.ts'
import { indicatorRoutes } from './indicators/indicators.ts'
import type { Judging } from './judging-ids.ts'
import { ledgerRoutes } from './ledger/ledger.ts'
import { reportRoutes } from './reports/reports.ts'
import { statusRoutes } from './status/status.ts'

/** Everything that knows what is agreed: the judge, and what there is to say about its verdicts. */
export const judgingRoutes = (deps: Deps, agreements: AgreementReader): Family<Judging> => ({
  ...dataHealthRoutes(deps, agreements),
  ...gateRoutes(deps, agreements),
  ...evaluationRoutes(deps),
  ...statusRoutes(agreements),
  ...clockRoutes(deps, agreements),
  ...indicatorRoutes(agreements),
  ...proposeRoutes(),
  ...agreementRoutes(agreements),
  ...decideRoutes(agreements),
  ...diffRoutes(agreements),
  ...backtestRoutes(agreements),
  ...baselineRoutes(deps),
  ...breachListRoutes(deps, agreements),
  ...breachSummaryRoutes(agreements),
  ...breachRoutes(agreements),
  ...waiverRoutes(deps, agreements),
  ...exclusionRoutes(deps, agreements),
  ...disputeRoutes(deps, agreements),
  ...ledgerRoutes(deps),
  ...reportRoutes(deps, agreements),
})
