import { Event, mistakes } from '@plumbline/core'
import { mistakeText } from '../output/mistake.ts'

export type Checked =
  | { ok: true; event: Event }
  | { ok: false; id: string | null; mistakes: { pointer: string; detail: string }[] }

const idOf = (value: unknown): string | null =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string' ? value.id : null

/** Whether the server would take an event, as far as that can be told from the event alone; in its words. */
export const checkEvent = (value: unknown): Checked => {
  const read = Event.safeParse(value)
  if (read.success) return { ok: true, event: read.data }
  return {
    ok: false,
    id: idOf(value),
    mistakes: mistakes(read.error, Event, value).map(({ pointer, detail, allowed }) => ({
      pointer,
      detail: mistakeText({ detail, allowed }),
    })),
  }
}
