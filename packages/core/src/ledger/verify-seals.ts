import { parseInstant } from '../time/instant.ts'
import type { LedgerBodyOf } from './body.ts'
import type { LedgerEntry } from './entry.ts'
import { dayName, eventDigest, type ReceivedRow, sealOf } from './seal.ts'

export type SealFault = {
  code: 'events_missing' | 'events_added' | 'events_altered' | 'never_sealed'
  day: string
  /** The entry that sealed the day; null where none did. */
  seq: number | null
  detail: string
}

export type SealsVerdict = {
  /** Days whose seal is over exactly these events. */
  days: number
  /** Events that are in a seal. */
  sealed: number
  /** Received after the last sealed day. */
  unsealed: number
  /** In order of the days; none: every event is the one that was sealed. */
  faults: SealFault[]
}

const count = (events: number) => `${events} ${events === 1 ? 'event' : 'events'}`

const compare = ({ seq, body }: { seq: number; body: LedgerBodyOf<'seal'> }, found: readonly string[]): SealFault[] => {
  const own = sealOf(body.day, found)
  if (own.hash === body.hash) return []
  const counted = `entry ${seq} sealed ${count(body.events)}, here are ${own.events}`
  const fault = { day: body.day, seq }
  if (own.events < body.events) return [{ ...fault, code: 'events_missing', detail: counted }]
  if (own.events > body.events) return [{ ...fault, code: 'events_added', detail: counted }]
  return [
    { ...fault, code: 'events_altered', detail: `entry ${seq} sealed other ones: at least one is not what it was` },
  ]
}

/**
 * Compares every event that was received with what the ledger has sealed: one that was changed, taken out, added or
 * moved to another day shows as a day that doesn't fit.
 */
export const verifySeals = (entries: readonly LedgerEntry[], rows: Iterable<ReceivedRow>): SealsVerdict => {
  const seals = entries.flatMap(({ seq, body }) => (body.type === 'seal' ? [{ seq, body }] : []))
  const byDay = new Map<string, Set<string>>()
  for (const row of rows) {
    const day = dayName(parseInstant(row.received_at) ?? 0)
    byDay.set(day, (byDay.get(day) ?? new Set()).add(eventDigest(row)))
  }
  const last =
    seals
      .map(({ body }) => body.day)
      .toSorted()
      .at(-1) ?? ''
  const sealedDays = new Set(seals.map(({ body }) => body.day))
  const faults = seals.flatMap((seal) => compare(seal, [...(byDay.get(seal.body.day) ?? [])]))
  let unsealed = 0
  for (const [day, digests] of byDay) {
    if (sealedDays.has(day)) continue
    if (day > last) unsealed += digests.size
    else
      faults.push({
        code: 'never_sealed',
        day,
        seq: null,
        detail: `${count(digests.size)} of a day that no entry seals, although later ones are sealed`,
      })
  }
  return {
    days: seals.length - faults.filter(({ seq }) => seq !== null).length,
    sealed: seals.reduce((sum, { body }) => sum + body.events, 0),
    unsealed,
    faults: faults.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)),
  }
}
