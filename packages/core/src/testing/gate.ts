import type { AcceptedVersion } from '../agreement/versions.ts'
import { evaluate } from '../evaluation/evaluate.ts'
import type { Evaluation, ObjectiveResult } from '../evaluation/evaluation.ts'
import type { GateRequest } from '../evaluation/gate.ts'
import type { EvaluationInput } from '../evaluation/input.ts'
import type { ChangeFact, CoverageFact, TestRunFact, WindowFact } from '../facts/facts.ts'
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
  server?: false
}

/** Asks a gate about checkout-api: a pull request at `now`, with nothing measured, unless said otherwise. */
export const gate = (asked: Asked): Evaluation =>
  evaluate({
    id: 'ev_test',
    at: at(asked.now),
    request: { service: 'checkout-api', event: 'pull_request', commit_sha: SHA, ...asked.request },
    versions: asked.versions,
    window:
      asked.server === false
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
  })

/** The only result of an evaluation. */
export const only = (evaluation: Evaluation): ObjectiveResult => {
  const [result, ...more] = evaluation.objectives
  if (!result || more.length > 0) throw new Error(`expected one objective, found ${evaluation.objectives.length}`)
  return result
}
