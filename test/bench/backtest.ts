import { ms } from './measure.ts'
import { agreementOfMany, recordMixed } from './objectives.ts'
import { openWorld } from './world.ts'

const DAYS = 90
const BEHIND = 100_000
const WITHIN = [5_000, 30_000]

/** A proposal of 40 objectives beside 40 in force: with most events behind the range, and with many of them inside. */
const measured = async (name: string, events: number, perDay: number): Promise<string> => {
  const world = await openWorld(agreementOfMany())
  try {
    await recordMixed(world, 0, events, perDay)
    const { version } = (await (await world.post('/agreements', agreementOfMany(true))).json()) as { version: number }
    const began = performance.now()
    const answer = await world.get(`/agreements/${version}/backtest?days=${DAYS}`)
    const { objectives } = (await answer.json()) as { objectives: unknown[] }
    return `${name.padEnd(64)} ${ms(performance.now() - began).padStart(10)}   ${objectives.length} objectives`
  } finally {
    await world.stop()
  }
}

export const backtestReport = async (): Promise<string[]> => {
  const lines = [await measured(`${DAYS} days, ${BEHIND.toLocaleString('en')} events of history, 11 a day`, BEHIND, 11)]
  for (const events of WITHIN)
    lines.push(await measured(`${DAYS} days, ${events.toLocaleString('en')} events within them`, events, events / DAYS))
  return lines
}
