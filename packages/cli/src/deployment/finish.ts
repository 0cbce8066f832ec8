import type { EngagementClient } from '@plumbline/client'
import { openRepository } from '@plumbline/client/change'
import {
  beforeProduction,
  commitsBetween,
  type DeploymentStatus,
  deploymentEvent,
  type FinishedDeployment,
  lastDeployment,
  type Shipped,
} from '@plumbline/client/delivery'
import { parseInstant } from '@plumbline/core'
import { environmentOf, sourceOf } from '../ci/observed.ts'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode, usage } from '../exit.ts'
import { printJson } from '../output/print.ts'
import { oneLine } from '../output/text.ts'
import { recordEvent } from '../record/record.ts'
import { type FinishOptions, idOf } from './options.ts'
import { commitOf } from './start.ts'
import { keepStarted, readStarted, type Started } from './state.ts'

const statusOf = ({ inputs }: Context, { status }: FinishOptions): DeploymentStatus => {
  const known = status ?? inputs.ci?.jobStatus
  if (known) return known
  throw usage('how did the deployment end?', 'give --status success, failure or cancelled')
}

const startOf = ({ startedAt }: FinishOptions, started: Started | null): number | null => {
  if (startedAt === undefined) return started === null ? null : parseInstant(started.startedAt)
  const at = parseInstant(startedAt)
  if (at === null) throw usage(`“${startedAt}” is no time`, 'give --started-at like 2026-12-01T09:30:00Z')
  return at
}

const finished = async (
  context: Context,
  options: FinishOptions,
  started: Started | null,
): Promise<FinishedDeployment> => {
  const { inputs, cwd, now } = context
  const named = options.commit ?? started?.commitSha ?? inputs.ci?.commitSha ?? undefined
  const commitSha = commitOf(await openRepository(cwd, null, named ?? null), named)
  return {
    service: options.service,
    environment: environmentOf(context, options),
    source: sourceOf(context, options),
    deploymentId: options.id ?? started?.deploymentId ?? idOf(context, options, commitSha),
    status: statusOf(context, options),
    startedAt: startOf(options, started),
    finishedAt: now(),
    commitSha,
    commits: null,
    version: options.release ?? inputs.ci?.version ?? null,
    rollsBack: options.rollsBack ?? started?.rollsBack ?? null,
    fixesIncident: options.fixesIncident ?? started?.fixesIncident ?? null,
    url: options.url ?? inputs.ci?.url ?? null,
  }
}

/** The commits since a revision that was named, else since the last deployment that the server knows of. */
const shippedBy = async (
  { cwd }: Context,
  { since }: FinishOptions,
  done: FinishedDeployment,
  client: EngagementClient | null,
): Promise<Shipped> => {
  const unknown = (why: string): Shipped => ({ kind: 'unknown', why })
  if (done.status === 'cancelled') return unknown('it was cancelled')
  if (since !== undefined) return commitsBetween(cwd, since, done.commitSha)
  if (client === null) return unknown('the server was not asked which was the last')
  const { service, environment, deploymentId, finishedAt } = done
  const last = await lastDeployment(client, { service, environment, not: deploymentId, at: finishedAt })
  if (last.kind === 'unknown') return last
  if (last.kind === 'none') return unknown('it is the first that the server knows of')
  return commitsBetween(cwd, last.commitSha, done.commitSha)
}

const words = (shipped: Shipped): string => {
  if (shipped.kind === 'unknown') return `without its commits: ${shipped.why}`
  const { commits, left } = shipped
  const more = left > 0 ? ` (the oldest; ${left} more than one event may name)` : ''
  return `with ${commits.length} commit${commits.length === 1 ? '' : 's'}${more}`
}

/** Records how a deployment ended, with the commits it brought. */
export const finishDeployment = async (context: Context, options: FinishOptions): Promise<ExitCode> => {
  const say = (text: string) => context.err.write(`${oneLine(text)}\n`)
  const place = { file: options.state, service: options.service, environment: environmentOf(context, options) }
  const started = readStarted(context, place)
  if (started?.state === 'stopped') {
    if (!options.dryRun) keepStarted(context, place, null)
    say('nothing was deployed: the gate stopped it, so nothing is recorded')
    return EXIT.fine
  }
  const done = await finished(context, options, started)
  if (beforeProduction(done))
    say(
      'plumbline: no start was noted, so it is recorded as failed before production; if it did begin, give --started-at',
    )
  const client = options.dryRun ? null : connect(context, options)
  const shipped = await shippedBy(context, options, done, client)
  const event = deploymentEvent({ ...done, commits: shipped.kind === 'known' ? shipped.commits : null })
  if (client === null) {
    printJson(context, options, event)
    return EXIT.fine
  }
  const what = `deployment ${done.deploymentId}: ${done.status}, ${words(shipped)}`
  const code = await recordEvent(context, options, client, event, what)
  // What could not be recorded may be finished again.
  if (code === EXIT.fine) keepStarted(context, place, null)
  return code
}
