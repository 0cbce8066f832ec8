import type { AcceptedVersion } from '../agreement/versions.ts'
import { evaluate } from '../evaluation/evaluate.ts'
import type { Evaluation, ObjectiveResult } from '../evaluation/evaluation.ts'
import type { GateRequest } from '../evaluation/gate.ts'
import type { EvaluationInput } from '../evaluation/input.ts'
import type { ChangeFact, CoverageFact, FindingsFact, SizeFact, TestRunFact, WindowFact } from '../facts/facts.ts'
import { NOTHING_STANDS, type Standing } from '../standing/standing.ts'
import { at } from './agreement.ts'
import { ref } from './facts.ts'

export const SHA = 'a'.repeat(40)
export const BASE_SHA = 'b'.repeat(40)

export const coverage = (covered: number, total: number, own: Partial<CoverageFact> = {}): CoverageFact => ({
  kind: 'coverage',
  event: ref(`c ${covered} ${total} ${own.flag}`),
  id: 'c',
  time: 0,
  flag: '',
  reconstructed: false,
  corrects: null,
  lines: { covered, total },
  branches: null,
  functions: null,
  patch: null,
  carriedForward: false,
  ...own,
})

export const testRun = (tests: number, own: Partial<TestRunFact> = {}): TestRunFact => ({
  kind: 'test_run',
  event: ref(`t ${tests}`),
  id: 't',
  time: 0,
  flag: '',
  reconstructed: false,
  corrects: null,
  tests,
  failures: 0,
  errors: 0,
  skipped: 0,
  ...own,
})

type Asked = {
  versions: AcceptedVersion[]
  now: string
  request?: Partial<GateRequest>
  head?: ChangeFact[]
  base?: EvaluationInput['base']
  facts?: WindowFact[]
  open?: NonNullable<EvaluationInput['window']>['openBreaches']
  deployedBefore?: boolean
  firstIntroduction?: boolean
  server?: false | 'silent'
  standing?: Partial<Standing>
}

/** Asks a gate about checkout-api: a pull request at `now`, with nothing measured, unless said otherwise. */
export const gate = (asked: Asked): Evaluation =>
  evaluate({
    id: 'ev_test',
    at: at(asked.now),
    request: { service: 'checkout-api', event: 'pull_request', commit_sha: SHA, ...asked.request },
    versions: asked.versions,
    window:
      asked.server !== undefined
        ? null
        : {
            facts: asked.facts ?? [],
            corrections: [],
            openBreaches: asked.open ?? [],
            deployedBefore: asked.deployedBefore ?? false,
          },
    head: asked.head ?? [],
    base: asked.base ?? null,
    firstIntroduction: asked.firstIntroduction,
    serverSilent: asked.server === 'silent',
    standing: { ...NOTHING_STANDS, ...asked.standing },
  })

/** The only result of an evaluation. */
export const only = (evaluation: Evaluation): ObjectiveResult => {
  const [result, ...more] = evaluation.objectives
  if (!result || more.length > 0) throw new Error(`expected one objective, found ${evaluation.objectives.length}`)
  return result
}

/** What a tool found, by severity; nothing that is not said. */
export const found = (
  bySeverity: Partial<FindingsFact['bySeverity']>,
  own: Partial<FindingsFact> = {},
): FindingsFact => ({
  kind: 'findings',
  event: ref(`f ${own.tool} ${own.category} ${own.flag} ${own.id}`),
  id: 'f',
  time: 0,
  flag: '',
  reconstructed: false,
  corrects: null,
  tool: 'scanner',
  category: 'quality',
  bySeverity: { critical: 0, high: 0, medium: 0, low: 0, info: 0, ...bySeverity },
  ...own,
})

/** What a pull request says of its size. */
export const size = (additions: number, deletions: number, own: Partial<SizeFact> = {}): SizeFact => ({
  kind: 'size',
  event: ref(`s ${additions} ${deletions}`),
  id: 's',
  time: 0,
  flag: '',
  reconstructed: false,
  corrects: null,
  additions,
  deletions,
  ...own,
})
