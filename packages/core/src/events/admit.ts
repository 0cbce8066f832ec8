import type { Party } from '../agreement/terms.ts'
import type { Instant } from '../time/instant.ts'
import { countedIn } from './counted-in.ts'
import { type EventIdentity, type EventRef, eventIdentity, eventRef } from './identity.ts'
import { changePlacements } from './placements/change.ts'
import { deploymentPlacements, incidentPlacements } from './placements/delivery.ts'
import { observedPlacements } from './placements/observed.ts'
import { environmentOf, instant, type Placement } from './placements/placement.ts'
import { pullRequestPlacements } from './placements/review.ts'
import type { Event } from './schema.ts'

/** The event this one replaces, and what decides between two that replace the same one. */
export type Correction = {
  target: EventIdentity
  by: EventRef
  time: Instant
  id: string
  service: string
  environment: string
  reconstructed: boolean
}

export type Admitted = {
  identity: EventIdentity
  event: Event
  placements: Placement[]
  correction: Correction | null
  /** Keys of the indicators that read it. */
  countedIn: string[]
}

const placements = (event: Event, ref: EventRef, party: Party): Placement[] => {
  switch (event.type) {
    case 'deployment':
      return deploymentPlacements(event, ref)
    case 'incident':
      return incidentPlacements(event, ref, party)
    case 'coverage':
    case 'test_run':
    case 'findings':
      return changePlacements(event, ref)
    case 'pull_request':
      return pullRequestPlacements(event, ref)
    case 'availability':
    case 'heartbeat':
    case 'measurement':
      return observedPlacements(event, ref, party)
    // Kept whole; no indicator reads them yet.
    case 'work_item':
    case 'sprint':
    case 'cost':
      return []
    default:
      return event satisfies never
  }
}

/**
 * What an event will count in. Depends on the event and on the party that sent it alone, so that summaries
 * can be made again from the stored events at any time.
 */
export const admit = (event: Event, party: Party): Admitted => {
  const identity = eventIdentity(event.source, event.id)
  const ref = eventRef(identity)
  return {
    identity,
    event,
    placements: placements(event, ref, party),
    correction:
      event.corrects === undefined
        ? null
        : {
            target: eventIdentity(event.source, event.corrects),
            by: ref,
            time: instant(event.time),
            id: event.id,
            service: event.service,
            environment: environmentOf(event),
            reconstructed: event.origin === 'reconstructed',
          },
    countedIn: countedIn(event),
  }
}
