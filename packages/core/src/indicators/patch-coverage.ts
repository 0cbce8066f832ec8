import type { CoverageFact } from '../facts/facts.ts'
import { flagNames } from '../facts/flag-names.ts'
import { countText } from '../number/count-text.ts'
import { coverageFacts, totalOf } from './coverage.ts'
import { type ChangeIndicator, eventsNamed, noData, share } from './indicator.ts'
import { type ToldLines, toldLines } from './told-lines.ts'
import { overlapping, type UnitedPatch, unitedPatch } from './united-patch.ts'

/** How figures of several uploads became one. */
const howText = (several: readonly CoverageFact[], united: UnitedPatch | null): string => {
  if (several.length === 0) return ''
  const flags = flagNames(several.map(({ flag }) => flag))
  return united ? ` (${flags}, each line once)` : ` (${flags}, added up: a line of several counts for each)`
}

const leftText = ({ told, left }: ToldLines): string =>
  left === 0 ? '' : `; ${countText(told, 'uncovered line')} named, ${left} more left out`

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
    formula:
      'covered / total executable lines among the lines the change adds; of several flags each line once, where all of them name their lines',
    statistics: [],
    default_statistic: null,
    counter: ['coverage', 'skipped-tests'],
    source:
      'Added lines of `git diff` against the merge base that the coverage report lists as executable; lines that were only moved, and files marked as generated or vendored, are not added',
    example: '71 of 100 added executable lines covered: 71.0 %; none added: nothing to cover, which passes',
  },
  measure: ({ head, uncovered, minLines, patchLines }) => {
    // What was measured at another commit says nothing of the lines that this one adds.
    const facts = coverageFacts(head).filter((fact) => !fact.carriedForward)
    if (facts.length === 0) return noData('no_report', 'no coverage report for this commit')
    const several = overlapping(facts)
    const united = several.length > 0 ? unitedPatch(several, patchLines ?? new Map()) : null
    const patch = united ?? totalOf(facts, 'patch')
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
    const missed = toldLines(united?.uncovered ?? uncovered ?? [])
    return {
      kind: 'measured',
      value: share(patch.covered, patch.total),
      fraction: { numerator: patch.covered, denominator: patch.total },
      samples: patch.total,
      evidence: {
        formula: `${patch.covered} of ${countText(patch.total, 'added executable line')} covered${howText(several, united)}${leftText(missed)}`,
        ...eventsNamed(facts.map((fact) => fact.event)),
        ...(missed.told > 0 ? { uncovered: missed.files } : {}),
      },
    }
  },
}
