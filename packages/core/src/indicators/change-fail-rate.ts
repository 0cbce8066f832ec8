import type { Deployment } from '../facts/deployments.ts'
import { countText } from '../number/count-text.ts'
import { inside } from '../time/sorted.ts'
import { EVIDENCE_LIMIT, eventsNamed, leftOut, noData, share, type WindowIndicator } from './indicator.ts'
import { presumedUntil, rebuttableUntil } from './presumed.ts'
import { WINDOW_READS } from './window-reads.ts'

/** Of what names one deployment as failed: any number of incidents may. */
const MOST_NAMED_BY = 20

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
    source:
      'DORA change fail rate; which deployment failed is told by four rules in a fixed order, and the one that fits is kept',
    example: '3 of 20 deployments failed: 15.0 %; two incidents of one deployment still are one failure',
  },
  reads: WINDOW_READS['change-fail-rate'],
  measure: (input) => {
    const { window, services } = input
    const all = services.flatMap(({ deployments }) => inside(deployments, window))
    const counted = all.filter((deployment) => !deployment.uncounted)
    const failed = counted.filter((deployment): deployment is Failed => deployment.failed !== null)
    const presumed = failed.filter((deployment) => deployment.failed.rule === 'presumed').length
    const rebuttable = failed.flatMap(({ failed: by }) => rebuttableUntil(by, input))
    const notCounted = all.flatMap((deployment) =>
      deployment.uncounted ? [{ event: deployment.event, reason: deployment.uncounted }] : [],
    )
    if (counted.length === 0) return noData('no_events', 'no production deployment in the window')
    return {
      kind: 'measured',
      value: share(failed.length, counted.length),
      fraction: { numerator: failed.length, denominator: counted.length },
      samples: counted.length,
      ...(rebuttable.length > 0 ? { withoutPresumed: share(failed.length - rebuttable.length, counted.length) } : {}),
      evidence: {
        formula: `${failed.length} of ${countText(counted.length, 'deployment')} failed${presumed > 0 ? `, ${presumed} of them presumed` : ''}`,
        ...eventsNamed(counted.map((deployment) => deployment.event)),
        failed: failed.slice(0, EVIDENCE_LIMIT).map((deployment) => ({
          deployment: deployment.event,
          rule: deployment.failed.rule,
          by: deployment.failed.by.slice(0, MOST_NAMED_BY),
        })),
        ...presumedUntil(rebuttable),
        ...leftOut(notCounted),
      },
    }
  },
}
