import { evaluate, type Instant } from '@plumbline/core'
import { Hono } from 'hono'
import { interleaved, line, median, ms } from './measure.ts'
import {
  admitted,
  coverageEvent,
  deploymentEvent,
  gateBody,
  NOW,
  openWorld,
  recordHistory,
  SERVICE,
  type World,
} from './world.ts'

const ROUNDS = 200
const sender = { party: 'vendor', key: 'bench', at: NOW } as const

/** Handlers with nothing around the store calls that the app makes for the same requests. */
const bareHandlers = ({ engagement }: World) =>
  new Hono()
    .post('/events', async (context) => {
      const statuses = await engagement.record([admitted(await context.req.json())], sender)
      return context.json({ status: statuses[0] })
    })
    .post('/gate', async (context) => {
      const body = await context.req.json()
      await engagement.record(body.events.map(admitted), sender)
      await engagement.state()
      const window = { from: NOW - 91 * 86_400_000, to: NOW }
      await Promise.all([
        engagement.serviceFacts(SERVICE, ['production'], window),
        engagement.change(SERVICE, body.commit_sha),
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
      return context.json(await engagement.putEvaluation(stored))
    })

const post = (app: Hono, path: string, body: unknown) =>
  Promise.resolve(
    app.request(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  ).then((response) => response.text())

/** Ingest and gate through the app, against bare handlers that make the same store calls. */
export const requestReport = async (): Promise<string[]> => {
  const world = await openWorld()
  try {
    await world.engagement.record([admitted(coverageEvent(1, 1, NOW))], sender)
    await recordHistory(world.engagement, 0, 1_000)
    const bare = bareHandlers(world)
    const at = (round: number): Instant => NOW - round * 1_000
    const ingest = await interleaved(
      ROUNDS,
      async (round) => (await world.post('/events', deploymentEvent(5_000_000 + round, at(round)))).text(),
      (round) => post(bare, '/events', deploymentEvent(6_000_000 + round, at(round))),
    )
    const gate = await interleaved(
      ROUNDS,
      async (round) => (await world.post('/gate', gateBody(round, NOW))).text(),
      (round) => post(bare, '/gate', gateBody(1_000_000 + round, NOW)),
    )
    return [
      line('ingest of one event, app against bare Hono', ms(ingest.candidateMs), ms(ingest.baselineMs), ingest.ratio),
      line('gate with two events, app against bare Hono', ms(gate.candidateMs), ms(gate.baselineMs), gate.ratio),
    ]
  } finally {
    await world.stop()
  }
}

const SIZES = [1_000, 10_000, 100_000]

/** A gate's time and read units as history grows; what lies outside the window must not matter. */
export const historyReport = async (world: World): Promise<string[]> => {
  const lines: string[] = []
  let smallest = Number.NaN
  let recorded = 0
  let run = 0
  for (const size of SIZES) {
    await recordHistory(world.engagement, recorded, size)
    recorded = size
    const times: number[] = []
    const before = world.store.cost()
    for (let round = 0; round < 50; round++) {
      const began = performance.now()
      await (await world.post('/gate', gateBody(3_000_000 + run++, NOW))).text()
      times.push(performance.now() - began)
    }
    const after = world.store.cost()
    const time = median(times)
    if (Number.isNaN(smallest)) smallest = time
    const units = `${((after.readUnits - before.readUnits) / 50).toFixed(1)} RU`
    lines.push(
      `${line(`gate with ${size.toLocaleString('en')} events of history`, ms(time), ms(smallest), time / smallest)}   ${units}`,
    )
  }
  return lines
}
