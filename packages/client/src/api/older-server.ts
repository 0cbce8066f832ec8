import { createHash } from 'node:crypto'
import type { EventResult, EventsAnswer, GateAnswer } from '@plumbline/contract'
import type { Event, EventOf } from '@plumbline/core'
import { named } from '../change/named-event.ts'
import type { GateInput } from './gate-input.ts'

/*
 * A server that is older than `covered_lines` refuses each event that has the key, as it refuses every unknown one, and
 * then the change has no report at all. What it refuses for that alone is sent once more without it: it adds counts of
 * several uploads up, as it always did.
 */

const isRefused = ({ status, reason, errors = [] }: EventResult): boolean =>
  status === 'rejected' &&
  reason !== undefined &&
  [reason, ...errors].every(
    ({ code, pointer }) => code === 'unknown_field' && pointer.endsWith('/data/patch/covered_lines'),
  )

/** Null for an event that names no covered lines, or whose id isn't ours to change. */
const older = (event: Event | undefined): EventOf<'coverage'> | null => {
  if (event?.type !== 'coverage' || event.data.patch?.covered_lines === undefined) return null
  const { id, ...rest } = event
  if (named(rest).id !== id) return null
  const { covered_lines: _, ...patch } = event.data.patch
  // Under the id of what says more, that could never be sent to this server once it is a newer one.
  return named({ ...rest, data: { ...event.data, patch } })
}

type Refused = { at: number; event: Event }

const refusedIn = (events: readonly Event[], results: readonly EventResult[]): Refused[] =>
  results.flatMap((result, at) => {
    const event = isRefused(result) ? older(events[at]) : null
    return event === null ? [] : [{ at, event }]
  })

const withThose = (results: readonly EventResult[], refused: readonly Refused[], again: readonly EventResult[]) => {
  const later = new Map(refused.map(({ at }, i) => [at, again[i]]))
  return results.map((result, at) => later.get(at) ?? result)
}

/** Sends events in one way or another. */
export const sentToAny = async (
  events: readonly Event[],
  send: (events: readonly Event[]) => Promise<EventsAnswer>,
): Promise<EventsAnswer> => {
  const first = await send(events)
  const refused = refusedIn(events, first.results)
  if (refused.length === 0) return first
  const again = await send(refused.map(({ event }) => event))
  return { results: withThose(first.results, refused, again.results) }
}

/** The same for a gate. It has judged without the report by then, and one run has one answer: it is asked as another. */
export const askedOfAny = async (
  input: GateInput,
  ask: (input: GateInput) => Promise<GateAnswer>,
): Promise<GateAnswer> => {
  const first = await ask(input)
  const { events = [], ...request } = input
  const refused = refusedIn(events, first.events)
  if (refused.length === 0) return first
  const run = `older server ${createHash('sha256').update(JSON.stringify(request)).digest('hex').slice(0, 32)}`
  const again = await ask({ ...request, run, events: refused.map(({ event }) => event) })
  return { ...again, events: withThose(first.events, refused, again.events) }
}
