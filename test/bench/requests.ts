import type { Instant } from '@plumbline/core'
import { bareHandlers } from './bare.ts'
import { interleaved, line, median, ms } from './measure.ts'
import {
  admitted,
  coverageEvent,
  deploymentEvent,
  gateBody,
  NOW,
  openWorld,
  recordHistory,
  sender,
  type World,
} from './world.ts'

const ROUNDS = 200

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
      (round) => bare('/events', deploymentEvent(6_000_000 + round, at(round))),
    )
    const gate = await interleaved(
      ROUNDS,
      async (round) => (await world.post('/gate', gateBody(round, NOW))).text(),
      (round) => bare('/gate', gateBody(1_000_000 + round, NOW)),
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
