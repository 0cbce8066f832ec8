import { type EventOf, formatInstant, type Instant } from '@plumbline/core'
import type { DeploymentStatus } from '@plumbline/core/words'
import { namedByContent } from './named.ts'

/** A commit that a deployment brings to production for the first time. */
export type ShippedCommit = NonNullable<EventOf<'deployment'>['data']['commits']>[number]

/** Most commits that one event may name. */
export const MAX_COMMITS = 250

/** A deployment that has ended, as whoever ran it tells it. */
export type FinishedDeployment = {
  service: string
  /** Null: production. */
  environment: string | null
  /** Who observed it, URI-like. */
  source: string
  deploymentId: string
  status: DeploymentStatus
  /** Null where nobody noted the start. */
  startedAt: Instant | null
  finishedAt: Instant
  commitSha: string
  /** At most 250; null where it is not known what was shipped. */
  commits: readonly ShippedCommit[] | null
  version: string | null
  rollsBack: string | null
  fixesIncident: string | null
  url: string | null
}

/**
 * What did not succeed, and never noted a start, did not get as far as deploying: a job that failed in a step before.
 * It is recorded all the same, as a pipeline that failed before production, so that the agreement decides about it.
 */
export const beforeProduction = ({ status, startedAt }: Pick<FinishedDeployment, 'status' | 'startedAt'>): boolean =>
  status !== 'success' && startedAt === null

export const deploymentEvent = (done: FinishedDeployment): EventOf<'deployment'> => {
  const { startedAt, finishedAt, commits } = done
  const event = {
    type: 'deployment' as const,
    source: done.source,
    time: formatInstant(finishedAt),
    service: done.service,
    ...(done.environment === null ? {} : { environment: done.environment }),
    data: {
      deployment_id: done.deploymentId,
      status: done.status,
      // Clocks of two machines may disagree; a start after the end says nothing.
      ...(startedAt === null || startedAt > finishedAt ? {} : { started_at: formatInstant(startedAt) }),
      finished_at: formatInstant(finishedAt),
      commit_sha: done.commitSha,
      ...(commits === null || commits.length === 0 ? {} : { commits: commits.slice(0, MAX_COMMITS) }),
      ...(done.version === null ? {} : { version: done.version }),
      ...(done.rollsBack === null ? {} : { rolls_back: done.rollsBack }),
      ...(done.fixesIncident === null ? {} : { fixes_incident: done.fixesIncident }),
      ...(beforeProduction(done) ? { reached_production: false } : {}),
      ...(done.url === null ? {} : { url: done.url }),
    },
  }
  return { ...event, id: namedByContent('deployment', event) }
}
