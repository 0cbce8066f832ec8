import './uncompiled.ts'
import { judgeLocally, type LocalAgreement, localAgreement, type MeasuredChange } from '@plumbline/client/change'
import { type Evaluation, nearest } from '@plumbline/core'
import type { Job } from '../job.ts'
import { gateRequest } from './request.ts'

/** The configuration or the agreement file is wrong: `text` says what is right. */
type Mistake = { title: string; text: string }

/** `first`: its first mistake in one line. */
type InvalidEdit = Mistake & { first: string }

export type HereAnswer =
  /** `edit`: the change makes the agreement file one that nobody could judge by; the text from before it has judged. */
  { kind: 'judged'; evaluation: Evaluation; edit: InvalidEdit | null } | ({ kind: 'wrong' } & Mistake)

/** The agreement at the base: what a change edits can't judge it. Where git doesn't know the base, GitHub is asked. */
export const readAgreement = async (job: Job): Promise<LocalAgreement> => {
  const { settings, runner } = job
  const repository = await job.clone
  const request = { path: settings.agreement, cwd: runner.workspace, repository, trustDisk: false }
  if (repository.kind === 'repository' && repository.base.kind === 'found') return localAgreement(request)
  const there = await (await import('./agreement-from-github.ts')).agreementFromGitHub(job, repository)
  switch (there.kind) {
    case 'text':
      return localAgreement({ ...request, baseText: there.text })
    case 'absent':
      return localAgreement({ ...request, baseText: null })
    case 'first':
      return localAgreement({ ...request, trustDisk: true })
    case 'unknown':
      return { kind: 'unknown', path: settings.agreement, why: there.why }
    default:
      return there satisfies never
  }
}

/** The service that was asked for, else the only one that can be meant: by repository, or because there is no other. */
export const serviceOf = ({ settings, runner }: Job, agreement: LocalAgreement): string | null => {
  const judging = agreement.kind === 'invalid' ? agreement.before : agreement
  if (settings.service !== null || judging?.kind !== 'agreement') return settings.service
  const { services } = judging.parsed.terms
  const here = [...services].filter(([, terms]) => terms.repositories.includes(runner.repository)).map(([name]) => name)
  const meant = here.length > 0 ? here : [...services.keys()]
  return meant.length === 1 ? (meant[0] ?? null) : null
}

const firstOf = ({ path, report, mistakes }: Extract<LocalAgreement, { kind: 'invalid' }>): string => {
  const [first, ...more] = mistakes
  if (first === undefined) return report
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`
  return `${path}, line ${first.line}: ${first.message}${others}`
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
      text: `there is no ${agreement.path}, neither at the merge base nor in the working tree: check \`agreement\`, and that actions/checkout ran before; or give \`api-url\``,
    }
  if (agreement.kind === 'unknown')
    return {
      kind: 'wrong',
      title: 'The agreement at the base is unknown',
      text: `a change is not judged by its own ${agreement.path}, and nobody tells what the base’s says (${agreement.why}): set \`fetch-depth: 0\` at actions/checkout, or give the job \`contents: read\``,
    }
  if (agreement.kind === 'invalid') {
    const mistake: Mistake = { title: `${agreement.path} is not valid`, text: agreement.report }
    if (agreement.before === null) return { kind: 'wrong', ...mistake }
    const judged = judgeHere(job, agreement.before, service, measured)
    return judged.kind === 'judged' ? { ...judged, edit: { ...mistake, first: firstOf(agreement) } } : judged
  }
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
      text: `“${service}” is not in ${settings.agreement}; ${meant === null ? '' : `did you mean “${meant}”? `}its services: ${known.join(', ')}`,
    }
  }
  return {
    kind: 'judged',
    evaluation: judgeLocally({
      agreement,
      change: measured,
      request: gateRequest(job, service, measured),
      at,
      serverSilent: settings.api !== null,
    }),
    edit: null,
  }
}
