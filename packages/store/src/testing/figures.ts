import type { Admitted } from '@plumbline/core'
import { DAY, type Instant } from '@plumbline/core'
import { openStore } from '../open.ts'
import type { Cost, EngagementStore, Store } from '../port.ts'
import { costOf } from './cost.ts'
import { DAY_OF_50, dayOf, daysOf, type Shape, seeded } from './history.ts'
import type { Place } from './place.ts'
import { accessKey, breach, engagementState } from './records.ts'
import { PATIENT } from './suite/bench.ts'

/** One promise about capacity: what was measured, and what it may be at most. */
export type Figure = { name: string; measured: number; atMost: number; unit: 'write units' | 'read units' | 'reads' }

/** Midnight after the last day of every history here. */
export const END: Instant = Date.parse('2026-11-20T00:00:00.000Z')
const ENGAGEMENT = 'acme-checkout'
const SERVICE = DAY_OF_50.service
const sender = { party: 'vendor', key: 'vendor-ci', at: END } as const

type Bench = { store: Store; engagement: EngagementStore; spent: (work: () => Promise<unknown>) => Promise<Cost> }

const open = async (place: Place): Promise<Bench> => {
  const store = openStore({ ...(await place.newTable()), now: () => END, retry: PATIENT })
  return { store, engagement: store.forEngagement(ENGAGEMENT), spent: (work) => costOf(store, work) }
}

const inBatches = (events: Admitted[], size: number): Admitted[][] =>
  Array.from({ length: Math.ceil(events.length / size) }, (_, i) => events.slice(i * size, (i + 1) * size))

const oneByOne = async (engagement: EngagementStore, events: Admitted[]) => {
  for (const event of events) await engagement.record([event], sender)
}

const writeFigures = async (place: Place): Promise<Figure[]> => {
  const single = await open(place)
  const day = dayOf(DAY_OF_50, END - DAY, seeded(1))
  const recorded = await single.spent(() => oneByOne(single.engagement, day))
  const again = await single.spent(() => oneByOne(single.engagement, day))
  single.store.close()

  const batched = await open(place)
  // The busiest a batch gets: one service, one day, all window facts.
  const busy = dayOf({ ...DAY_OF_50, deployments: 20, incidentActions: 5, changeEvents: 0 }, END - DAY, seeded(2))
  const batch = await batched.spent(async () => {
    for (const events of inBatches(busy, 25)) await batched.engagement.record(events, sender)
  })
  batched.store.close()

  const mixed = await open(place)
  const mixedBatches = await mixed.spent(async () => {
    for (const events of inBatches(day, 25)) await mixed.engagement.record(events, sender)
  })
  mixed.store.close()

  const backfill = await open(place)
  const history = daysOf(DAY_OF_50, END, 10, 3)
  const filled = await backfill.spent(async () => {
    for (const events of inBatches(history.toReversed(), 100)) await backfill.engagement.record(events, sender)
  })
  backfill.store.close()

  return [
    {
      name: 'single event, mean of a day of 50',
      measured: recorded.writeUnits / day.length,
      atMost: 2.1,
      unit: 'write units',
    },
    { name: 'duplicate, write', measured: again.writeUnits / day.length, atMost: 1, unit: 'write units' },
    { name: 'duplicate, reads', measured: again.requests / day.length - 1, atMost: 1, unit: 'reads' },
    {
      name: 'event in a batch of 25, one service and day',
      measured: batch.writeUnits / busy.length,
      atMost: 1.25,
      unit: 'write units',
    },
    {
      name: 'event in batches of 25 of a day of 50',
      measured: mixedBatches.writeUnits / day.length,
      atMost: 1.6,
      unit: 'write units',
    },
    {
      name: 'event in a backfill of 500',
      measured: filled.writeUnits / history.length,
      atMost: 2.1,
      unit: 'write units',
    },
  ]
}

const windowFigure = async (place: Place, shape: Shape, atMost: number): Promise<Figure> => {
  const { store, engagement, spent } = await open(place)
  for (const events of inBatches(daysOf(shape, END, 92, 4), 100)) await engagement.record(events, sender)
  const { readUnits } = await spent(() =>
    engagement.serviceFacts(SERVICE, ['production'], { from: END - 90 * DAY, to: END }),
  )
  store.close()
  const perDay = shape.deployments + shape.incidentActions
  return {
    name: `facts of 90 days at ${perDay} a day (${shape.deployments} deployments)`,
    measured: readUnits,
    atMost,
    unit: 'read units',
  }
}

/** What a gate reads beside the facts: its key, the state, the base's coverage, open breaches. */
const gateFigure = async (place: Place): Promise<Figure> => {
  const { store, engagement, spent } = await open(place)
  const day = dayOf(DAY_OF_50, END - DAY, seeded(5))
  await engagement.record(day, sender)
  await engagement.createEngagement(engagementState(ENGAGEMENT, 20))
  await engagement.putKey(accessKey('vendor-ci'))
  const base = day.flatMap(({ event }) => (event.type === 'coverage' ? [event.data.commit_sha] : [])).at(0) ?? ''
  const window = { from: END - DAY, to: END }
  const without = await spent(() => engagement.serviceFacts(SERVICE, ['production'], window))
  for (let i = 0; i < 10; i++) await engagement.openBreach(breach(`b-${i}`, END + i), `objective-${i} 2026-11`)
  const gate = await spent(async () => {
    await engagement.key('vendor-ci')
    await engagement.state()
    await engagement.nearestCoverage(SERVICE, [base])
    await engagement.serviceFacts(SERVICE, ['production'], window)
  })
  store.close()
  return {
    name: 'key, state, base and 10 open breaches',
    measured: gate.readUnits - without.readUnits,
    atMost: 4,
    unit: 'read units',
  }
}

/** Every promise about capacity, measured from what the engine reports; `quick` leaves out the easier windows. */
export const measureCapacity = async (place: Place, extent: 'quick' | 'all'): Promise<Figure[]> => {
  const shape = (deployments: number, incidentActions: number): Shape => ({
    service: SERVICE,
    deployments,
    incidentActions,
    changeEvents: 0,
  })
  return [
    ...(await writeFigures(place)),
    ...(extent === 'all'
      ? [
          await windowFigure(place, shape(3, 2), 4),
          await windowFigure(place, shape(7, 3), 6),
          await windowFigure(place, shape(15, 0), 8),
        ]
      : []),
    await windowFigure(place, shape(10, 5), 8),
    await gateFigure(place),
  ]
}
