import { ApiProblem, ApiUnavailable } from '@plumbline/client'
import { localAgreement, type MeasuredChange } from '@plumbline/client/change'
import { countText } from '@plumbline/core'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import { EXIT, Failure, usage } from '../exit.ts'
import { oneLine } from '../output/text.ts'
import type { Judged, Measuring } from './gate.ts'
import { serviceOf } from './local.ts'
import { agreementOf, type GateOptions, requestOf } from './options.ts'

/** Named, or the only one of the agreement file here, if there is one. */
const remoteService = async (context: Context, options: GateOptions, { repository }: Measuring): Promise<string> => {
  if (options.service !== undefined) return options.service
  // Only the name is taken from it: what judges is the server's.
  const found = await localAgreement({ ...(await agreementOf(options, context.cwd, repository)), trustDisk: true })
  if (found.kind === 'agreement') return serviceOf(undefined, found.parsed.terms.services.keys())
  throw usage('which service is judged?', 'give --service NAME, as the agreement calls it')
}

const measuredWords = ({ events }: MeasuredChange): string =>
  events
    .map((event) => {
      if (event.type === 'coverage') {
        const { lines, patch } = event.data
        return `${lines.covered} of ${countText(lines.total, 'line')} covered${patch ? `, ${patch.covered} of ${patch.total} added ones` : ''}`
      }
      if (event.type === 'test_run')
        return `${event.data.failures + event.data.errors} of ${countText(event.data.tests, 'test')} failed`
      if (event.type === 'findings') {
        const { critical = 0, high = 0, medium = 0, low = 0 } = event.data.by_severity
        return `${countText(critical + high + medium + low, 'finding')} of ${event.data.tool}`
      }
      if (event.type === 'pull_request')
        return `${event.data.additions ?? 0} lines added and ${event.data.deletions ?? 0} deleted`
      return event.type
    })
    .join('; ') || 'nothing'

/** What a server that can't be asked means: nothing was judged, and what was measured is not lost. */
const unavailable = (context: Context, options: GateOptions, error: Error, change: MeasuredChange): null => {
  const measured = `measured: ${measuredWords(change)}`
  if (options.onApiError === 'fail')
    throw new Failure(EXIT.unavailable, `nothing was judged: ${error.message}`, measured)
  context.err.write(
    `plumbline: warning: nothing was judged: ${oneLine(error.message)}\n  ${measured}\n  --on-api-error fail makes this an error\n`,
  )
  return null
}

/** Posts what was measured and takes the server's verdict; null where none came and that is to be no error. */
export const judgeRemotely = async (
  context: Context,
  options: GateOptions,
  measuring: Measuring,
): Promise<Judged | null> => {
  const client = connect(context, options)
  const service = await remoteService(context, options, measuring)
  const change = await measuring.measure(service)
  if (measuring.repository.kind === 'none' && options.commit === undefined)
    throw usage(`which commit is judged? ${measuring.repository.detail}`, 'give --commit SHA')
  for (const { detail } of change.notes) context.err.write(`plumbline: ${oneLine(detail)}\n`)

  try {
    const { events, markdown, ...evaluation } = await client.gate({
      ...requestOf(options, service),
      // Without events nothing else tells this question from an earlier one about the same commit.
      ...(options.finalize && options.run === undefined
        ? { run: `finalize ${change.commitSha} ${context.now()}` }
        : {}),
      commit_sha: change.commitSha,
      ...(change.baseSha === null ? {} : { base_sha: change.baseSha, ancestors: change.ancestors }),
      events: change.events,
    })
    for (const { id, status, reason } of events)
      if (status === 'rejected')
        context.err.write(
          `plumbline: ${oneLine(`${id ?? 'an event'} was refused (${reason?.code ?? 'rejected'}): ${reason?.detail ?? ''}`)}\n`,
        )
    return { evaluation, change, markdown, wrong: null }
  } catch (error) {
    if (error instanceof ApiUnavailable || (error instanceof ApiProblem && error.status >= 500))
      return unavailable(context, options, error, change)
    throw error
  }
}
