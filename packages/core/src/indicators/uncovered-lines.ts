import { countText } from '../number/count-text.ts'
import { coverageEvidence, coverageFacts, flagsNote, totalOf } from './coverage.ts'
import { type ChangeIndicator, noData } from './indicator.ts'

export const uncoveredLines: ChangeIndicator = {
  info: {
    key: 'uncovered-lines',
    title: 'Uncovered lines',
    unit: 'lines',
    direction: 'lower',
    scope: 'change',
    describes: 'state',
    events: ['coverage'],
    formula: 'executable lines minus covered lines of the commit',
    statistics: [],
    default_statistic: null,
    counter: ['coverage'],
    source: 'The same report as `coverage`',
    example: '780 of 1,000 lines covered: 220 lines',
  },
  measure: ({ head }) => {
    const facts = coverageFacts(head)
    if (facts.length === 0) return noData('no_report', 'no coverage report for this commit')
    const lines = totalOf(facts, 'lines')
    // An empty report has shown nothing: 0 uncovered of 0 lines is no success (rule 4).
    if (!lines || lines.total === 0) return noData('nothing_to_cover', 'the report lists no executable lines')
    return {
      kind: 'measured',
      value: { num: BigInt(lines.total - lines.covered), den: 1n },
      samples: lines.total,
      evidence: {
        formula: `${countText(lines.total, 'executable line')} − ${lines.covered} covered${flagsNote(facts.filter((fact) => fact.carriedForward))}`,
        ...coverageEvidence(facts),
      },
    }
  },
}
