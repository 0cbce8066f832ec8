import { type Evaluation, parseInstant } from '@plumbline/core'
import { comment, commentMarker } from '@plumbline/render'
import type { Job } from '../job.ts'
import { gateName, isOneOfSeveral } from './gate-name.ts'
import { commentOf, commentWith, hasOthers, laterRun, type Own, type OwnPart, type Part, united } from './parts.ts'
import { MAX_COMMENT } from './publish.ts'
import { type GateName, type RunOrder, runOrder, type State } from './state-line.ts'

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
  /** Whether others may write into the same comment at the same time, knowing what stands there. */
  shared: (standing: readonly string[]) => boolean
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

/** @param isOneOfSeveral whether others are known to judge alone at the same time */
const sayingWith = (service: string, own: Own, isOneOfSeveral: boolean): Saying => ({
  service,
  commitSha: own.commitSha,
  bodyWith: (standing) => commentWith(own, standing, commentMarker(service), MAX_COMMENT),
  verdictWith: (standing) => united(standing === null ? [] : [standing], own)[0]?.state.verdict ?? 'awaited',
  laterRun: (standing) => laterRun(standing, own),
  shared: (standing) => isOneOfSeveral || hasOthers(standing, own),
})

const isAlone = ({ local }: Evaluation): boolean => local === true

/**
 * What this gate says. A server judges by all that it knows, so that its newest word takes the place of the one before;
 * a gate that judges alone knows nothing of what other jobs have measured, and speaks beside them.
 */
export const sayingOf = (job: Job, evaluation: Evaluation): Saying => {
  const { service, commit_sha: commitSha } = evaluation
  const [gate, run] = [gateName(job), runOf(job)]
  const part = partOf(evaluation, job.settings.commentDetail, { run, of: isAlone(evaluation) ? gate : null })
  const own: Own = { commitSha, run, parts: [{ ...part, keys: [gate.key] }] }
  return sayingWith(service, own, isAlone(evaluation) && isOneOfSeveral(job))
}

export type Handed = { evaluation: Evaluation; of: GateName }

const atOf = ({ evaluation }: Handed): number => parseInstant(evaluation.at) ?? 0

/** As their own run would have said it: each that judged alone in its part, and of what a server said the newest. */
const ownParts = (job: Job, handed: readonly Handed[]): OwnPart[] => {
  const partBy = ({ evaluation }: Handed, of: GateName | null) =>
    partOf(evaluation, job.settings.commentDetail, { run: runOf(job), of })
  const alone = handed.filter(({ evaluation }) => isAlone(evaluation))
  const judged = handed.filter((one) => !alone.includes(one))
  const [newest] = judged.toReversed().toSorted((a, b) => atOf(b) - atOf(a))
  return [
    ...(newest === undefined ? [] : [{ ...partBy(newest, null), keys: judged.map(({ of }) => of.key) }]),
    ...alone.map((one) => ({ ...partBy(one, one.of), keys: [one.of.key] })),
  ]
}

/** What the gates of a run have handed on about one service. */
export const sayingOfAll = (job: Job, service: string, commitSha: string, handed: readonly Handed[]): Saying =>
  sayingWith(service, { commitSha, run: runOf(job), parts: ownParts(job, handed) }, false)
