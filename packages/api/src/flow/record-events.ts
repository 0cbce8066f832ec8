import type { EventResult } from '@plumbline/contract'
import { type Admitted, admit, Event, type Instant, reject } from '@plumbline/core'
import type { EngagementStore, RecordStatus } from '@plumbline/store'
import type { Principal } from '../auth/principal.ts'
import { unsafeParts } from '../http/json.ts'
import { mistakes } from '../problem/issues.ts'

type Mistakes = NonNullable<EventResult['errors']>
type Checked = { id: string | null } & ({ ok: true; admitted: Admitted } | { ok: false; mistakes: Mistakes })

const MAX_ID = 200

const idOf = (given: unknown): string | null => {
  const id = typeof given === 'object' && given !== null && 'id' in given ? given.id : null
  return typeof id === 'string' && id.length <= MAX_ID && id.isWellFormed() ? id : null
}

const check = (given: unknown, principal: Principal, at: Instant): Checked => {
  const id = idOf(given)
  const unsafe = unsafeParts(given)
  if (unsafe.length > 0) return { id, ok: false, mistakes: unsafe }
  const parsed = Event.safeParse(given)
  if (!parsed.success) return { id, ok: false, mistakes: mistakes(parsed.error, Event, given) }
  const rejections = reject(parsed.data, at)
  if (rejections.length > 0) return { id, ok: false, mistakes: rejections }
  return { id, ok: true, admitted: admit(parsed.data, principal.party) }
}

const ID_REUSED: Mistakes[number] = {
  pointer: '/id',
  code: 'id_reused',
  detail:
    'this id came before from this source with other content, which is kept; a correction is a new event with `corrects`',
}

const rejected = (id: string | null, errors: Mistakes): EventResult => {
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

export type Recorded = { results: EventResult[] /** Those that are valid, whether new or not. */; admitted: Admitted[] }

/** The one way in for events: each is judged alone, and what is good is recorded. Answers in the order given. */
export const recordEvents = async (
  store: EngagementStore,
  principal: Principal,
  at: Instant,
  given: readonly unknown[],
): Promise<Recorded> => {
  const checked = given.map((event) => check(event, principal, at))
  const admitted = checked.flatMap((one) => (one.ok ? [one.admitted] : []))
  const sender = { party: principal.party, key: principal.keyId, at }
  const statuses = admitted.length > 0 ? await store.record(admitted, sender) : []
  let next = 0
  const results = checked.map((one) => (one.ok ? accepted(one, statuses[next++]) : rejected(one.id, one.mistakes)))
  return { results, admitted }
}
