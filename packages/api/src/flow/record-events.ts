import type { EventResult } from '@plumbline/contract'
import type { Admitted, Event, Instant } from '@plumbline/core'
import type { EngagementStore, RecordStatus } from '@plumbline/store'
import { forbidden, forbiddenCorrection } from '../auth/limits.ts'
import type { Principal } from '../auth/principal.ts'
import { type Checked, checkEvent, type EventMistakes, type Reader } from './check-event.ts'

const ID_REUSED: EventMistakes[number] = {
  pointer: '/id',
  code: 'id_reused',
  detail:
    'this id came before from this source with other content, which is kept; a correction is a new event with `corrects`',
}

const rejected = (id: string | null, errors: EventMistakes): EventResult => {
  const [reason] = errors
  return {
    id,
    status: 'rejected',
    counted_in: [],
    ...(reason ? { reason } : {}),
    ...(errors.length > 1 ? { errors } : {}),
  }
}

const accepted = (checked: Extract<Checked, { ok: true }>, status: RecordStatus | undefined): EventResult =>
  status === 'recorded' || status === 'duplicate'
    ? { id: checked.id, status, counted_in: checked.admitted.countedIn }
    : rejected(checked.id, [ID_REUSED])

const withoutForbiddenCorrections = async (
  store: EngagementStore,
  principal: Principal,
  checked: readonly Checked[],
): Promise<Checked[]> => {
  const events = checked.flatMap((one) => (one.ok ? [one.admitted.event] : []))
  return Promise.all(
    checked.map(async (one) => {
      if (!one.ok) return one
      const found = await forbiddenCorrection(store, principal, one.admitted.event, events)
      return found.length === 0 ? one : { id: one.id, ok: false, mistakes: found }
    }),
  )
}

export type Recorded = { results: EventResult[] /** Those that are valid, whether new or not. */; admitted: Admitted[] }

/** The one way in for events: each is judged alone, and what is good is recorded. Answers in the order given. */
export const recordEvents = async (
  store: EngagementStore,
  principal: Principal,
  at: Instant,
  given: readonly unknown[],
  read?: Reader,
): Promise<Recorded> => {
  const forbids = (event: Event) => forbidden(principal, event)
  const alone = given.map((event) => checkEvent(event, principal.party, at, read, forbids))
  const checked = await withoutForbiddenCorrections(store, principal, alone)
  const admitted = checked.flatMap((one) => (one.ok ? [one.admitted] : []))
  const sender = { party: principal.party, key: principal.keyId, at }
  const statuses = admitted.length > 0 ? await store.record(admitted, sender) : []
  let next = 0
  const results = checked.map((one) => (one.ok ? accepted(one, statuses[next++]) : rejected(one.id, one.mistakes)))
  return { results, admitted }
}
