import { type Cost, openStore } from '@plumbline/store'
import { bareHandlers } from './bare.ts'
import { line, median } from './measure.ts'
import { admitted, deploymentEvent, ENGAGEMENT, NOW, openWorld, SERVICE, sender, type World } from './world.ts'

const WRITERS = 64
const EACH = 10
const ROUNDS = 5
/** As many processes as a function host may run, each with memory of its own about where the next fact goes. */
const PROCESSES = 8
const SECOND_MS = 1_000

/** All writers at once, each one event after the other; answers how many a second were recorded. */
const race = async (send: (n: number) => Promise<unknown>, first: number): Promise<number> => {
  const began = performance.now()
  await Promise.all(
    Array.from({ length: WRITERS }, async (_, writer) => {
      for (let i = 0; i < EACH; i++) await send(first + writer * EACH + i)
    }),
  )
  return (WRITERS * EACH * SECOND_MS) / (performance.now() - began)
}

const percent = (part: number, of: number) => `${((100 * part) / of).toFixed(2)} %`

const spent = (name: string, before: Cost, after: Cost, written: number): string => {
  const requests = after.requests - before.requests
  const retries = after.retries - before.retries
  const refused = after.refused - before.refused
  const tries = `${requests} requests for ${written} events, ${retries} sent again (${percent(retries, requests)})`
  return `${name}: ${tries}, ${refused} refused by a condition (${percent(refused, requests)})`
}

const total = (costs: Cost[]): Cost => {
  const sum = (of: keyof Cost) => costs.reduce((all, cost) => all + cost[of], 0)
  return {
    readUnits: sum('readUnits'),
    writeUnits: sum('writeUnits'),
    requests: sum('requests'),
    retries: sum('retries'),
    refused: sum('refused'),
  }
}

const inOneProcess = async (world: World): Promise<string[]> => {
  const bare = bareHandlers(world)
  const rates: { app: number; bare: number }[] = []
  const before = world.store.cost()
  for (let round = 0; round < ROUNDS; round++) {
    const first = 10_000_000 + round * 2 * WRITERS * EACH
    const app = () => race(async (n) => (await world.post('/events', deploymentEvent(n, NOW - n))).text(), first)
    const floor = () => race((n) => bare('/events', deploymentEvent(n, NOW - n)), first + WRITERS * EACH)
    // In turn, so that whatever the machine does besides strikes both alike.
    const early = await (round % 2 === 0 ? app() : floor())
    const late = await (round % 2 === 0 ? floor() : app())
    rates.push(round % 2 === 0 ? { app: early, bare: late } : { app: late, bare: early })
  }
  const [app, floor] = [median(rates.map((rate) => rate.app)), median(rates.map((rate) => rate.bare))]
  const perSecond = (rate: number) => `${rate.toFixed(0)}/s`
  return [
    line(`${WRITERS} writers through the app against bare Hono`, perSecond(app), perSecond(floor), app / floor),
    spent('in one process', before, world.store.cost(), 2 * ROUNDS * WRITERS * EACH),
  ]
}

const inManyProcesses = async ({ connection }: World): Promise<string> => {
  const stores = Array.from({ length: PROCESSES }, () => openStore({ ...connection, now: () => NOW }))
  const before = total(stores.map((store) => store.cost()))
  await race((n) => {
    const store = stores[n % PROCESSES]
    return store
      ? store.forEngagement(ENGAGEMENT).record([admitted(deploymentEvent(n, NOW - n))], sender)
      : Promise.resolve()
  }, 90_000_000)
  const after = total(stores.map((store) => store.cost()))
  for (const store of stores) store.close()
  return spent(`in ${PROCESSES} processes`, before, after, WRITERS * EACH)
}

/** Many writers to one service: how many a second, and how much of it was tried again. */
export const writerReport = async (): Promise<string[]> => {
  const world = await openWorld()
  try {
    const one = await inOneProcess(world)
    const many = await inManyProcesses(world)
    const window = { from: NOW - 100_000_000, to: NOW }
    const { facts } = await world.engagement.serviceFacts(SERVICE, ['production'], window, ['delivery'])
    return [...one, many, `${facts.length} deployments are counted`]
  } finally {
    await world.stop()
  }
}
