import { FINDING_SEVERITIES } from '../events/words.ts'
import { fewNames } from '../facts/flag-names.ts'
import { type ChangeIndicator, eventsNamed, noData } from './indicator.ts'

/** What only informs is no trouble, unless somebody agrees that it is. */
const DEFAULT_SEVERITIES = FINDING_SEVERITIES.filter((severity) => severity !== 'info')

export const findings: ChangeIndicator = {
  info: {
    key: 'findings',
    title: 'Findings',
    unit: 'count',
    direction: 'lower',
    scope: 'change',
    describes: 'state',
    events: ['findings'],
    formula:
      'findings of the agreed severities (critical, high, medium and low unless agreed) and category, summed over tools and flags',
    statistics: [],
    default_statistic: null,
    counter: ['change-size'],
    source: 'SARIF as the tools write it; a tool that found nothing says 0, and no tool at all is no data',
    example: '1 critical and 2 high of one tool, 4 info of another: 3',
  },
  measure: ({ head, severities, category }) => {
    const facts = head.filter((fact) => fact.kind === 'findings')
    const asked = category === null ? facts : facts.filter((fact) => fact.category === category)
    if (asked.length === 0)
      return noData('no_report', `no ${category === null ? '' : `${category} `}findings were reported for this commit`)
    const wanted = FINDING_SEVERITIES.filter((severity) => (severities ?? DEFAULT_SEVERITIES).includes(severity))
    const counts = wanted.map((severity) => ({
      severity,
      count: asked.reduce((sum, { bySeverity }) => sum + bySeverity[severity], 0),
    }))
    const total = counts.reduce((sum, { count }) => sum + count, 0)
    const tools = [...new Set(asked.map(({ tool }) => tool))].sort()
    return {
      kind: 'measured',
      value: { num: BigInt(total), den: 1n },
      samples: asked.length,
      evidence: {
        formula: `${counts.map(({ severity, count }) => `${count} ${severity}`).join(', ')}, by ${fewNames(tools)}`,
        ...eventsNamed(asked.map(({ event }) => event)),
      },
    }
  },
}
