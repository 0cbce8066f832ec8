import type { ChangeFact, ChangeSubject, WindowFact } from '../../facts/facts.ts'
import { type Instant, parseInstant } from '../../time/instant.ts'
import { DEFAULT_ENVIRONMENT } from '../environment.ts'
import type { EventRef } from '../identity.ts'
import type { Event } from '../schema.ts'

/** Where a fact of an event is kept, so that a gate finds it without reading the event. */
export type Placement =
  | { kind: 'window'; service: string; environment: string; fact: WindowFact }
  | { kind: 'change'; service: string; of: ChangeSubject; fact: ChangeFact }

export type Envelope = Pick<Event, 'id' | 'source' | 'time' | 'service' | 'environment' | 'corrects' | 'origin'>

/** @throws TypeError for what the schema would have refused. */
export const instant = (time: string): Instant => {
  const found = parseInstant(time)
  if (found === null) throw new TypeError(`not validated: ${time}`)
  return found
}

export const environmentOf = ({ environment }: Pick<Envelope, 'environment'>) => environment ?? DEFAULT_ENVIRONMENT

/** What every fact says of its event. */
export const origin = (event: Pick<Envelope, 'origin'>, ref: EventRef) => ({
  event: ref,
  reconstructed: event.origin === 'reconstructed',
})
