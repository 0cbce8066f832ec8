import type { Deployment } from '../facts/deployments.ts'
import { within } from '../time/instant.ts'
import { type Case, type Cases, ended, goesOn, measureCases, overdue, together } from './cases.ts'
import { restoredBeside } from './incident-counters.ts'
import type { WindowIndicator, WindowInput } from './indicator.ts'
import { rebuttableUntil } from './presumed.ts'
import { MEDIAN, STATISTICS } from './statistic.ts'

/** How long a deployment may have gone unremedied and still be recovered in a window. */
const DAYS_BEFORE = 90

const caseOf = ({ at, event, failed, remediation }: Deployment, input: WindowInput): Cases => {
  const [rebuttable] = rebuttableUntil(failed, input)
  const presumed: Pick<Case, 'presumed'> = rebuttable === undefined ? {} : { presumed: rebuttable }
  return remediation
    ? ended(at, remediation.at, { events: [remediation.by, event], ...presumed })
    : overdue(at, input, { events: [event], ...presumed })
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
  reads: { families: ['delivery', 'watch'], daysBefore: DAYS_BEFORE },
  measure: (input) => {
    const { window, services } = input
    const failed = services.flatMap(({ deployments }) => deployments.filter((one) => one.failed && !one.uncounted))
    const found = failed.map((one): Cases => {
      const { cases, notCounted } = caseOf(one, input)
      const here = one.remediation !== null && within(window, one.remediation.at)
      return {
        cases: cases.filter(({ at }) => within(window, at)),
        notCounted: here ? notCounted : [],
        goingOn: goesOn(one.at, one.remediation?.at ?? null, input) ? [one.event] : [],
      }
    })
    return measureCases(input, together(found), 'failed deployments')
  },
  beside: restoredBeside,
}
