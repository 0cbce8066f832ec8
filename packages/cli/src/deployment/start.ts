import type { GateInput } from '@plumbline/client'
import { type NoRepository, openRepository, type Repository } from '@plumbline/client/change'
import { type Evaluation, formatInstant } from '@plumbline/core'
import { terminal } from '@plumbline/render'
import { environmentOf } from '../ci/observed.ts'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode, usage } from '../exit.ts'
import { explain } from '../explain.ts'
import { printData, printJson, terminalOf, wantsJson } from '../output/print.ts'
import { oneLine } from '../output/text.ts'
import { idOf, type StartOptions } from './options.ts'
import { keepStarted, type Started } from './state.ts'

/** Undoing harm is never held up: not by a verdict, not by an outage, not by a mistake in how the gate was asked. */
const mustGoOn = ({ rollsBack, fixesIncident }: StartOptions) => rollsBack !== undefined || fixesIncident !== undefined

const warn = (context: Context, error: unknown) =>
  context.err.write(`plumbline: warning: the deployment goes on without the gate: ${explain(error).lines.join('\n')}\n`)

export const commitOf = (repository: Repository | NoRepository, named: string | undefined): string => {
  if (repository.kind === 'repository') return repository.head
  if (named !== undefined) return named
  throw usage(`which commit is deployed? ${repository.detail}`, 'give --commit SHA')
}

const requestFor = (
  { inputs }: Context,
  options: StartOptions,
  repository: Repository | NoRepository,
  { deploymentId, commitSha }: Started,
  environment: string | null,
): GateInput => {
  const base = repository.kind === 'repository' && repository.base.kind === 'found' ? repository.base : null
  return {
    service: options.service,
    event: 'deployment',
    commit_sha: commitSha,
    ...(base === null ? {} : { base_sha: base.mergeBase, ancestors: base.ancestors }),
    ...(inputs.ci?.ref ? { ref: inputs.ci.ref } : {}),
    ...(environment === null ? {} : { environment }),
    ...(options.rollsBack === undefined ? {} : { rolls_back: options.rollsBack }),
    ...(options.fixesIncident === undefined ? {} : { fixes_incident: options.fixesIncident }),
    // The end of the id is what differs between attempts.
    run: `${deploymentId}/start`.slice(-200),
  }
}

/** The gate's verdict; null where nobody could be asked and the deployment goes on all the same. */
const ask = async (context: Context, options: StartOptions, request: GateInput): Promise<Evaluation | null> => {
  try {
    const { events: _, markdown: __, ...evaluation } = await connect(context, options).gate(request)
    return evaluation
  } catch (error) {
    const outage = explain(error).exit === EXIT.unavailable
    if (!mustGoOn(options) && !(outage && options.onApiError === 'warn')) throw error
    warn(context, error)
    return null
  }
}

const start = async (context: Context, options: StartOptions): Promise<ExitCode> => {
  const environment = environmentOf(context, options)
  const named = options.commit ?? context.inputs.ci?.commitSha ?? undefined
  const repository = await openRepository(context.cwd, null, named ?? null)
  const commitSha = commitOf(repository, named)
  const started: Started = {
    state: 'begun',
    deploymentId: idOf(context, options, commitSha),
    startedAt: formatInstant(context.now()),
    commitSha,
    rollsBack: options.rollsBack ?? null,
    fixesIncident: options.fixesIncident ?? null,
  }
  const request = requestFor(context, options, repository, started, environment)
  if (options.dryRun) {
    printJson(context, options, request)
    return EXIT.fine
  }

  const keep = (state: Started['state']) =>
    keepStarted(context, { file: options.state, service: options.service, environment }, { ...started, state })
  // Whoever ends the deployment has to know, also where something goes wrong here.
  keep('stopped')
  const evaluation = await ask(context, options, request)
  const stopped = evaluation?.verdict === 'fail' && !mustGoOn(options)
  if (!stopped) keep('begun')

  if (wantsJson(options))
    printJson(context, options, {
      deployment_id: started.deploymentId,
      started_at: started.startedAt,
      stopped,
      evaluation,
    })
  else if (evaluation) {
    const { colour } = terminalOf(context, options)
    printData(context, options, `${terminal(evaluation, { colour, width: context.out.columns })}\n`)
  }
  context.err.write(`deployment ${oneLine(started.deploymentId)} ${stopped ? 'was stopped by the gate' : 'begins'}\n`)
  return stopped ? EXIT.no : EXIT.fine
}

/** Asks the gate whether a deployment may begin, and leaves for `finish` when it did, or that it did not. */
export const startDeployment = async (context: Context, options: StartOptions): Promise<ExitCode> => {
  try {
    return await start(context, options)
  } catch (error) {
    if (!mustGoOn(options)) throw error
    warn(context, error)
    return EXIT.fine
  }
}
