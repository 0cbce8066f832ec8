import type { DeploymentStatus } from '@plumbline/client/delivery'
import type { ApiOptions } from '../commands/options.ts'
import type { Context } from '../context.ts'
import type { OutputOptions } from '../output/print.ts'

/** What both commands take. */
export type DeploymentOptions = ApiOptions &
  OutputOptions & {
    service: string
    environment?: string
    commit?: string
    id?: string
    rollsBack?: string
    fixesIncident?: string
    state: string
    dryRun?: boolean
    onApiError: 'warn' | 'fail'
  }

export type StartOptions = DeploymentOptions

export type FinishOptions = DeploymentOptions & {
  status?: DeploymentStatus
  startedAt?: string
  since?: string
  release?: string
  source?: string
  url?: string
}

/** `20261201T093000000Z`: two deployments of one commit in one second are two. */
const stamp = (now: number) => new Date(now).toISOString().replace(/[-:.]/g, '')

/** Named by the CI job, whose retries have other ids; elsewhere by the moment and the commit. */
export const idOf = ({ inputs, now }: Context, { id }: DeploymentOptions, commitSha: string): string =>
  id ?? inputs.ci?.deploymentId ?? `${stamp(now())}-${commitSha.slice(0, 7)}`
