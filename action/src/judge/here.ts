import { judgeLocally, type LocalAgreement, localAgreement, type MeasuredChange } from '@plumbline/client/change'
import { type Evaluation, nearest } from '@plumbline/core'
import type { Job } from '../job.ts'
import { gateRequest } from './request.ts'

export type HereAnswer =
  | { kind: 'judged'; evaluation: Evaluation }
  /** The configuration or the agreement file is wrong: `text` says what is right. */
  | { kind: 'wrong'; title: string; text: string }

/** The agreement at the merge base: what a change edits can't judge it. */
export const readAgreement = async ({ settings, runner, clone }: Job): Promise<LocalAgreement> =>
  localAgreement({ path: settings.agreement, cwd: runner.workspace, repository: await clone })

/** The service that was asked for, else the only one that can be meant: by repository, or because there is no other. */
export const serviceOf = ({ settings, runner }: Job, agreement: LocalAgreement): string | null => {
  if (settings.service !== null || agreement.kind !== 'agreement') return settings.service
  const { services } = agreement.parsed.terms
  const here = [...services].filter(([, terms]) => terms.repositories.includes(runner.repository)).map(([name]) => name)
  const meant = here.length > 0 ? here : [...services.keys()]
  return meant.length === 1 ? (meant[0] ?? null) : null
}

export const judgeHere = (
  job: Job,
  agreement: LocalAgreement,
  service: string | null,
  measured: MeasuredChange,
): HereAnswer => {
  const { settings, at } = job
  if (agreement.kind === 'missing')
    return {
      kind: 'wrong',
      title: 'No agreement to judge by',
      text: `there is no ${agreement.path}, neither at the merge base nor in the working tree: check \`agreement\`, or give \`api-url\``,
    }
  if (agreement.kind === 'invalid')
    return { kind: 'wrong', title: `${agreement.path} is not valid`, text: agreement.report }
  const known = [...agreement.parsed.terms.services.keys()]
  if (service === null)
    return {
      kind: 'wrong',
      title: 'Which service?',
      text: `${settings.agreement} has several services; give one as \`service\`: ${known.join(', ')}`,
    }
  if (!known.includes(service)) {
    const meant = nearest(service, known)
    return {
      kind: 'wrong',
      title: 'Wrong `service`',
      text: `“${service}” is not in ${settings.agreement}${meant === null ? '' : `; did you mean “${meant}”?`} Its services: ${known.join(', ')}`,
    }
  }
  return {
    kind: 'judged',
    evaluation: judgeLocally({ agreement, change: measured, request: gateRequest(job, service, measured), at }),
  }
}
