import type { NewExclusion } from '@plumbline/contract'
import {
  type Actor,
  type Exclusion,
  type ExclusionMove,
  exclusionEntry,
  type Instant,
  knownIn,
  moveExclusion,
  parseInstant,
  proposeExclusion,
  standExclusion,
} from '@plumbline/core'
import type { EngagementStore } from '@plumbline/store'
import { notFound } from '../../problem/problem.ts'
import { type AgreementReader, requireState } from '../agreed.ts'
import { decide } from '../decide.ts'
import { decided } from './refuse.ts'

/** @throws Refusal `invalid_request` */
export const askForExclusion = async (
  store: EngagementStore,
  agreements: AgreementReader,
  { category, from, to, services, objectives, reason }: NewExclusion,
  id: string,
  by: Actor,
  at: Instant,
): Promise<Exclusion> => {
  const read = await requireState(store)
  const known = knownIn(await agreements.accepted(store, read))
  const times = { from: parseInstant(from) ?? 0, to: parseInstant(to) ?? 0 }
  const named = { services: services ?? null, objectives: objectives ?? null }
  const exclusion = decided(proposeExclusion({ id, category, ...times, ...named, reason }, known, by, at))
  const entries = [exclusionEntry(exclusion)]
  await decide(store, () => ({ value: null, decided: entries, writes: [{ kind: 'record', record: exclusion }] }), read)
  return exclusion
}

/** @throws Refusal `not_found`, `wrong_party`, `wrong_state` */
export const decideExclusion = async (
  store: EngagementStore,
  id: string,
  move: ExclusionMove,
  by: Actor,
  at: Instant,
  note?: string,
): Promise<Exclusion> => {
  const { value } = await decide(store, async ({ standing }) => {
    const before = await store.keptRecord('exclusion', id)
    if (!before) throw notFound()
    const exclusion = decided(moveExclusion(before, move, by, at, note))
    if (exclusion === before) return { value: exclusion }
    return {
      value: exclusion,
      state: { standing: decided(standExclusion(standing, exclusion, at)) },
      decided: [exclusionEntry(exclusion)],
      writes: [{ kind: 'record', record: exclusion }],
    }
  })
  return value
}
