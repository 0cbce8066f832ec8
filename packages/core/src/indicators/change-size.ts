import { countText } from '../number/count-text.ts'
import { type ChangeIndicator, noData } from './indicator.ts'

export const changeSize: ChangeIndicator = {
  info: {
    key: 'change-size',
    title: 'Size of the change',
    unit: 'lines',
    direction: 'lower',
    scope: 'change',
    describes: 'change',
    events: ['pull_request'],
    formula: 'lines added + lines deleted by the whole pull request',
    statistics: [],
    default_statistic: null,
    counter: [],
    source: 'What the last event of the pull request says of it; generated files count as it counts them',
    example: '320 lines added and 45 deleted: 365 lines',
  },
  measure: ({ head }) => {
    // The last word about each pull request; a commit is of one.
    const size = head.find((fact) => fact.kind === 'size')
    if (!size) return noData('no_report', 'no pull request event for this change')
    const { additions, deletions, event } = size
    return {
      kind: 'measured',
      value: { num: BigInt(additions + deletions), den: 1n },
      samples: 1,
      evidence: { formula: `${countText(additions, 'line')} added + ${deletions} deleted`, events: [event] },
    }
  },
}
