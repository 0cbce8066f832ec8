import type { EventResult } from '@plumbline/contract'
import { type Admitted, admit, Event, type Instant, mistakes, type Party, reject } from '@plumbline/core'
import { sentPlace, type Translation } from '../foreign/translation.ts'
import { unsafeParts } from '../http/json.ts'

export type EventMistakes = NonNullable<EventResult['errors']>
export type Checked = { id: string | null } & (
  | { ok: true; admitted: Admitted }
  | { ok: false; mistakes: EventMistakes }
)

/** Reads one of the events that were sent into our words. */
export type Reader = (given: unknown) => Translation

/** Why its sender may not send it. */
export type Forbids = (event: Event) => EventMistakes

const MAX_ID = 200

const idOf = (given: unknown): string | null => {
  const id = typeof given === 'object' && given !== null && 'id' in given ? given.id : null
  return typeof id === 'string' && id.length <= MAX_ID && id.isWellFormed() ? id : null
}

/** Looks at one event alone; everything that is wrong with it at once, with its place in what was sent. */
export const checkEvent = (given: unknown, party: Party, at: Instant, read?: Reader, forbids?: Forbids): Checked => {
  const id = idOf(given)
  const unsafe = unsafeParts(given)
  if (unsafe.length > 0) return { id, ok: false, mistakes: unsafe }
  const translation = read?.(given) ?? { ok: true, event: given, places: {} }
  if (!translation.ok) return { id, ok: false, mistakes: translation.mistakes }
  const refuse = (found: EventMistakes): Checked => ({
    id,
    ok: false,
    mistakes: found.map((mistake) => ({ ...mistake, pointer: sentPlace(translation.places, mistake.pointer) })),
  })
  const parsed = Event.safeParse(translation.event)
  if (!parsed.success) return refuse(mistakes(parsed.error, Event, translation.event))
  const rejections = [...(forbids?.(parsed.data) ?? []), ...reject(parsed.data, at)]
  return rejections.length > 0 ? refuse(rejections) : { id, ok: true, admitted: admit(parsed.data, party) }
}
