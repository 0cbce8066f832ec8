import type { Party } from '../../agreement/terms.ts'
import type { AvailabilityFact, HeartbeatFact, MeasurementFact } from '../../facts/facts.ts'
import { type EventRef, nameRef } from '../identity.ts'
import type { EventOf } from '../schema.ts'
import { environmentOf, instant, origin, type Placement } from './placement.ts'

type Observed = EventOf<'availability' | 'heartbeat' | 'measurement'>

const factOf = (event: Observed, ref: EventRef, party: Party): AvailabilityFact | HeartbeatFact | MeasurementFact => {
  const base = { ...origin(event, ref), source: nameRef(event.source) }
  switch (event.type) {
    case 'availability':
      return {
        kind: 'availability',
        ...base,
        at: instant(event.data.from),
        to: instant(event.data.to),
        state: event.data.state,
      }
    case 'heartbeat':
      return { kind: 'heartbeat', ...base, at: instant(event.data.from), to: instant(event.data.to) }
    case 'measurement':
      return {
        kind: 'measurement',
        ...base,
        // Half-open: what ends at midnight belongs to the day before.
        at: instant(event.data.to) - 1,
        indicator: nameRef(event.data.indicator),
        value: event.data.value,
        unit: event.data.unit,
        samples: event.data.samples ?? 1,
        reporter: party,
      }
    default:
      return event satisfies never
  }
}

export const observedPlacements = (event: Observed, ref: EventRef, party: Party): Placement[] => [
  { kind: 'window', service: event.service, environment: environmentOf(event), fact: factOf(event, ref, party) },
]
