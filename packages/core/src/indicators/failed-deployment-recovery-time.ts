import type { Deployment } from '../facts/deployments.ts'
import type { ServiceHistory } from '../facts/history.ts'
import { onceFor } from '../remember.ts'
import { within } from '../time/instant.ts'
import { type Case, type Cases, ended, goesOn, measureCases, overdue, together } from './cases.ts'
import { restoredBeside } from './incident-counters.ts'
import type { WindowIndicator, WindowInput } from './indicator.ts'
import { lastingIn, lastingOf } from './lasting.ts'
import { rebuttableUntil } from './presumed.ts'
import { MEDIAN, STATISTICS } from './statistic.ts'
import { WINDOW_READS } from './window-reads.ts'

const caseOf = ({ at, event, failed, remediation }: Deployment, input: WindowInput): Cases => {
  const [rebuttable] = rebuttableUntil(failed, input)
  const presumed: Pick<Case, 'presumed'> = rebuttable === undefined ? {} : { presumed: rebuttable }
  return remediation
    ? ended(at, remediation.at, { events: [remediation.by, event], ...presumed })
    : overdue(at, input, { events: [event], ...presumed })
}

/** Every window asks the same deployments. */
const failedOf = onceFor(({ deployments }: ServiceHistory) =>
  deployments.filter(({ failed, uncounted }) => failed && !uncounted),
)
const recoveries = onceFor((service: ServiceHistory) =>
  lastingOf(failedOf(service), ({ at, remediation }) => ({ from: at, to: remediation?.at ?? null })),
)

const casesOf = (service: ServiceHistory, input: WindowInput): Cases => {
  const { cases, notCounted } = together(lastingIn(recoveries(service), input.window).map((one) => caseOf(one, input)))
  return {
    // What goes on may have become a case in another window.
    cases: cases.filter(({ at }) => within(input.window, at)),
    notCounted,
    goingOn: () =>
      failedOf(service)
        .filter(({ at, remediation }) => goesOn(at, remediation?.at ?? null, input))
        .map(({ event }) => event),
  }
}

export const failedDeploymentRecoveryTime: WindowIndicator = {
  info: {
    key: 'failed-deployment-recovery-time',
    title: 'Failed deployment recovery time',
    unit: 's',
    direction: 'lower',
    scope: 'window',
    describes: 'period',
    events: ['deployment', 'incident', 'heartbeat'],
    formula:
      'remediation − failed deployment finished, once for each failed deployment, in the window of the remediation: the earliest of the next success there, its rollback or fix, and the end of every incident it set off; one that goes on past the target with its age',
    statistics: [...STATISTICS],
    default_statistic: MEDIAN,
    counter: ['change-fail-rate'],
    source:
      'DORA failed deployment recovery time; which deployment failed is told as for change-fail-rate, presumed ones apart',
    example: 'failed at 10:00, rolled back at 10:25, its incident resolved at 11:00: 25 min',
  },
  reads: WINDOW_READS['failed-deployment-recovery-time'],
  measure: (input) => {
    return measureCases(input, together(input.services.map((service) => casesOf(service, input))), 'failed deployment')
  },
  beside: restoredBeside,
}
