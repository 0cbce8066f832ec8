import type { Deployment } from '../facts/deployments.ts'
import { within } from '../time/instant.ts'
import { noData, share, type WindowIndicator } from './indicator.ts'

/** Events named in one answer; the rest are counted, and are there in the list of events. */
export const EVIDENCE_LIMIT = 200

type Failed = Deployment & { failed: NonNullable<Deployment['failed']> }

export const changeFailRate: WindowIndicator = {
  info: {
    key: 'change-fail-rate',
    title: 'Change fail rate',
    unit: '%',
    direction: 'lower',
    scope: 'window',
    describes: 'period',
    events: ['deployment', 'incident'],
    formula: 'distinct failed production deployments / distinct production deployments of the window',
    statistics: [],
    default_statistic: null,
    counter: ['deployment-frequency'],
    source: 'DORA change fail rate; which deployment failed follows PRODUCT rule 11, and the rule is kept',
    example: '3 of 20 deployments failed: 15.0 %; two incidents of one deployment still are one failure',
  },
  measure: ({ window, deployments }) => {
    const inside = deployments.filter((deployment) => within(window, deployment.at))
    const counted = inside.filter((deployment) => !deployment.uncounted)
    const failed = counted.filter((deployment): deployment is Failed => deployment.failed !== null)
    const presumed = failed.filter((deployment) => deployment.failed.rule === 'presumed').length
    const notCounted = inside.flatMap((deployment) =>
      deployment.uncounted ? [{ deployment: deployment.event, reason: deployment.uncounted }] : [],
    )
    if (counted.length === 0) return noData('no_events', 'no production deployment in the window')
    return {
      kind: 'measured',
      value: share(failed.length, counted.length),
      fraction: { numerator: failed.length, denominator: counted.length },
      samples: counted.length,
      ...(presumed > 0 ? { withoutPresumed: share(failed.length - presumed, counted.length) } : {}),
      evidence: {
        formula: `${failed.length} of ${counted.length} deployments failed${presumed > 0 ? `, ${presumed} of them presumed` : ''}`,
        events: counted.slice(0, EVIDENCE_LIMIT).map((deployment) => deployment.event),
        ...(counted.length > EVIDENCE_LIMIT ? { more: counted.length - EVIDENCE_LIMIT } : {}),
        failed: failed.slice(0, EVIDENCE_LIMIT).map((deployment) => ({
          deployment: deployment.event,
          rule: deployment.failed.rule,
          by: deployment.failed.by,
        })),
        ...(notCounted.length > 0 ? { not_counted: notCounted.slice(0, EVIDENCE_LIMIT) } : {}),
      },
    }
  },
}
