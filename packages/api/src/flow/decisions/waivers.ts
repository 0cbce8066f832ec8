import type { NewWaiver } from '@plumbline/contract'
import {
  type Actor,
  type Breach,
  type Instant,
  knownIn,
  moveWaiver,
  parseInstant,
  requestWaiver,
  type Standing,
  standWaiver,
  unwaiveBreach,
  type Waiver,
  type WaiverMove,
  waiveBreach,
  waiverEntry,
  waivingRefused,
} from '@plumbline/core'
import type { EngagementStore } from '@plumbline/store'
import { notFound, Refusal } from '../../problem/problem.ts'
import { type AgreementReader, requireState } from '../agreed.ts'
import { type Decision, decide } from '../decide.ts'
import { movedTo } from '../move-breaches.ts'
import { followWaiver } from './follow-waiver.ts'
import { decided } from './refuse.ts'

const contradiction = (pointer: string, detail: string) =>
  new Refusal('invalid_request', 'Something in the request is wrong; `errors` says what.', {
    errors: [{ pointer, code: 'contradiction', detail }],
  })

/** Of one breach, or of an objective; never of both. */
const subjectOf = async (store: EngagementStore, { breach: id, objective, service }: NewWaiver) => {
  if (id === undefined) {
    if (objective === undefined)
      throw contradiction('/objective', 'is required: name an objective, or one breach with `breach`')
    return { breach: null, objective, service: service ?? null }
  }
  if (objective !== undefined || service !== undefined)
    throw contradiction(objective === undefined ? '/service' : '/objective', 'must be left out: the breach says it')
  const breach = await store.breach(id)
  if (!breach) throw contradiction('/breach', 'is no breach of this engagement')
  return { breach, objective: breach.objective, service: breach.service }
}

/** @throws Refusal `wrong_state`, `invalid_request` */
export const askForWaiver = async (
  store: EngagementStore,
  agreements: AgreementReader,
  body: NewWaiver,
  id: string,
  by: Actor,
  at: Instant,
): Promise<Waiver> => {
  const read = await requireState(store)
  const known = knownIn(await agreements.accepted(store, read))
  const { value } = await decide(
    store,
    async () => {
      const subject = await subjectOf(store, body)
      const { from, expires_at, reason } = body
      const expiresAt = parseInstant(expires_at) ?? 0
      const asked = { id, ...subject, expiresAt, reason, from: from === undefined ? from : (parseInstant(from) ?? 0) }
      const waiver = decided(requestWaiver(asked, known, by, at))
      return { value: waiver, decided: [waiverEntry(waiver)], writes: [{ kind: 'record', record: waiver }] }
    },
    read,
  )
  return value
}

/** What an approval or an end does to the breach that the waiver names. */
const breachAfter = (breach: Breach, waiver: Waiver, at: Instant): Breach => {
  const step = waiver.timeline.at(-1)
  if (waiver.status === 'approved' && step) {
    const refusal = waivingRefused(breach)
    if (refusal) throw new Refusal('wrong_state', `${refusal.replace(/^./, (first) => first.toUpperCase())}.`)
    return waiveBreach(breach, waiver, { at: step.at, by: step.by })
  }
  return waiver.status === 'revoked' || waiver.status === 'expired' ? unwaiveBreach(breach, waiver, at) : breach
}

/** Everything that follows from a step of a waiver, the entry of its breach behind its own. */
export const waiverDecision = async (
  store: EngagementStore,
  standing: Standing,
  waiver: Waiver,
  at: Instant,
): Promise<Decision<Waiver>> => {
  const breach = waiver.breach === null ? null : await store.breach(waiver.breach)
  const moved = breach && movedTo(breach, breachAfter(breach, waiver, at))
  return {
    value: waiver,
    state: { standing: decided(standWaiver(standing, waiver, breach, at)) },
    decided: [waiverEntry(waiver), ...(moved?.decided ?? [])],
    writes: [{ kind: 'record', record: waiver }, ...(moved?.writes ?? [])],
  }
}

/** @throws Refusal `not_found`, `wrong_party`, `wrong_state` */
export const decideWaiver = async (
  store: EngagementStore,
  id: string,
  move: WaiverMove,
  by: Actor,
  at: Instant,
  note?: string,
): Promise<Waiver> => {
  const { value, state } = await decide(store, async ({ standing }) => {
    const before = await store.keptRecord('waiver', id)
    if (!before) throw notFound()
    const waiver = decided(moveWaiver(before, move, by, at, note))
    return waiver === before ? { value: waiver } : waiverDecision(store, standing, waiver, at)
  })
  if (value.status === 'approved' || value.status === 'revoked') await followWaiver(store, value, at, state)
  return value
}
