import { DAY, formatInstant, HOUR, MINUTE, type WindowFamily } from '@plumbline/core'
import type { Store } from '../../port.ts'
import { costOf } from '../cost.ts'
import { commitNow, putBreach } from '../decided.ts'
import { admitted, DAY_OF_50, dayOf, daysOf, FULL_DAY, type Shape, SOURCE, seeded, sha } from '../history.ts'
import type { Place } from '../place.ts'
import { accessKey, breach, engagementState } from '../records.ts'
import { END, ENGAGEMENT, type Figure, inBatches, type Measured, measuring, SERVICE, sender } from './figure.ts'

const NINETY_DAYS = { from: END - 90 * DAY, to: END }

type Reading = {
  name: string
  families: readonly WindowFamily[]
  atMost: number
  /** Where it is packed: the first read of a process, and every other one. */
  packed?: { first: number; again: number }
}

/** As the tick does it day by day, all at once: what ended a day ago. */
const packAll = async (another: Measured['another']) => {
  for (const later of [MINUTE, HOUR])
    await another(END + later)
      .forEngagement(ENGAGEMENT)
      .compact(SERVICE, 'production', END - DAY)
}

/** What ninety days of some families cost to read. */
const windowFigures = (place: Place, shape: Shape, readings: Reading[]): Promise<Figure[]> =>
  measuring(place, async ({ engagement, another }) => {
    for (const events of inBatches(daysOf(shape, END, 92, 4), 100)) await engagement.record(events, sender)
    const figures: Figure[] = []
    const read = async (store: Store, name: string, families: readonly WindowFamily[], atMost: number) => {
      const facts = () => store.forEngagement(ENGAGEMENT).serviceFacts(SERVICE, ['production'], NINETY_DAYS, families)
      const { readUnits } = await costOf(store, facts)
      figures.push({ name, measured: readUnits, atMost, unit: 'read units' })
    }
    for (const { name, families, atMost } of readings) await read(another(), name, families, atMost)
    if (readings.some(({ packed }) => packed)) await packAll(another)
    for (const { name, families, packed } of readings) {
      if (!packed) continue
      const store = another()
      await read(store, `${name}, packed`, families, packed.first)
      await read(store, `${name}, packed, read again`, families, packed.again)
    }
    return figures
  })

const deliveries = (
  deployments: number,
  incidentActions: number,
  atMost: number,
  packed: Reading['packed'],
): Reading => ({
  name: `facts of 90 days at ${deployments + incidentActions} a day (${deployments} deployments)`,
  families: ['delivery'],
  atMost,
  ...(packed ? { packed } : {}),
})

const deliveryFigures = (
  place: Place,
  deployments: number,
  incidentActions: number,
  atMost: number,
  first: number,
): Promise<Figure[]> =>
  windowFigures(place, { ...DAY_OF_50, changeEvents: 0, commits: 0, deployments, incidentActions }, [
    deliveries(deployments, incidentActions, atMost, { first, again: 1 }),
  ])

const FULL: Reading[] = [
  { ...deliveries(10, 5, 21, { first: 5.5, again: 2 }), name: 'facts of 90 days, 10 deployments of 3 commits a day' },
  {
    name: 'the same with what was shipped',
    families: ['delivery', 'commits'],
    atMost: 21,
    packed: { first: 12, again: 2 },
  },
  { name: 'reviews of 90 days at 40 actions a day', families: ['reviews'], atMost: 20 },
  { name: 'what others measured in 90 days at 3 a day', families: ['reported'], atMost: 5 },
]

/** What a gate reads beside the facts: its key, the state, the base's coverage, open breaches. */
const gateFigure = (place: Place): Promise<Figure> =>
  measuring(place, async ({ engagement, spent }) => {
    const day = dayOf(DAY_OF_50, END - DAY, seeded(5))
    await engagement.record(day, sender)
    await engagement.createEngagement(engagementState(ENGAGEMENT, 20))
    await commitNow(engagement, [{ kind: 'add_key', key: accessKey('vendor-ci') }])
    const base = day.flatMap(({ event }) => (event.type === 'coverage' ? [event.data.commit_sha] : [])).at(0) ?? ''
    const facts = () => engagement.serviceFacts(SERVICE, ['production'], { from: END - DAY, to: END }, ['delivery'])
    const without = await spent(facts)
    for (let i = 0; i < 10; i++) await putBreach(engagement, breach(`b-${i}`, END + i), `objective-${i} 2026-11`)
    const gate = await spent(async () => {
      await engagement.key('vendor-ci')
      await engagement.state()
      await engagement.nearestCoverage(SERVICE, [base])
      await facts()
    })
    return {
      name: 'key, state, base and 10 open breaches',
      measured: gate.readUnits - without.readUnits,
      atMost: 4,
      unit: 'read units',
    }
  })

/** The uploads of one commit whose added lines are united: each of 4 flags with 600 lines in 20 files, a third missed. */
const linesFigure = (place: Place): Promise<Figure> =>
  measuring(place, async ({ engagement, spent }) => {
    const files = (from: number, each: number) =>
      Array.from({ length: 20 }, (_, file) => ({
        path: `packages/checkout/src/orders/confirm-${file}.ts`,
        lines: Array.from({ length: each }, (_, i) => 10 * file + from + i),
      }))
    const uploads = ['e2e', 'integration', 'unit', 'web'].map((flag, i) =>
      admitted({
        type: 'coverage',
        id: `lines-${flag}`,
        source: SOURCE,
        time: formatInstant(END - DAY),
        service: SERVICE,
        data: {
          commit_sha: sha('lines'),
          flag,
          lines: { covered: 8_000, total: 10_000 },
          patch: { covered: 400, total: 600, uncovered: files(100 + i, 10), covered_lines: files(300 + i, 20) },
        },
      }),
    )
    await engagement.record(uploads, sender)
    const facts = await engagement.change(SERVICE, { commit: sha('lines') })
    const opened = await spent(() => Promise.all(facts.map(({ event }) => engagement.eventsByRef(event))))
    return {
      name: 'added lines of 4 flags, 600 each, where patch coverage is judged',
      measured: opened.readUnits,
      atMost: 4,
      unit: 'read units',
    }
  })

/** `quick` leaves out the windows that are easier or nothing was promised about. */
export const readFigures = async (place: Place, extent: 'quick' | 'all'): Promise<Figure[]> => {
  const easier =
    extent === 'all'
      ? [
          ...(await deliveryFigures(place, 3, 2, 4, 2.5)),
          ...(await deliveryFigures(place, 7, 3, 6, 3.5)),
          ...(await deliveryFigures(place, 15, 0, 8, 5)),
          ...(await windowFigures(place, { ...FULL_DAY, changeEvents: 0 }, FULL)),
        ]
      : []
  return [
    ...(await deliveryFigures(place, 10, 5, 8, 4.5)),
    ...easier,
    await gateFigure(place),
    await linesFigure(place),
  ]
}
