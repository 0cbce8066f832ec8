import { carriedText } from '../evaluation/carry-forward.ts'
import type { Evidence } from '../evaluation/evidence.ts'
import type { ChangeFact, CoverageFact, Covered } from '../facts/facts.ts'
import { fewNames } from '../facts/flag-names.ts'
import { countText } from '../number/count-text.ts'
import {
  type ChangeIndicator,
  type ChangeInput,
  EVIDENCE_LIMIT,
  eventsNamed,
  type IndicatorInfo,
  type Measurement,
  noData,
  share,
} from './indicator.ts'

type Part = 'lines' | 'branches' | 'functions'
const SINGULAR: Record<Part, string> = { lines: 'line', branches: 'branch', functions: 'function' }

export const coverageFacts = (facts: ChangeFact[]): CoverageFact[] => facts.filter((fact) => fact.kind === 'coverage')

/** Sums over the flags of a commit; null where none of its reports carries the part. */
export const totalOf = (facts: CoverageFact[], part: Part | 'patch'): Covered | null => {
  const parts = facts.map((fact) => fact[part]).filter((covered) => covered !== null)
  if (parts.length === 0) return null
  return {
    covered: parts.reduce((sum, one) => sum + one.covered, 0),
    total: parts.reduce((sum, one) => sum + one.total, 0),
  }
}

/** Which uploads a figure is made of; one that was measured at another commit says at which. */
export const flagsNote = (facts: CoverageFact[]) => {
  const flags = facts.filter(({ flag, carriedForward }) => flag !== '' || carriedForward)
  return flags.length > 0
    ? ` (${fewNames(flags.map((fact) => (fact.carriedForward ? carriedText(fact) : fact.flag)))})`
    : ''
}

/** The uploads that a figure is made of, as evidence. */
export const coverageEvidence = (facts: CoverageFact[]): Pick<Evidence, 'events' | 'more' | 'carried_forward'> => {
  const carried = facts.filter((fact) => fact.carriedForward)
  return {
    ...eventsNamed(facts.map((fact) => fact.event)),
    ...(carried.length === 0
      ? {}
      : {
          carried_forward: carried
            .slice(0, EVIDENCE_LIMIT)
            .map(({ flag, carriedFrom = null }) => ({ flag, commit_sha: carriedFrom })),
        }),
  }
}

const measurePart =
  (part: Part) =>
  (input: ChangeInput): Measurement => {
    const facts = coverageFacts(input.head)
    if (facts.length === 0) return noData('no_report', 'no coverage report for this commit')
    const total = totalOf(facts, part)
    if (!total) return noData('not_in_report', `the coverage report carries no ${part}`)
    // Code without branches is nobody's fault; a report without lines has measured nothing.
    if (total.total === 0)
      return noData(part === 'lines' ? 'not_in_report' : 'nothing_to_cover', `the report lists no executable ${part}`)
    return {
      kind: 'measured',
      value: share(total.covered, total.total),
      fraction: { numerator: total.covered, denominator: total.total },
      samples: total.total,
      evidence: {
        formula: `${total.covered} of ${countText(total.total, SINGULAR[part], part)} covered${flagsNote(facts)}${facts.length > 1 ? ', added up' : ''}`,
        ...coverageEvidence(facts),
      },
    }
  }

const info = (key: string, title: string, part: Part): IndicatorInfo & { scope: 'change' } => ({
  key,
  title,
  unit: '%',
  direction: 'higher',
  scope: 'change',
  describes: 'state',
  events: ['coverage'],
  formula: `covered ${part} / executable ${part} of the commit, summed over its flags`,
  statistics: [],
  default_statistic: null,
  counter: ['skipped-tests'],
  source: 'The report formats themselves; lines are counted once for each file, however often a report repeats them',
  example: `780 of 1,000 ${part} covered: 78.0 %`,
})

export const coverage: ChangeIndicator = {
  info: info('coverage', 'Lines covered', 'lines'),
  measure: measurePart('lines'),
}

export const coverageBranches: ChangeIndicator = {
  info: info('coverage-branches', 'Branches covered', 'branches'),
  measure: measurePart('branches'),
}

export const coverageFunctions: ChangeIndicator = {
  info: info('coverage-functions', 'Functions covered', 'functions'),
  measure: measurePart('functions'),
}
