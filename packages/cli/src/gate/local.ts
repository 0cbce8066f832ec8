import { judgeLocally, type LocalAgreement, localAgreement } from '@plumbline/client/change'
import type { Context } from '../context.ts'
import { misconfigured, usage } from '../exit.ts'
import type { Judged, Measuring } from './gate.ts'
import { agreementOf, type GateOptions, requestOf } from './options.ts'

type Agreement = Extract<LocalAgreement, { kind: 'agreement' }>

/** The text that judges, and what is wrong with the one that the change would put in its place. */
const readable = (agreement: LocalAgreement): { judging: Agreement; wrong: string | null } => {
  switch (agreement.kind) {
    case 'agreement':
      return { judging: agreement, wrong: null }
    case 'missing':
      throw misconfigured(
        `there is no agreement at ${agreement.path}`,
        'plumbline init writes one; --agreement names another file; --api-url asks a server',
      )
    case 'invalid': {
      const wrong = `${agreement.path} is not valid\n${agreement.report}`
      if (agreement.before === null) throw misconfigured(wrong)
      return { judging: agreement.before, wrong }
    }
    case 'unknown':
      throw misconfigured(
        `nobody knows ${agreement.path} as it was before this change, and a change is not judged by its own text: ${agreement.why}`,
        `--base names another base; --agreement ${agreement.path} judges by the text as it stands`,
      )
    default:
      return agreement satisfies never
  }
}

/** The service that is judged: named, or the only one there is. */
export const serviceOf = (named: string | undefined, services: Iterable<string>): string => {
  const known = [...services]
  if (named !== undefined) {
    if (!known.includes(named)) throw usage(`the agreement has no service “${named}”`, `it has ${known.join(', ')}`)
    return named
  }
  const [only, ...more] = known
  if (only === undefined || more.length > 0)
    throw usage('which service is judged?', `give --service, one of ${known.join(', ')}`)
  return only
}

/** Judges by the agreement file as it was before the change. */
export const judgeHere = async (
  context: Context,
  options: GateOptions,
  { repository, measure }: Measuring,
): Promise<Judged> => {
  const found = await localAgreement(await agreementOf(options, context.cwd, repository))
  const { judging: agreement, wrong } = readable(found)
  const service = serviceOf(options.service, agreement.parsed.terms.services.keys())
  const change = await measure(service)
  const evaluation = judgeLocally({ agreement, change, request: requestOf(options, service), at: context.now() })
  return { evaluation, change, markdown: null, wrong }
}
