import { Event } from '@plumbline/core'

export type Checked =
  | { ok: true; event: Event }
  | { ok: false; id: string | null; mistakes: { pointer: string; detail: string }[] }

const idOf = (value: unknown): string | null =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string' ? value.id : null

const pointer = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** Whether the server would take an event, as far as that can be told from the event alone. */
export const checkEvent = (value: unknown): Checked => {
  const read = Event.safeParse(value)
  if (read.success) return { ok: true, event: read.data }
  return {
    ok: false,
    id: idOf(value),
    mistakes: read.error.issues.map((issue) => ({ pointer: pointer(issue.path), detail: issue.message })),
  }
}
