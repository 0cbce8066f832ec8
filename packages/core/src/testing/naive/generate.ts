import fc from 'fast-check'
import type { Party } from '../../agreement/terms.ts'
import type { Event } from '../../events/schema.ts'
import type { Posted } from '../histories.ts'
import { COURSES, DELIVERY, type Kinds, nothing, one } from './happenings.ts'
import { BEGIN, HOUR, text, time } from './moments.ts'

const envelope = fc.record({
  party: one<Party>('client', 'vendor'),
  source: one('ci', 'ci', 'pager'),
  environment: one(...nothing(12), 'prod-eu', 'prod-eu', 'staging'),
  origin: one(...nothing(11), 'reconstructed'),
  /** How many events before it in the list the corrected one is, where it is a correction. */
  corrects: one(...nothing(14), 1, 1, 2, 3),
  /** A correction says almost the same again. */
  restates: fc.boolean(),
  /** Of two corrections said at one time the id decides. */
  time: fc.oneof(one(text(BEGIN), text(BEGIN + HOUR)), time),
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

/** At one moment these apply one after the other; within each the rules tell no order. */
const ORDER = [
  ['resolved', 'cancelled', 'mitigated', 'acknowledged', 'responded'],
  ['paused'],
  ['resumed'],
  ['started', 'detected', 'reported', 'unacknowledged', 'reopened'],
  ['severity_changed'],
]
type Said = Record<string, unknown>
const placeOf = ({ action }: Said) => ORDER.findIndex((some) => some.includes(String(action)))
const blames = ({ attribution, caused_by_deployment: cause }: Said) => attribution !== undefined || cause !== undefined

const joins = ({ same_as: other }: Said) => other !== undefined

/** Two that happen in one moment although the rules tell no order of them. */
const collide = (a: Said, b: Said): boolean =>
  (a.finished_at !== undefined && a.finished_at === b.finished_at) ||
  (a.at !== undefined &&
    a.at === b.at &&
    (placeOf(a) === placeOf(b) || (blames(a) && blames(b)) || (joins(a) && joins(b))))

const aMomentLater = (said: Said): Said => {
  const later = (at: unknown) => text(Date.parse(String(at)) + 1)
  return said.at === undefined ? { ...said, finished_at: later(said.finished_at) } : { ...said, at: later(said.at) }
}

/** Everything that was posted about one service, in the order in which it was written down. */
const historiesOf = (kinds: Kinds, maxLength: number): fc.Arbitrary<Posted[]> =>
  fc.tuple(fc.array(posted(kinds), { minLength: 1, maxLength }), fc.boolean()).map(([all, watched]) => {
    const written: Posted[] = watched ? [...WATCHED] : []
    for (const { party, source, environment, origin, corrects, restates, time: when, type: kind, data } of all)
      for (const said of data) {
        const target = corrects === undefined ? undefined : written.at(-corrects)?.event
        const { by, type = kind, ...own }: Said = { ...said }
        const before: Said | null = target && target.type === type && restates ? target.data : null
        let told: Said = before ? { ...before, ...Object.fromEntries(Object.entries(own).slice(0, 3)) } : own
        while (written.some(({ event }) => collide(told, event.data))) told = aMomentLater(told)
        const event = {
          type,
          id: `e${written.length}`,
          source: target?.source ?? source,
          time: when,
          service: 'checkout-api',
          ...(environment && kinds === DELIVERY ? { environment } : {}),
          ...(origin ? { origin } : {}),
          ...(target ? { corrects: target.id } : {}),
          data: told,
        }
        // Put together from parts; a test reads some of them with the schema.
        written.push({ party: by === 'client' || by === 'vendor' ? by : party, event: event as unknown as Event })
      }
    return written
  })

export const deliveries = historiesOf(DELIVERY, 14)
export const courses = historiesOf(COURSES, 4)
