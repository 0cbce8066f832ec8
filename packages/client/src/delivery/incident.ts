import { type EventOf, formatInstant, type Instant } from '@plumbline/core'
import { namedByContent } from './named.ts'

type Data = EventOf<'incident'>['data']

/** One thing that happened to an incident. */
export type IncidentReport = {
  service: string
  /** Null: production. */
  environment: string | null
  /** Who observed it, URI-like. */
  source: string
  /** The envelope's id; absent: made of the content. */
  id?: string
  /** id of an event of the same source that this one replaces. */
  corrects?: string
  at: Instant
  data: Omit<Data, 'at'>
}

export const incidentEvent = ({
  service,
  environment,
  source,
  id,
  corrects,
  at,
  data,
}: IncidentReport): EventOf<'incident'> => {
  const event = {
    type: 'incident' as const,
    source,
    time: formatInstant(at),
    service,
    ...(environment === null ? {} : { environment }),
    ...(corrects === undefined ? {} : { corrects }),
    data: { ...data, at: formatInstant(at) },
  }
  return { ...event, id: id ?? namedByContent('incident', event) }
}
