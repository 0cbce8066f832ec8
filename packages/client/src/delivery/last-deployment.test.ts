import { expect, test } from 'vitest'
import type { EngagementClient, Query } from '../api/engagement.ts'
import { ApiProblem, ApiUnavailable } from '../transport/errors.ts'
import { type DeploymentStatus, deploymentEvent } from './index.ts'
import { lastDeployment } from './last-deployment.ts'

const AT = Date.parse('2026-12-01T09:00:00Z')
const sha = (n: number) => n.toString(16).padStart(40, '0')

type More = {
  environment?: string | null
  status?: DeploymentStatus
  startedAt?: number | null
  corrects?: string
  id?: string
  reached?: false
}

/** Deployment `n`, one minute after the one before. */
const deployed = (n: number, { corrects, id, reached, ...more }: More = {}) => {
  const event = deploymentEvent({
    service: 'checkout-api',
    environment: 'production',
    source: 'ci',
    deploymentId: `d${n}`,
    status: 'success',
    startedAt: AT,
    finishedAt: AT + n * 60_000,
    commitSha: sha(n),
    commits: null,
    version: null,
    rollsBack: null,
    fixesIncident: null,
    url: null,
    ...more,
  })
  const data = reached === undefined ? event.data : { ...event.data, reached_production: reached }
  return { ...event, data, ...(corrects === undefined ? {} : { corrects }), ...(id === undefined ? {} : { id }) }
}

type Events = Awaited<ReturnType<EngagementClient['events']>>['data']

/** A server that lists these, newest first, in pages of so many. */
const listing = (events: ReturnType<typeof deployed>[], page = 100) => {
  const asked: Query[] = []
  const client: Pick<EngagementClient, 'events'> = {
    events: async (query = {}) => {
      asked.push(query)
      const from = Number(query.cursor ?? 0)
      const data = events.slice(from, from + page).map((event) => ({
        event,
        reference: 'r',
        received_at: event.time,
        received_from: { party: 'vendor' as const, key_id: 'k' },
        counted_in: [],
      }))
      const more = from + page < events.length
      return { data: data satisfies Events, next_cursor: more ? String(from + page) : null }
    },
  }
  return {
    asked,
    ask: (not = 'mine') => lastDeployment(client, { service: 'checkout-api', environment: 'production', not, at: AT }),
  }
}

test('the newest success there, not itself, and only the last 90 days are asked for', async () => {
  const { ask, asked } = listing([deployed(5), deployed(4), deployed(3)])
  expect(await ask('d5')).toEqual({ kind: 'found', deploymentId: 'd4', commitSha: sha(4) })
  expect(asked).toEqual([
    { type: 'deployment', service: 'checkout-api', from: '2026-09-02T09:00:00.000Z', limit: 100, cursor: undefined },
  ])
})

test.each<{ why: string; newer: More }>([
  { why: 'failed', newer: { status: 'failure' } },
  { why: 'was cancelled', newer: { status: 'cancelled' } },
  { why: 'never reached production', newer: { reached: false } },
  { why: 'went elsewhere', newer: { environment: 'staging' } },
])('one that $why is passed over', async ({ newer }) => {
  expect(await listing([deployed(5, newer), deployed(4)]).ask()).toMatchObject({ deploymentId: 'd4' })
})

test('no environment is production', async () => {
  expect(await listing([deployed(5, { environment: null })]).ask()).toMatchObject({ deploymentId: 'd5' })
})

test('what was corrected does not count', async () => {
  const wrong = deployed(5, { id: 'wrong' })
  const right = deployed(5, { status: 'failure', corrects: 'wrong' })
  expect(await listing([right, wrong, deployed(4)]).ask()).toMatchObject({ deploymentId: 'd4' })
})

test('page by page, until one is found', async () => {
  const failed = Array.from({ length: 25 }, (_, n) => deployed(50 - n, { status: 'failure' }))
  const { ask, asked } = listing([...failed, deployed(4), deployed(3)], 10)
  expect(await ask()).toMatchObject({ deploymentId: 'd4' })
  expect(asked).toHaveLength(3)
})

test('nothing there is said to be that, and an endless list ends', async () => {
  expect(await listing([]).ask()).toEqual({ kind: 'none' })
  const endless = listing(
    Array.from({ length: 100 }, (_, n) => deployed(n, { status: 'failure' })),
    1,
  )
  expect(await endless.ask()).toMatchObject({ kind: 'unknown' })
  expect(endless.asked.length).toBeLessThan(50)
})

const problem = (status: number) =>
  new ApiProblem({ status, code: 'x', title: 't', detail: 'd', requestId: null, errors: [] })
test.each([
  { error: problem(403), says: 'the scope `read`' },
  { error: problem(404), says: '(404)' },
  {
    error: new ApiUnavailable({ reason: 'timeout', detail: 'it didn’t answer', attempts: 1, origin: 'o' }),
    says: 'answer',
  },
])('a server that does not tell ($error.name $error.status): unknown, and says why', async ({ error, says }) => {
  const client = { events: () => Promise.reject(error) }
  const answer = await lastDeployment(client, { service: 's', environment: null, not: 'x', at: AT })
  expect(answer).toEqual({ kind: 'unknown', why: expect.stringContaining(says) })
})
