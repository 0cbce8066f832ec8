import {
  type AcceptedVersion,
  type BaselineDue,
  type BaselineGround,
  baselineNeeds,
  baselinesDue,
  type FrozenBaseline,
  freezeBaseline,
  type Instant,
  isLookedBackAt,
  type StandingFrozen,
  standingBaseline,
} from '@plumbline/core'
import type { EngagementState, EngagementStore } from '@plumbline/store'
import { decide } from './decide.ts'

/** Records of one commit: each is two parts and an entry. */
const MOST_AT_ONCE = 24

type Freezing = { store: EngagementStore; state: EngagementState; versions: AcceptedVersion[]; now: Instant }

const groundFor = async ({ store, state, versions }: Freezing, due: BaselineDue): Promise<BaselineGround> => {
  const nothing = { versions, standing: state.standing, facts: [], corrections: [], deployedBefore: false, merges: [] }
  const needed = baselineNeeds(due, versions)
  if (!needed) return nothing
  const { service } = due
  if (needed.kind === 'merges') return { ...nothing, merges: await store.trend(service, needed.window) }
  const { environments, window, families } = needed
  const [{ facts, corrections }, deployedBefore] = await Promise.all([
    store.serviceFacts(service, environments, window, families),
    families.includes('delivery') ? store.deployedBefore(service, environments, window.from, 'imported_too') : false,
  ])
  return { ...nothing, facts, corrections, deployedBefore }
}

/** A version that came since may look back at a phase of before: then everything is looked through again. */
const unseen = (due: readonly BaselineDue[], before: StandingFrozen | undefined, newest: number): BaselineDue[] =>
  due.filter(({ at }) => before === undefined || before.version !== newest || at > before.through)

const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size))

type One = { due: BaselineDue; known: FrozenBaseline | null }

/** What was frozen before stays what it is; only what relative targets look back at is kept beside the state. */
const freezeSome = async (freezing: Freezing, some: readonly BaselineDue[], frozen: StandingFrozen) => {
  const { store, versions } = freezing
  const grounds = new Map<string, BaselineGround>()
  return decide(store, async (state) => {
    const all: One[] = await Promise.all(
      some.map(async (due) => ({ due, known: await store.keptRecord('baseline', due.id) })),
    )
    const made = await Promise.all(
      all.map(async ({ due, known }) => {
        if (known) return { due, baseline: known, decided: null }
        const ground = grounds.get(due.id) ?? (await groundFor(freezing, due))
        grounds.set(due.id, ground)
        return { due, ...freezeBaseline(due, ground) }
      }),
    )
    const standing = made
      .filter(({ due }) => isLookedBackAt(due, versions))
      .map(({ due, baseline }) => standingBaseline(due, baseline))
    const kept = state.standing.baselines.filter(({ id }) => standing.every((one) => one.id !== id))
    const baselines = [...kept, ...standing].sort((a, b) => a.to - b.to || (a.id < b.id ? -1 : 1))
    const fresh = made.filter(({ decided }) => decided !== null)
    return {
      value: fresh.length,
      state: { standing: { ...state.standing, baselines, frozen } },
      decided: fresh.flatMap(({ decided }) => decided ?? []),
      writes: fresh.map(({ baseline }) => ({ kind: 'record', record: baseline }) as const),
    }
  })
}

/**
 * Freezes what every phase that is over came to, as of the instant at which it fell due. What is frozen stays so:
 * run again, or late, it writes nothing.
 * @returns the state as it is then, and how many figures were frozen
 */
export const freezeBaselines = async (freezing: Freezing): Promise<{ state: EngagementState; frozen: number }> => {
  const { versions, now } = freezing
  const newest = Math.max(0, ...versions.map(({ version }) => version ?? 0))
  const due = unseen(baselinesDue(versions, now), freezing.state.standing.frozen, newest)
  let { state } = freezing
  let frozen = 0
  const parts = chunks(due, MOST_AT_ONCE)
  for (const [index, some] of parts.entries()) {
    // Only the last says that all is done: one that is broken off is begun again.
    const isLast = index === parts.length - 1
    const through = some.at(-1)?.at ?? now
    const before = state.standing.frozen ?? { through: 0, version: 0 }
    const done = await freezeSome({ ...freezing, state }, some, isLast ? { through, version: newest } : before)
    state = done.state
    frozen += done.value
  }
  return { state, frozen }
}
