import type { Evaluation } from '@plumbline/core'
import { comment, commentMarker } from '@plumbline/render'
import type { Job } from '../job.ts'
import { gateName, isOneOfSeveral } from './gate-name.ts'
import { commentOf, commentWith, laterRun, type OwnPart, type Part, partsOf, united, worstFirst } from './parts.ts'
import { MAX_COMMENT } from './publish.ts'
import { type GateName, isLater, type RunOrder, runOrder, type State } from './state-line.ts'

/** What is to be said in the one comment of a service. */
export type Saying = {
  service: string
  commitSha: string
  /** Beside what stands there; nothing: alone. */
  bodyWith: (standing: readonly string[]) => string
  /** The worst verdict that the comment then tells. */
  verdictWith: (standing: string | null) => State['verdict']
  /** The later run whose word stands there. */
  laterRun: (standing: string) => RunOrder | null
  /** Others may write into the same comment at the same time. */
  shared: boolean
}

/** More uploads of the commit are expected, and their gate says more than this one. */
const isAwaited = ({ uploads, verdict }: Evaluation): boolean => uploads?.state === 'awaited' && verdict !== 'fail'

type By = { run: RunOrder | null; of: GateName | null }
const NOBODY: By = { run: null, of: null }

/** What an evaluation says in a comment, and what the next run reads of it. */
const partOf = (evaluation: Evaluation, detail: 'change' | 'full', by: By): Part => {
  const text = comment(evaluation, { detail })
  return {
    text: text.slice(0, text.lastIndexOf(commentMarker(evaluation.service))).trim(),
    state: {
      verdict: isAwaited(evaluation) ? 'awaited' : evaluation.verdict,
      commitSha: evaluation.commit_sha,
      ...by,
    },
  }
}

/** The comment of an evaluation alone, whichever run it is of. */
export const commentBody = (evaluation: Evaluation, detail: 'change' | 'full'): string =>
  commentOf([partOf(evaluation, detail, NOBODY)], commentMarker(evaluation.service), MAX_COMMENT)

const runOf = ({ runner: { run } }: Job): RunOrder | null => runOrder(run.id, run.attempt)

const worstOf = ([worst]: readonly Part[]): State['verdict'] => worst?.state.verdict ?? 'awaited'

/**
 * What this gate says. A server judges by all that it knows, so that its newest word takes the place of the one before;
 * a gate that judges alone knows nothing of what other jobs have measured, and speaks beside them.
 */
export const sayingOf = (job: Job, evaluation: Evaluation): Saying => {
  const { service, commit_sha: commitSha } = evaluation
  const [gate, marker] = [gateName(job), commentMarker(service)]
  const of = evaluation.local === true ? gate : null
  const own: OwnPart = { ...partOf(evaluation, job.settings.commentDetail, { run: runOf(job), of }), key: gate.key }
  return {
    service,
    commitSha,
    bodyWith: (standing) => commentWith(own, standing, marker, MAX_COMMENT),
    verdictWith: (standing) => worstOf(united(standing === null ? [] : [standing], own)),
    laterRun: (standing) => laterRun(standing, own),
    shared: of !== null && isOneOfSeveral(job),
  }
}

export type Handed = { evaluation: Evaluation; of: GateName }

/** What the gates of a run have handed on about one service: all of it at once, so that nothing of before is kept. */
export const sayingOfAll = (job: Job, service: string, commitSha: string, handed: readonly Handed[]): Saying => {
  const run = runOf(job)
  const parts = worstFirst(
    handed.map(({ evaluation, of }) =>
      partOf(evaluation, job.settings.commentDetail, { run, of: handed.length > 1 ? of : null }),
    ),
  )
  return {
    service,
    commitSha,
    bodyWith: () => commentOf(parts, commentMarker(service), MAX_COMMENT),
    verdictWith: () => worstOf(parts),
    laterRun: (standing) => partsOf(standing).find(({ state }) => isLater(state.run, run))?.state.run ?? null,
    shared: false,
  }
}
