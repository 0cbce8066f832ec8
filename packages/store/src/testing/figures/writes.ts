import { type Admitted, DAY, gateFactOf } from '@plumbline/core'
import { DAY_OF_50, dayOf, daysOf, FULL_DAY, seeded } from '../history.ts'
import type { Place } from '../place.ts'
import { evaluation } from '../records.ts'
import { END, type Figure, inBatches, measuring, oneByOne, SERVICE, sender } from './figure.ts'

/** One after the other, and what each costs. */
const singly = (place: Place, name: string, events: Admitted[], atMost: number): Promise<Figure> =>
  measuring(place, async ({ engagement, spent }) => {
    const { writeUnits } = await spent(() => oneByOne(engagement, events))
    return { name, measured: writeUnits / events.length, atMost, unit: 'write units' }
  })

const batched = (place: Place, name: string, events: Admitted[], size: number, atMost: number): Promise<Figure> =>
  measuring(place, async ({ engagement, spent }) => {
    const { writeUnits } = await spent(async () => {
      for (const batch of inBatches(events, size)) await engagement.record(batch, sender)
    })
    return { name, measured: writeUnits / events.length, atMost, unit: 'write units' }
  })

/** Everything of a day a second time. */
const duplicates = (place: Place, of: string, events: Admitted[], reads: number): Promise<Figure[]> =>
  measuring(place, async ({ engagement, spent }) => {
    await oneByOne(engagement, events)
    const again = await spent(() => oneByOne(engagement, events))
    return [
      { name: `duplicate ${of}, write`, measured: again.writeUnits / events.length, atMost: 1, unit: 'write units' },
      { name: `duplicate ${of}, reads`, measured: again.requests / events.length - 1, atMost: reads, unit: 'reads' },
    ]
  })

const gateFigure = (place: Place): Promise<Figure> =>
  measuring(place, async ({ engagement, spent }) => {
    const gates = Array.from({ length: 50 }, (_, i) => gateFactOf(evaluation(`e${i}`, END - i * 60_000)))
    const { writeUnits } = await spent(async () => {
      for (const gate of gates) await engagement.addGate(SERVICE, gate)
    })
    return { name: 'gate among the facts', measured: writeUnits / gates.length, atMost: 1.05, unit: 'write units' }
  })

export const writeFigures = async (place: Place): Promise<Figure[]> => {
  const yesterday = END - DAY
  const day = dayOf(DAY_OF_50, yesterday, seeded(1))
  // The busiest a batch gets: one service, one day, all window facts.
  const busy = dayOf({ ...DAY_OF_50, deployments: 20, changeEvents: 0 }, yesterday, seeded(2))
  const shipping = dayOf({ ...DAY_OF_50, commits: 3 }, yesterday, seeded(1))
  const full = dayOf(FULL_DAY, yesterday, seeded(1))
  const of = (...types: string[]) => full.filter(({ event }) => types.includes(event.type))
  const reviews = of('pull_request')
  const isMerge = ({ event }: Admitted) => event.type === 'pull_request' && event.data.action === 'merged'
  return [
    await singly(place, 'single event, mean of a day of 50 whose deployments name their commits', shipping, 2.1),
    await singly(place, 'deployment that names its commits', of('deployment'), 2.1),
    await singly(
      place,
      'action on a pull request',
      reviews.filter((event) => !isMerge(event)),
      3.1,
    ),
    await singly(place, 'merge of a pull request', reviews.filter(isMerge), 4.1),
    await singly(
      place,
      'availability, heartbeat, measurement or findings',
      of('availability', 'heartbeat', 'measurement', 'findings'),
      2.05,
    ),
    await gateFigure(place),
    ...(await duplicates(place, 'of one fact', day, 1)),
    ...(await duplicates(place, 'deployment that names its commits', of('deployment'), 1)),
    await batched(place, 'event in a batch of 25, one service and day', busy, 25, 1.25),
    await batched(place, 'event in batches of 25 of a day of 50', day, 25, 1.6),
    await batched(place, 'event in a backfill of 500', daysOf(DAY_OF_50, END, 10, 3).toReversed(), 100, 2.1),
  ]
}
