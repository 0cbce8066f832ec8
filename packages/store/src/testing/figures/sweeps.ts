import { type Admitted, DAY } from '@plumbline/core'
import { chunksOf } from '../../keys.ts'
import { settle } from '../../sweep/settle.ts'
import { costOf } from '../cost.ts'
import { admitted, DAY_OF_50, dayOf, seeded } from '../history.ts'
import type { Place } from '../place.ts'
import { tableAt } from '../table.ts'
import { END, ENGAGEMENT, type Figure, measuring, sender } from './figure.ts'

const BURSTS = 20

/** Deployments of one day, so many at once, time and again. */
const bursts = (size: number): Admitted[][] =>
  Array.from({ length: Math.max(4, BURSTS / size) }, (_, i) =>
    dayOf({ ...DAY_OF_50, deployments: size, incidentActions: 0, changeEvents: 0 }, END - DAY, seeded(i)).map(
      ({ event }) => admitted({ ...event, id: `${event.id}-${i}` }),
    ),
  )

/** The minute's sweep of a server: what it writes and reads, and the note of how far it got. */
const sweepFigures = (place: Place, size: number, writes: number): Promise<Figure[]> =>
  measuring(place, async ({ engagement, another }) => {
    const sweeper = another()
    await sweeper.sweep()
    const events = bursts(size)
    let [writeUnits, readUnits] = [0, 0]
    for (const burst of events) {
      await engagement.record(burst, sender)
      const cost = await costOf(sweeper, () => sweeper.sweep())
      writeUnits += cost.writeUnits
      readUnits += cost.readUnits
    }
    const name = `sweep after a burst of ${size}, for an event`
    const count = events.length * size
    return [
      { name, measured: writeUnits / count, atMost: writes, unit: 'write units' },
      { name, measured: readUnits / count, atMost: 3, unit: 'read units' },
    ]
  })

const settlingFigure = (place: Place, size: number, atMost: number): Promise<Figure> =>
  measuring(place, async ({ engagement, connection }) => {
    const [reader, stream] = [tableAt(connection), tableAt(connection)]
    const { keys } = stream.adapterFor(ENGAGEMENT)
    const facts = keys.days(DAY_OF_50.service, 'production', 'delivery', END - DAY)
    const events = bursts(size)
    for (const burst of events) {
      await engagement.record(burst, sender)
      // The images a stream would bring: the new events, and the facts that were added for them.
      const puts = await Promise.all(burst.map(({ identity }) => stream.db.get(keys.event(identity))))
      const images = [...puts.filter((item) => item !== null), ...(await stream.db.range(chunksOf(facts)))]
      await settle(reader.adapterFor, images, 'once')
    }
    for (const table of [reader, stream]) table.done()
    const name = `stream brought after a burst of ${size}, for an event`
    return { name, measured: reader.cost().writeUnits / (events.length * size), atMost, unit: 'write units' }
  })

export const listingFigures = async (place: Place): Promise<Figure[]> => [
  ...(await sweepFigures(place, 1, 3.1)),
  ...(await sweepFigures(place, 5, 0.7)),
  ...(await sweepFigures(place, 25, 0.2)),
  await settlingFigure(place, 1, 2.1),
  await settlingFigure(place, 5, 0.5),
  await settlingFigure(place, 25, 0.15),
]
