import { type FinishedDeployment, lastDeployment, type Shipped } from '@plumbline/client/delivery'
import { createGitHub } from '../github/api.ts'
import { commitsFromGitHub } from '../github/compare.ts'
import type { Job } from '../job.ts'
import { engagementOf } from '../judge/server.ts'

/** What a deployment brought, since which other one; or why nobody knows. */
export type Shipping = (Extract<Shipped, { kind: 'known' }> & { since: string }) | { kind: 'unknown'; why: string }

/** Of the time that is left, what each of the two questions may take: recording the deployment matters more. */
const SHARE = 0.25

/** The commits since the last successful deployment of the service there, as the server knows it. */
export const shippingOf = async (job: Job, done: FinishedDeployment): Promise<Shipping> => {
  const unknown = (why: string): Shipping => ({ kind: 'unknown', why })
  // It counts nowhere, and what it would have brought comes with the next one.
  if (done.status === 'cancelled') return unknown('it was cancelled')
  const { settings, runner, budget, send, auth } = job
  if (settings.api === null || auth === null) return unknown('the server was not asked which was the last')
  const last = await lastDeployment(engagementOf(job, { ...settings.api, auth }, SHARE), {
    service: done.service,
    environment: done.environment,
    not: done.deploymentId,
    at: done.finishedAt,
  })
  if (last.kind === 'unknown') return last
  if (last.kind === 'none') return unknown('it is the first that the server knows of')
  if (settings.token === null) return unknown('`github-token` is empty')
  const github = createGitHub({ apiUrl: runner.githubApiUrl, token: settings.token, budget: budget.share(SHARE), send })
  const between = await commitsFromGitHub(github, runner.repository, last.commitSha, done.commitSha)
  return between.kind === 'known' ? { ...between, since: last.deploymentId } : between
}
