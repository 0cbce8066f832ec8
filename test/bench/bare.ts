import { DAY, evaluate, gateFactOf } from '@plumbline/core'
import { Hono } from 'hono'
import { admitted, NOW, SERVICE, sender, type World } from './world.ts'

/** Handlers with nothing around the store calls that the app makes for the same requests. */
const handlers = ({ engagement }: World) =>
  new Hono()
    .post('/events', async (context) => {
      const statuses = await engagement.record([admitted(await context.req.json())], sender)
      return context.json({ status: statuses[0] })
    })
    .post('/gate', async (context) => {
      const body = await context.req.json()
      await engagement.record(body.events.map(admitted), sender)
      await engagement.state()
      const window = { from: NOW - 91 * DAY, to: NOW }
      await Promise.all([
        engagement.serviceFacts(SERVICE, ['production'], window, ['delivery']),
        engagement.change(SERVICE, { commit: body.commit_sha }),
        engagement.nearestCoverage(SERVICE, [body.base_sha]),
      ])
      const request = { service: SERVICE, event: 'pull_request', commit_sha: body.commit_sha } as const
      const stored = evaluate({
        id: `ev_bare_${body.run}`,
        at: NOW,
        request,
        versions: [],
        window: null,
        head: [],
        base: null,
      })
      const evaluation = await engagement.putEvaluation(stored)
      await engagement.addGate(SERVICE, gateFactOf(evaluation))
      return context.json(evaluation)
    })

/** Posts to the bare handlers; answers what was answered. */
export const bareHandlers = (world: World) => {
  const app = handlers(world)
  return async (path: string, body: unknown): Promise<string> => {
    const headers = { 'content-type': 'application/json' }
    const response = await app.request(path, { method: 'POST', body: JSON.stringify(body), headers })
    return response.text()
  }
}
