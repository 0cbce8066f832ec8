import type { LocalAgreement } from '@plumbline/client/change'
import { headline, summary as renderSummary, terminal } from '@plumbline/render'
import { commentBody, writeComment } from './comment/write.ts'
import { failsBy } from './exit.ts'
import type { Done, Job, Trouble } from './job.ts'
import { judgeWithoutServer, judgeWithServer, loadHere } from './judge/judge.ts'
import { collect, measure } from './measure/measure.ts'
import { measuredSection } from './measure/section.ts'
import { tellTrouble } from './runner/trouble.ts'

/** Without a server the agreement file comes first: it also tells which service is meant. */
const judgedHere = async (job: Job): Promise<{ agreement: LocalAgreement | null; service: string | null }> => {
  const { api, service } = job.settings
  if (api !== null) return { agreement: null, service }
  const { readAgreement, serviceOf } = await loadHere()
  const agreement = await readAgreement(job)
  return { agreement, service: serviceOf(job, agreement) }
}

/**
 * Measures, judges, comments. In this order, so that no failure loses what is already known: what was measured here
 * goes to the summary, then the verdict or why there is none, then the comment.
 */
export const gate = async (job: Job): Promise<Done> => {
  const { settings, summary, log } = job
  const [{ agreement, service }, reports] = await Promise.all([judgedHere(job), collect(job)])
  const name = service ?? 'service'

  const measured = await measure(job, name, reports)
  await summary.add(measuredSection(measured, name))

  const judged =
    agreement === null
      ? await judgeWithServer(job, name, measured)
      : await judgeWithoutServer(job, agreement, service, measured)
  const troubles: Trouble[] = [...judged.troubles]
  for (const trouble of judged.troubles) await tellTrouble(job, trouble)
  const { evaluation, api } = judged
  if (evaluation === null)
    return { outputs: { 'api-status': api }, failed: troubles.some(({ level }) => level === 'error') }

  // What could not be measured already stands above it.
  const notes = evaluation.notes.filter(({ detail }) => !measured.notes.some((known) => known.detail === detail))
  await summary.add(renderSummary({ ...evaluation, notes }))
  log.info(terminal(evaluation, { colour: false }))

  const markdown = commentBody(evaluation, settings.commentDetail)
  const written = await writeComment(job, evaluation, markdown)
  if (written.trouble) await tellTrouble(job, written.trouble)

  const fails = failsBy(settings.failOn, evaluation.verdict)
  if (fails) {
    const { words, counts } = headline(evaluation)
    const why = evaluation.verdict === 'fail' ? '' : `, and the job fails by \`fail-on: ${settings.failOn}\``
    log.failed(`${words} (${counts.join(', ')})${why}`)
  }
  return {
    outputs: {
      verdict: evaluation.verdict,
      'evaluation-id': evaluation.id,
      breached: String(evaluation.objectives.some(({ status }) => status === 'breached')),
      'report-url': evaluation.url ?? '',
      'comment-id': written.id === null ? '' : String(written.id),
      'api-status': api,
      markdown,
    },
    failed: fails || troubles.some(({ level }) => level === 'error'),
  }
}
