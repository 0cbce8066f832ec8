import { countText } from '../number/count-text.ts'
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
  /** Those among them that were listed after the seal of their day, and taken up by a later entry. */
  late: number
  /** Received after the last sealed day. */
  unsealed: number
  /** In order of the days; none: every event is the one that was sealed. */
  faults: SealFault[]
}

const count = (events: number) => countText(events, 'event')

type Sealed = { seq: number; body: LedgerBodyOf<'seal'> }
type Late = { seq: number; body: LedgerBodyOf<'seal_late'> }

const compare = ({ seq, body }: Sealed, found: readonly string[]): SealFault[] => {
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

/** Each that an entry took up late must be there, as it was then. */
const compareLate = ({ seq, body: { day, digests } }: Late, found: ReadonlySet<string>): SealFault[] => {
  const missing = digests.filter((digest) => !found.has(digest)).length
  if (missing === 0) return []
  const detail = `entry ${seq} took up ${count(digests.length)}, ${missing} of them ${missing === 1 ? 'is' : 'are'} not here as sealed`
  return [{ code: 'events_missing', day, seq, detail }]
}

const byDay = (rows: Iterable<ReceivedRow>): Map<string, Set<string>> => {
  const found = new Map<string, Set<string>>()
  for (const row of rows) {
    const day = dayName(parseInstant(row.received_at) ?? 0)
    found.set(day, (found.get(day) ?? new Set()).add(eventDigest(row)))
  }
  return found
}

/**
 * Compares every event that was received with what the ledger has sealed: one that was changed, taken out, added or
 * moved to another day shows as a day that doesn't fit.
 */
export const verifySeals = (entries: readonly LedgerEntry[], rows: Iterable<ReceivedRow>): SealsVerdict => {
  const seals = entries.flatMap(({ seq, body }): Sealed[] => (body.type === 'seal' ? [{ seq, body }] : []))
  const lates = entries.flatMap(({ seq, body }): Late[] => (body.type === 'seal_late' ? [{ seq, body }] : []))
  const received = byDay(rows)
  const foundOn = (day: string): ReadonlySet<string> => received.get(day) ?? new Set()
  const lateOn = Map.groupBy(lates, ({ body }) => body.day)
  /** Without what was taken up later: what the seal of the day was over. */
  const onTime = (day: string): string[] => {
    const late = new Set((lateOn.get(day) ?? []).flatMap(({ body }) => body.digests))
    return [...foundOn(day)].filter((digest) => !late.has(digest))
  }
  const sealedDays = new Set(seals.map(({ body }) => body.day))
  const last = [...sealedDays].toSorted().at(-1) ?? ''
  const faults = [
    ...seals.flatMap((seal) => compare(seal, onTime(seal.body.day))),
    ...lates.flatMap((late) => compareLate(late, foundOn(late.body.day))),
  ]
  let unsealed = 0
  for (const day of received.keys()) {
    const events = sealedDays.has(day) ? 0 : onTime(day).length
    if (events === 0) continue
    if (day > last) unsealed += events
    else
      faults.push({
        code: 'never_sealed',
        day,
        seq: null,
        detail: `${count(events)} of a day that no entry seals, although later ones are sealed`,
      })
  }
  const wrong = new Set(faults.map(({ day }) => day))
  const late = lates.reduce((sum, { body }) => sum + body.digests.length, 0)
  return {
    days: [...sealedDays].filter((day) => !wrong.has(day)).length,
    sealed: seals.reduce((sum, { body }) => sum + body.events, 0) + late,
    late,
    unsealed,
    faults: faults.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)),
  }
}
