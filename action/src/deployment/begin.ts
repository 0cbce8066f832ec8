import { noReports } from '@plumbline/client/change'
import { codeSpan, comment, summary as renderSummary, terminal } from '@plumbline/render'
import { annotateVerdict } from '../annotations/verdict.ts'
import { shownTo } from '../comment/shown.ts'
import { failsBy } from '../exit.ts'
import { NO_AUTH } from '../identity/no-auth.ts'
import type { ApiStatus, Done, Job, Trouble } from '../job.ts'
import { verdictOutputs } from '../judge/outputs.ts'
import { judgeOnServer, type ServerAnswer } from '../judge/server.ts'
import { measure } from '../measure/measure.ts'
import { tellTrouble } from '../runner/trouble.ts'
import { deploymentId } from './identity.ts'
import { type Note, writeNote } from './note.ts'

type Judged = Extract<ServerAnswer, { kind: 'judged' }>
type Asked = Judged | { kind: 'failed'; status: ApiStatus; trouble: Omit<Trouble, 'level'> }

/** Undoing harm is never held up: not by a verdict, not by an outage, not by a mistake in how the gate was asked. */
const mustGoOn = ({ settings }: Job): boolean => settings.rollsBack !== null || settings.fixesIncident !== null

const stops = ({ settings }: Job, asked: Asked): boolean => {
  if (asked.kind === 'judged') return failsBy(settings.failOn, asked.evaluation.verdict)
  // A wrong configuration always fails: it would let every deployment pass unseen.
  return asked.status === 'rejected' || settings.onApiError === 'fail'
}

const troublesOf = (asked: Asked, stopped: boolean): Trouble[] => {
  if (asked.kind === 'judged') return asked.troubles
  return [{ level: stopped || asked.status === 'rejected' ? 'error' : 'warning', ...asked.trouble }]
}

const BEGUN_TWICE: Trouble = {
  level: 'error',
  title: 'This deployment has begun already',
  text: 'an earlier step of this job noted its start. The step after the deployment takes `status`, e.g. job.status as an expression; it is missing or empty here',
}

/** Asks the gate, and notes for the step that ends the deployment when it began, or that it was stopped. */
export const begin = async (job: Job, service: string, before: Note | null): Promise<Done> => {
  const { settings, summary, log } = job
  const goesOn = mustGoOn(job)
  if (before?.state === 'begun' && !goesOn) {
    await tellTrouble(job, BEGUN_TWICE)
    return { outputs: { 'api-status': 'not_asked' }, failed: true }
  }

  const number = (before?.number ?? 0) + 1
  const id = deploymentId(job, number)
  const measured = await measure(job, service, noReports())
  const { commitSha } = measured
  const { api } = settings
  // Only the server can judge a deployment: what it depends on is history, and what was measured long before.
  const asked: Asked =
    api === null || job.auth === null
      ? { kind: 'failed', status: 'not_asked', trouble: { title: 'The gate was not asked', text: NO_AUTH } }
      : await judgeOnServer(job, { ...api, auth: job.auth }, service, measured, id)
  const stopped = !goesOn && stops(job, asked)
  // Noted first: whatever else goes wrong, the step that ends the deployment has to know.
  const { rollsBack, fixesIncident } = settings
  const state = stopped ? 'stopped' : 'begun'
  writeNote(job, service, { state, number, at: job.at, commitSha, rollsBack, fixesIncident })

  for (const trouble of troublesOf(asked, stopped)) await tellTrouble(job, trouble)
  const where = settings.environment === null ? '' : ` to ${codeSpan(settings.environment, 70)}`
  const what = `Deployment ${codeSpan(id, 120)} of ${codeSpan(commitSha.slice(0, 12))}${where}`
  if (asked.kind === 'failed') {
    await summary.add(stopped ? `${what} was **stopped**.` : `${what} begins, judged by nobody.`)
    return { outputs: { 'api-status': asked.status }, failed: stopped }
  }

  const { evaluation } = asked
  const shown = shownTo(job, evaluation)
  await summary.add(`${renderSummary(shown)}\n\n${what} ${stopped ? 'was **stopped**' : 'begins'}.`)
  log.info(terminal(shown, { colour: false }))
  log.info(`deployment ${id} ${stopped ? 'was stopped' : 'begins'}`)
  if (stopped) annotateVerdict(log, shown, 'The deployment was stopped.')
  return { outputs: verdictOutputs(evaluation, 'ok', comment(shown)), failed: stopped }
}
