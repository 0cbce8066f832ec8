import type { LocalAgreement, MeasuredChange } from '@plumbline/client/change'
import type { Evaluation } from '@plumbline/core'
import { NO_AUTH } from '../identity/no-auth.ts'
import type { ApiStatus, Job, Trouble } from '../job.ts'
import type { HereAnswer } from './here.ts'

export type Judged = { evaluation: Evaluation | null; api: ApiStatus; troubles: Trouble[] }

/** The judge with its agreement parser is loaded only where it judges here. */
export const loadHere = () => import('./here.ts')

const hereOr = (level: Trouble['level'], answer: HereAnswer): Omit<Judged, 'api'> => {
  if (answer.kind === 'wrong')
    return { evaluation: null, troubles: [{ level, title: answer.title, text: answer.text }] }
  const { evaluation, edit } = answer
  if (edit === null) return { evaluation, troubles: [] }
  const { first, ...mistake } = edit
  return { evaluation: level === 'error' ? failedBy(evaluation, first) : evaluation, troubles: [{ level, ...mistake }] }
}

/**
 * Rule 16: the text before the change has judged every objective, and that stands. But what would leave nobody a text to
 * judge by fails, and no place where the verdict is read may say otherwise.
 */
const failedBy = (evaluation: Evaluation, mistake: string): Evaluation => ({
  ...evaluation,
  verdict: 'fail',
  notes: [{ code: 'agreement_edit_invalid', detail: mistake }, ...evaluation.notes],
})

/** By the agreement file, because no server was named. */
export const judgeWithoutServer = async (
  job: Job,
  agreement: LocalAgreement,
  service: string | null,
  measured: MeasuredChange,
): Promise<Judged> => {
  const { judgeHere } = await loadHere()
  return { ...hereOr('error', judgeHere(job, agreement, service, measured)), api: 'not_asked' }
}

/** By what can be judged here, because the server can't be asked; the reader is told why. */
const judgeInstead = async (
  job: Job,
  service: string,
  measured: MeasuredChange,
  why: string,
): Promise<Omit<Judged, 'api'>> => {
  // This job measured nothing: by what it has, there would be no report at all.
  if (job.settings.mode === 'finalize') return { evaluation: null, troubles: [] }
  const { judgeHere, readAgreement } = await loadHere()
  const agreement = await readAgreement(job)
  // Where nobody else judges either, to pass would leave the choice of the text to the change; and what it makes of the
  // agreement fails it as it does without a server.
  const isItsOwn = agreement.kind === 'unknown' || (agreement.kind === 'invalid' && agreement.before !== null)
  const level = isItsOwn && job.auth === null ? 'error' : 'warning'
  const judged = hereOr(level, judgeHere(job, agreement, service, measured))
  if (judged.evaluation === null) return judged
  const notes = [{ code: 'no_server' as const, detail: why }, ...judged.evaluation.notes]
  return { ...judged, evaluation: { ...judged.evaluation, notes } }
}

const WITHOUT = `judged without the server, because ${NO_AUTH}`

/** By the server; where it can't answer, by what can be judged here, and said so. A wrong request is never glossed over. */
export const judgeWithServer = async (job: Job, service: string, measured: MeasuredChange): Promise<Judged> => {
  const { api } = job.settings
  if (api === null || job.auth === null) {
    const { evaluation, troubles } = await judgeInstead(job, service, measured, WITHOUT)
    const trouble: Trouble = { level: 'warning', title: 'Judged without the server', text: WITHOUT }
    return { evaluation, api: 'not_asked', troubles: [trouble, ...troubles] }
  }

  const { judgeOnServer } = await import('./server.ts')
  const answer = await judgeOnServer(job, { ...api, auth: job.auth }, service, measured)
  if (answer.kind === 'judged') {
    // The server can't know what this machine could not measure.
    const notes = [...answer.evaluation.notes, ...measured.notes]
    return { evaluation: { ...answer.evaluation, notes }, api: 'ok', troubles: answer.troubles }
  }
  const { status, trouble } = answer
  if (status === 'rejected') return { evaluation: null, api: status, troubles: [{ level: 'error', ...trouble }] }
  const level = job.settings.onApiError === 'fail' ? 'error' : 'warning'
  const why = `judged without the server: ${trouble.title} (${trouble.text})`
  const { evaluation, troubles } = await judgeInstead(job, service, measured, why)
  return { evaluation, api: status, troubles: [{ level, ...trouble }, ...troubles] }
}
