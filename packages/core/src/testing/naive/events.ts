import type { Event } from '../../events/schema.ts'
import { type Instant, parseInstant } from '../../time/instant.ts'
import type { Posted } from '../histories.ts'

/*
 * The second implementation, written from the text of the rules alone: from events as they were posted, with a loop
 * over everything wherever something is asked, and nothing kept. It is slow and plain on purpose; nothing of the
 * engine but the reading of times is used.
 */

/** The same few texts are read again in every loop. */
const read = new Map<string, Instant>()

export const ms = (text: string): Instant => {
  const at = read.get(text) ?? parseInstant(text)
  if (at === null) throw new Error(`no time: ${text}`)
  read.set(text, at)
  return at
}

type OfType<Type> = Extract<Event, { type: Type }>

/** An event that counts, with who posted it. */
export type Counting = Posted

export const ofType = <Type extends Event['type']>(
  all: readonly Counting[],
  type: Type,
): (OfType<Type> & { party: Posted['party'] })[] =>
  all.flatMap(({ event, party }) =>
    // The comparison that a type guard over a union of literals would make.
    event.type === type ? [{ ...(event as OfType<Type>), party }] : [],
  )

const same = (a: Event, source: string, id: string | undefined) => a.source === source && a.id === id

/** Rule 12: of two corrections of one event the later time, then the greater id, counts. */
const isLaterCorrection = (a: Event, b: Event) => ms(a.time) > ms(b.time) || (ms(a.time) === ms(b.time) && a.id > b.id)

/**
 * Rules 12 and 15: each event once, none that was corrected, none whose correction is not the last word, none imported.
 * An import that corrects what was observed takes nothing away, unless somebody observed a correction of it.
 */
export const countingEvents = (posted: readonly Posted[]): Counting[] => {
  const once: Posted[] = []
  for (const one of posted) if (!once.some(({ event }) => same(event, one.event.source, one.event.id))) once.push(one)
  const all = once.map(({ event }) => event)
  const of = (event: Event) => all.filter((other) => same(event, other.source, other.corrects))
  const decides = (correction: Event): boolean => correction.origin !== 'reconstructed' || of(correction).some(decides)
  const stands = (event: Event): boolean => {
    if (event.corrects === undefined) return true
    const rivals = all.filter((other) => other.source === event.source && other.corrects === event.corrects)
    if (rivals.some((rival) => rival !== event && decides(rival) && isLaterCorrection(rival, event))) return false
    const target = all.find((other) => same(other, event.source, event.corrects))
    return target === undefined || stands(target)
  }
  return once.filter(({ event }) => event.origin !== 'reconstructed' && !of(event).some(decides) && stands(event))
}

/** Events without an environment are production's, whatever the agreement calls that. */
export const environmentOf = ({ environment }: Pick<Event, 'environment'>): string => environment ?? 'production'
