import type { LocalAgreement, MeasuredChange, Uncovered } from '@plumbline/client/change'
import type { Evaluation } from '@plumbline/core'
import { summary as renderSummary, terminal } from '@plumbline/render'
import { annotateUncovered } from './annotations/annotate.ts'
import { annotateVerdict } from './annotations/verdict.ts'
import { commentBody, sayingOf } from './comment/saying.ts'
import { shownTo } from './comment/shown.ts'
import { lookForComment } from './comment/write.ts'
import { noVerdict, statusOf } from './commit-status/state.ts'
import { STATUS_NOT_ASKED, writeCommitStatus } from './commit-status/write.ts'
import type { Change } from './context.ts'
import { failsBy } from './exit.ts'
import type { Whose } from './handed-on/hand-on.ts'
import { readOnlyOf } from './identity/read-only.ts'
import type { Done, Job, Trouble } from './job.ts'
import { withExemption } from './judge/exemption.ts'
import { judgeWithoutServer, judgeWithServer, loadHere } from './judge/judge.ts'
import { verdictOutputs } from './judge/outputs.ts'
import { masked } from './masked.ts'
import { collect, measure } from './measure/measure.ts'
import { measuredSection } from './measure/section.ts'
import { tellTrouble } from './runner/trouble.ts'
import { whoseOf, writeOut, writerOf, writeStatusOnly } from './written.ts'

/** Without a server the agreement file comes first: it also tells which service is meant. */
const judgedHere = async (job: Job): Promise<{ agreement: LocalAgreement | null; service: string | null }> => {
  const { api, service } = job.settings
  if (api !== null) return { agreement: null, service }
  const { readAgreement, serviceOf } = await loadHere()
  const agreement = await readAgreement(job)
  return { agreement, service: serviceOf(job, agreement) }
}

/** Which pull request a push merged only GitHub knows. The server must be told before it judges; here it can wait. */
const merged = async (job: Job): Promise<Change> =>
  job.change.event === 'push' && job.settings.api !== null ? (await import('./merge.ts')).withMerge(job) : job.change

/** The file for a run that may write, where this one may not. */
const handedOn = async (job: Job, evaluation: Evaluation, whose: Whose | null): Promise<string> =>
  whose === null ? '' : ((await (await import('./handed-on/hand-on.ts')).handOn(job, evaluation, whose)) ?? '')

/**
 * Added lines that no test runs: as this job knows them; as the server does where other jobs have told of them, or of
 * the same lines: they may run what this one does not.
 */
const uncoveredIn = ({ objectives }: Evaluation, { uncovered }: MeasuredChange): Uncovered[] => {
  const judged = objectives.find(({ indicator }) => indicator === 'patch-coverage')?.evidence
  const isAlone = (judged?.events?.length ?? 0) <= 1
  return isAlone && uncovered.length > 0 ? uncovered : (judged?.uncovered ?? [])
}

/**
 * Measures, judges, comments. In this order, so that no failure loses what is already known: what was measured here
 * goes to the summary, then the verdict or why there is none, then the comment.
 */
export const gate = async (told: Job): Promise<Done> => {
  const { settings, summary, log } = told
  const readOnly = readOnlyOf(told.runner)
  const writer = writerOf(told, readOnly)
  const found = lookForComment(writer)
  const [{ agreement, service }, reports, change] = await Promise.all([judgedHere(told), collect(told), merged(told)])
  const job: Job = { ...told, change }
  const name = service ?? job.runner.repository.replace(/^.*\//, '')

  const measured = await measure(job, name, reports)
  if (settings.mode !== 'finalize') await summary.add(measuredSection(measured, name))

  const judge = (asked: Job) =>
    agreement === null
      ? judgeWithServer(asked, name, measured)
      : judgeWithoutServer(asked, agreement, service, measured)
  const judged = masked(await withExemption(job, await judge(job), judge), job.mask)
  const troubles: Trouble[] = [...judged.troubles]
  for (const trouble of judged.troubles) await tellTrouble(job, trouble)
  const { evaluation, api } = judged
  const troubled = troubles.some(({ level }) => level === 'error')
  if (evaluation === null) {
    const status = writeCommitStatus(writer, name, noVerdict(troubles, troubled), null)
    for (const trouble of await writeStatusOnly(status, readOnly)) await tellTrouble(job, trouble)
    return { outputs: { 'api-status': api }, failed: troubled }
  }

  // What could not be measured already stands above it.
  const shown = shownTo(job, evaluation)
  const notes = shown.notes.filter(({ detail }) => !measured.notes.some((known) => known.detail === detail))
  await summary.add(renderSummary({ ...shown, notes }))
  log.info(terminal(shown, { colour: false }))

  const isAwaited = evaluation.uploads?.state === 'awaited'
  // That it waits is the warning: the last upload's gate says whether there is another.
  const failOn = isAwaited && settings.failOn === 'warning' ? 'breach' : settings.failOn
  const fails = failsBy(failOn, evaluation.verdict)
  const written = await writeOut(writer, readOnly, sayingOf(writer, shown), found, async () =>
    // While uploads are awaited a required status is rather absent than green.
    isAwaited
      ? STATUS_NOT_ASKED
      : writeCommitStatus(writer, name, statusOf(shown, fails, troubles), evaluation.url ?? null),
  )
  for (const trouble of written.troubles) await tellTrouble(job, trouble)
  annotateUncovered(log, evaluation, uncoveredIn(evaluation, measured))

  if (fails)
    annotateVerdict(
      log,
      shown,
      evaluation.verdict === 'fail' ? null : `The job fails by \`fail-on: ${settings.failOn}\`.`,
    )
  return {
    outputs: {
      ...verdictOutputs(evaluation, api, commentBody(shown, settings.commentDetail)),
      'comment-id': written.id === null ? '' : String(written.id),
      'comment-file': await handedOn(job, shown, whoseOf(readOnly, written.refused)),
    },
    failed: fails || troubled,
  }
}
