import { DAY, type EventOf, formatInstant, type Instant } from '@plumbline/core'
import type { EngagementClient } from '../api/engagement.ts'
import { ApiProblem, ApiUnavailable } from '../transport/errors.ts'

/** The deployment that runs in an environment before another one. */
export type LastDeployment =
  | { kind: 'found'; deploymentId: string; commitSha: string }
  /** Nothing was deployed there successfully in the time looked back. */
  | { kind: 'none' }
  /** Nobody could tell; `why` is a sentence for a person. */
  | { kind: 'unknown'; why: string }

export type LastDeploymentQuery = {
  service: string
  /** Null: production. */
  environment: string | null
  /** The deployment that asks is no predecessor of itself. */
  not: string
  at: Instant
}

/** As far as commits are looked for when it is judged which deployment shipped one first. */
const LOOKED_BACK_MS = 90 * DAY
const PAGE = 100
// A page may be short although more follows.
const MAX_PAGES = 20
const PRODUCTION = 'production'

type Deployment = EventOf<'deployment'>

const runsThere = ({ environment, data }: Deployment, query: LastDeploymentQuery): boolean =>
  data.status === 'success' &&
  data.reached_production !== false &&
  data.deployment_id !== query.not &&
  (environment ?? PRODUCTION) === (query.environment ?? PRODUCTION)

const why = (error: unknown): string => {
  if (error instanceof ApiUnavailable) return error.message
  if (!(error instanceof ApiProblem)) throw error
  if (error.status === 401 || error.status === 403)
    return 'the key may not read which deployment was the last; it needs the scope `read`'
  return `the server does not tell which deployment was the last (${error.status})`
}

/**
 * The newest successful deployment of a service in an environment, as the server knows it. Reading takes the scope
 * `read`; without it, and whatever else goes wrong, the answer is `unknown`: it only costs the list of commits.
 */
export const lastDeployment = async (
  client: Pick<EngagementClient, 'events'>,
  query: LastDeploymentQuery,
): Promise<LastDeployment> => {
  const from = formatInstant(query.at - LOOKED_BACK_MS)
  const corrected = new Set<string>()
  let cursor: string | undefined
  try {
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const { data, next_cursor: next } = await client.events({
        type: 'deployment',
        service: query.service,
        from,
        limit: PAGE,
        cursor,
      })
      for (const { event } of data) {
        if (event.type !== 'deployment') continue
        // Newest first: what corrects an event comes before it.
        if (event.corrects !== undefined) corrected.add(`${event.source} ${event.corrects}`)
        if (corrected.has(`${event.source} ${event.id}`) || !runsThere(event, query)) continue
        const { deployment_id: deploymentId, commit_sha: commitSha } = event.data
        return commitSha === undefined
          ? { kind: 'unknown', why: `the last deployment, ${deploymentId}, names no commit` }
          : { kind: 'found', deploymentId, commitSha }
      }
      if (next === null) return { kind: 'none' }
      cursor = next
    }
    return { kind: 'unknown', why: `the server lists more deployments than can be looked through` }
  } catch (error) {
    return { kind: 'unknown', why: why(error) }
  }
}
