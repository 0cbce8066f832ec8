import { countText } from '../number/count-text.ts'
import { inside } from '../time/sorted.ts'
import { eventsNamed, leftOut, noData, share, type WindowIndicator } from './indicator.ts'
import { WINDOW_READS } from './window-reads.ts'

export const deploymentReworkRate: WindowIndicator = {
  info: {
    key: 'deployment-rework-rate',
    title: 'Deployment rework rate',
    unit: '%',
    direction: 'lower',
    scope: 'window',
    describes: 'period',
    events: ['deployment', 'incident'],
    formula:
      'unplanned production deployments that roll back a deployment or fix an incident / production deployments of the window',
    statistics: [],
    default_statistic: null,
    counter: ['deployment-frequency'],
    source:
      'DORA deployment rework rate; what rolls back or fixes is unplanned unless the deployment says it was planned',
    example: '2 rollbacks and 1 fix among 40 deployments: 7.5 %',
  },
  reads: WINDOW_READS['deployment-rework-rate'],
  measure: ({ window, services }) => {
    const all = services.flatMap(({ deployments }) => inside(deployments, window))
    const counted = all.filter(({ uncounted }) => !uncounted)
    if (counted.length === 0) return noData('no_events', 'no production deployment in the window')
    const rework = counted.filter((deployment) => deployment.rework)
    return {
      kind: 'measured',
      value: share(rework.length, counted.length),
      fraction: { numerator: rework.length, denominator: counted.length },
      samples: counted.length,
      evidence: {
        formula: `${rework.length} of ${countText(counted.length, 'deployment')} mended what had gone wrong`,
        ...eventsNamed(rework.map(({ event }) => event)),
        ...leftOut(all.flatMap(({ event, uncounted }) => (uncounted ? [{ event, reason: uncounted }] : []))),
      },
    }
  },
}
