import fc from 'fast-check'
import type { Party } from '../../agreement/terms.ts'
import type { Event } from '../../events/schema.ts'
import type { Posted } from '../histories.ts'
import { BEGIN, COURSES, DELIVERY, HOUR, type Kinds, MIN, nothing, one, text, time } from './happenings.ts'

const envelope = fc.record({
  party: one<Party>('client', 'vendor'),
  source: one('ci', 'ci', 'pager'),
  environment: one(...nothing(12), 'prod-eu', 'prod-eu', 'staging'),
  origin: one(...nothing(11), 'reconstructed'),
  /** How many events before it in the list the corrected one is, where it is a correction. */
  corrects: one(...nothing(20), 1, 1, 2, 3),
  time,
})

const posted = (kinds: Kinds) =>
  fc
    .oneof(...kinds.map(([weight, type, data]) => ({ weight, arbitrary: fc.tuple(fc.constant(type), data) })))
    .chain(([type, data]) => envelope.map((own) => ({ ...own, type, data: Array.isArray(data) ? data : [data] })))

/** Somebody watched all the time, and said that all was well: in spans as long as one event may tell of. */
const WATCHED = [0, 24 * 30].flatMap((hours) =>
  ['heartbeat', 'availability'].map(
    (type): Posted => ({
      party: 'vendor',
      event: {
        type,
        id: `w ${type} ${hours}`,
        source: 'pager',
        time: text(BEGIN),
        service: 'checkout-api',
        data: {
          from: text(BEGIN + hours * HOUR),
          to: text(BEGIN + (hours + 24 * 30) * HOUR),
          ...(type === 'availability' ? { state: 'up' } : {}),
        },
        // As the schema has it: see below.
      } as unknown as Event,
    }),
  ),
)

/** Everything that was posted about one service, in the order in which it was written down. */
const historiesOf = (kinds: Kinds, maxLength: number): fc.Arbitrary<Posted[]> =>
  fc.tuple(fc.array(posted(kinds), { minLength: 1, maxLength }), fc.boolean()).map(([all, watched]) => {
    const written: Posted[] = watched ? [...WATCHED] : []
    for (const { party, source, environment, origin, corrects, time: when, type, data } of all)
      for (const said of data) {
        // Two that finish in one moment have no order that the rules tell.
        const finishes = (at: unknown) =>
          written.some(({ event }) => 'finished_at' in event.data && event.data.finished_at === at)
        const { by, ...own }: Record<string, unknown> = { ...said }
        while (typeof own.finished_at === 'string' && finishes(own.finished_at))
          own.finished_at = text(Date.parse(own.finished_at) + MIN)
        const target = corrects === undefined ? undefined : written.at(-corrects)?.event
        const event = {
          type,
          id: `e${written.length}`,
          source: target?.source ?? source,
          time: when,
          service: 'checkout-api',
          ...(environment && kinds === DELIVERY ? { environment } : {}),
          ...(origin ? { origin } : {}),
          ...(target ? { corrects: target.id } : {}),
          data: own,
        }
        // Put together from parts; a test reads some of them with the schema.
        written.push({ party: by === 'client' || by === 'vendor' ? by : party, event: event as unknown as Event })
      }
    return written
  })

export const deliveries = historiesOf(DELIVERY, 18)
export const courses = historiesOf(COURSES, 4)
