import { countText } from '../number/count-text.ts'
import { coverageFacts, totalOf } from './coverage.ts'
import { type ChangeIndicator, noData, share } from './indicator.ts'

/** Covered share of the executable lines a change adds; what was there before is not held against it. */
export const patchCoverage: ChangeIndicator = {
  info: {
    key: 'patch-coverage',
    title: 'Added lines covered',
    unit: '%',
    direction: 'higher',
    scope: 'change',
    describes: 'change',
    events: ['coverage'],
    formula: 'covered / total executable lines among the lines the change adds',
    statistics: [],
    default_statistic: null,
    counter: ['coverage', 'skipped-tests'],
    source:
      'Added lines of `git diff` against the merge base that the coverage report lists as executable; lines that were only moved, and files marked as generated or vendored, are not added',
    example: '71 of 100 added executable lines covered: 71.0 %; none added: nothing to cover, which passes',
  },
  measure: ({ head, uncovered, minLines }) => {
    // What was measured at another commit says nothing of the lines that this one adds.
    const facts = coverageFacts(head).filter((fact) => !fact.carriedForward)
    if (facts.length === 0) return noData('no_report', 'no coverage report for this commit')
    const patch = totalOf(facts, 'patch')
    if (!patch) return noData('not_in_report', 'the coverage was sent without the lines this change adds')
    if (patch.total === 0) return noData('nothing_to_cover', 'the change adds no executable line')
    if (patch.total < minLines)
      return {
        ...noData(
          'below_min_lines',
          `the change adds ${patch.total} executable ${patch.total === 1 ? 'line' : 'lines'}; judged from ${minLines} on`,
          patch.total,
        ),
        needed: minLines,
      }
    return {
      kind: 'measured',
      value: share(patch.covered, patch.total),
      fraction: { numerator: patch.covered, denominator: patch.total },
      samples: patch.total,
      evidence: {
        formula: `${patch.covered} of ${countText(patch.total, 'added executable line')} covered`,
        events: facts.map((fact) => fact.event),
        ...(uncovered && uncovered.length > 0 ? { uncovered } : {}),
      },
    }
  },
}
