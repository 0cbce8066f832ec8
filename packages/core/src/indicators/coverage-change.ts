import { countText } from '../number/count-text.ts'
import { cutDecimal, subtract } from '../number/ratio.ts'
import { coverageEvidence, coverageFacts, flagsNote, totalOf } from './coverage.ts'
import { type ChangeIndicator, eventsNamed, noData, share } from './indicator.ts'

/** Head minus base, in percentage points, over the flags that both were measured with. */
export const coverageChange: ChangeIndicator = {
  info: {
    key: 'coverage-change',
    title: 'Coverage against base',
    unit: 'pp',
    direction: 'higher',
    scope: 'change',
    describes: 'change',
    events: ['coverage'],
    formula: 'coverage of the head minus coverage of the base; 0 where it fell without a single new uncovered line',
    statistics: [],
    default_statistic: null,
    counter: ['uncovered-lines'],
    source: 'The exact base, else its nearest measured ancestor, which is said',
    example: '79.6 % after 80.0 %: −0.4 pp; but 79.6 % with no more uncovered lines than before: 0.0 pp',
  },
  measure: ({ head, base }) => {
    const facts = coverageFacts(head)
    if (facts.length === 0) return noData('no_report', 'no coverage report for this commit')
    const flags = new Set(coverageFacts(base?.facts ?? []).map((fact) => fact.flag))
    const compared = facts.filter((fact) => flags.has(fact.flag))
    const now = totalOf(compared, 'lines')
    const compareFlags = new Set(compared.map((fact) => fact.flag))
    const comparedWith = coverageFacts(base?.facts ?? []).filter((fact) => compareFlags.has(fact.flag))
    const before = totalOf(comparedWith, 'lines')
    const carried = compared.filter((fact) => fact.carriedForward)
    // With nothing but what was carried forward, the base would be compared with itself.
    const isMeasured = carried.length < compared.length
    if (!base || !now || !before || now.total === 0 || before.total === 0 || !isMeasured)
      return noData('no_baseline', 'neither the base nor a named ancestor of it was measured the same way')
    const difference = subtract(share(now.covered, now.total), share(before.covered, before.total))
    const uncoveredNow = now.total - now.covered
    const uncoveredBefore = before.total - before.covered
    const onlyDeleted = difference.num < 0n && uncoveredNow <= uncoveredBefore
    const shares = `${now.covered} of ${countText(now.total, 'line')} now${flagsNote(carried)}, ${before.covered} of ${before.total} at the base`
    return {
      kind: 'measured',
      // Deleting covered code lowers the share although nobody wrote an untested line: no loss.
      value: onlyDeleted ? { num: 0n, den: 1n } : difference,
      samples: now.total,
      evidence: {
        formula: onlyDeleted
          ? `${shares}: ${cutDecimal(difference, 2, 'down')} pp only because covered lines were removed (uncovered ${uncoveredBefore} → ${uncoveredNow}), counted as 0`
          : `${shares} (uncovered ${uncoveredBefore} → ${uncoveredNow})`,
        ...coverageEvidence(compared),
        ...eventsNamed([...compared, ...comparedWith].map((fact) => fact.event)),
        baseline: base.baseline,
      },
    }
  },
}
