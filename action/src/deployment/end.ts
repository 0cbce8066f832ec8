import {
  beforeProduction,
  type DeploymentStatus,
  deploymentEvent,
  type FinishedDeployment,
  tidied,
} from '@plumbline/client/delivery'
import type { Done, Job, Trouble } from '../job.ts'
import { record } from '../record/record.ts'
import { tellTrouble } from '../runner/trouble.ts'
import { shippingOf } from './commits.ts'
import { deploymentId } from './identity.ts'
import { type Note, writeNote } from './note.ts'
import { recordedSection } from './section.ts'

/** The tag that the run is for, where its commit is the one that is deployed. */
const versionOf = ({ change, runner }: Job, commitSha: string): string | null =>
  commitSha === change.commitSha ? tidied(/^refs\/tags\/(.+)$/.exec(change.ref ?? runner.ref)?.[1], 300) : null

const finished = async (
  job: Job,
  service: string,
  status: DeploymentStatus,
  begun: Note | null,
): Promise<FinishedDeployment> => {
  const { settings, runner, change, at } = job
  const repository = await job.clone
  const commitSha = begun?.commitSha ?? (repository.kind === 'repository' ? repository.head : change.commitSha)
  const host = URL.canParse(runner.serverUrl) ? new URL(runner.serverUrl).host : 'github.com'
  return {
    service,
    environment: settings.environment,
    source: `${host}/${runner.repository}/actions`,
    deploymentId: deploymentId(job, begun?.number ?? 1),
    status,
    startedAt: begun?.at ?? null,
    finishedAt: at,
    commitSha,
    commits: null,
    version: versionOf(job, commitSha),
    rollsBack: settings.rollsBack ?? begun?.rollsBack ?? null,
    fixesIncident: settings.fixesIncident ?? begun?.fixesIncident ?? null,
    url: `${runner.serverUrl}/${runner.repository}/actions/runs/${runner.run.id}/attempts/${runner.run.attempt}`,
  }
}

const NOTHING: Done = { outputs: { 'api-status': 'not_asked' }, failed: false }

const TWICE: Trouble = {
  level: 'warning',
  title: 'This deployment was recorded already',
  text: 'an earlier step of this job did it. A further deployment needs its own step before it, without `status`',
}

const NEVER_BEGUN: Trouble = {
  level: 'warning',
  title: 'Recorded as failed before production',
  text: 'no step of this job noted the start of this deployment, so nothing was deployed yet when the job ended. If it was, add the step before it: the same inputs without `status`',
}

/** Records how a deployment ended, with the commits it brought. */
export const end = async (job: Job, service: string, status: DeploymentStatus, note: Note | null): Promise<Done> => {
  if (note?.state === 'stopped') {
    writeNote(job, service, { ...note, state: 'ended' })
    await job.summary.add('Nothing was deployed: the gate stopped it. So nothing is recorded.')
    job.log.info('nothing was deployed, and nothing is recorded')
    return NOTHING
  }
  if (note?.state === 'ended') {
    await tellTrouble(job, TWICE)
    return NOTHING
  }

  const done = await finished(job, service, status, note)
  if (beforeProduction(done)) await tellTrouble(job, NEVER_BEGUN)
  const shipping = await shippingOf(job, done)
  const event = deploymentEvent({ ...done, commits: shipping.kind === 'known' ? shipping.commits : null })
  const recorded = await record(job, [event])
  if (recorded.kind === 'failed') return recorded.done
  const { commitSha, rollsBack, fixesIncident } = done
  writeNote(job, service, {
    state: 'ended',
    number: note?.number ?? 1,
    at: job.at,
    commitSha,
    rollsBack,
    fixesIncident,
  })
  await job.summary.add(recordedSection(event, shipping))
  job.log.info(`recorded deployment ${done.deploymentId}: ${status}`)
  return { outputs: { 'api-status': 'ok' }, failed: false }
}
