import {
  asOpened,
  type Breach,
  type BreachMove,
  type BreachTransition,
  breachEntry,
  breachMoves,
  countBreach,
  coverBreach,
  type Decided,
  type Evaluation,
  exemptBreach,
  type Instant,
  type OpenBreachView,
  type PeriodGround,
  parseInstant,
  reopenBreach,
  resolveBreach,
} from '@plumbline/core'
import type { CommitWrite, EngagementState, EngagementStore } from '@plumbline/store'
import { requireState } from './agreed.ts'
import { storedIdentity } from './breach-identity.ts'
import { decide } from './decide.ts'

/** Moves of one commit: a transaction holds so many parts, and a breach that opens takes five. */
const MOST_AT_ONCE = 16

/** What opens or ends a breach; all else in its story is said about it. */
const TURNS: readonly BreachTransition['kind'][] = ['opened', 'reopened', 'counted', 'resolved', 'exempted']

/** The story has turned after this moment: what was seen then no longer moves it. */
const isPast = (breach: Breach, at: string) => breach.timeline.some((step) => step.at > at && TURNS.includes(step.kind))

/** A breach as it is after a step, and what is to be written for it: nothing where it is so already. */
export type Moved = { breach: Breach; writes: CommitWrite[]; decided: Decided[] }

/** What the ledger says of the last step. */
const entryOf = (breach: Breach): Decided => ({
  at: parseInstant(breach.timeline.at(-1)?.at ?? '') ?? 0,
  body: breachEntry(breach),
})

export const movedTo = (before: Breach, after: Breach): Moved =>
  after === before
    ? { breach: before, writes: [], decided: [] }
    : {
        breach: after,
        writes: [{ kind: 'move_breach', breach: after, readTimelineLength: before.timeline.length }],
        decided: after.timeline
          .map((_, index) => ({ ...after, timeline: after.timeline.slice(0, index + 1) }))
          .slice(before.timeline.length)
          .map(entryOf),
      }

/** What it was judged on, and when. */
export type JudgedOn = { ground: PeriodGround; at: Instant }

/** It opened while its objective was only observed, and is missed still where that is enforced. */
const sinceOpened = (opened: Breach, seen: Breach): Breach => {
  const [step] = seen.timeline
  return seen.contractual && step ? countBreach(opened, seen.enforcement, { ...step, kind: 'counted' }) : opened
}

/** Looked up each time it is decided: what there is now decides, not what there was at the gate. */
const apply = async (
  store: EngagementStore,
  service: string,
  move: BreachMove,
  on: JudgedOn,
): Promise<Moved | null> => {
  if (move.kind === 'open') {
    const identity = storedIdentity(service, move.identity)
    const existing = await store.breachByIdentity(identity)
    if (!existing) {
      // The same, whoever looked first; what has happened since is told after it.
      const opened = asOpened(move, on.ground, on.at).breach
      const breach = sinceOpened(opened, move.breach)
      const decided = [entryOf(opened), ...movedTo(opened, breach).decided]
      return { breach, writes: [{ kind: 'open_breach', breach, identity }], decided }
    }
    const { breach } = move
    return movedTo(existing, isPast(existing, breach.opened_at) ? existing : reopenBreach(existing, breach))
  }
  const breach = await (move.kind === 'exempt'
    ? store.breachByIdentity(storedIdentity(service, move.identity))
    : store.breach(move.id))
  if (!breach) return null
  if (move.kind === 'waive') {
    const waiver = await store.keptRecord('waiver', move.waiver)
    return movedTo(breach, waiver ? coverBreach(breach, waiver) : breach)
  }
  if (isPast(breach, move.transition.at)) return movedTo(breach, breach)
  switch (move.kind) {
    case 'resolve':
      return movedTo(breach, resolveBreach(breach, move.transition))
    case 'exempt':
      return movedTo(breach, exemptBreach(breach, move.grantedAt, move.transition))
    case 'count':
      return movedTo(breach, countBreach(breach, move.enforcement, move.transition))
    default:
      return move satisfies never
  }
}

/** Where nothing was opened because a breach stands open already: that one. */
const standing = (evaluation: Evaluation, open: readonly OpenBreachView[]): [objective: string, breachId: string][] =>
  breachMoves(evaluation, []).flatMap((move) => {
    if (move.kind !== 'open') return []
    const own = open.filter(({ objective }) => objective === move.breach.objective)
    // A rolling window's breach keeps the name of the day it began.
    const found =
      own.find(({ identity }) => identity === move.identity) ?? own.sort((a, b) => b.openedAt - a.openedAt)[0]
    return found ? [[move.breach.objective, found.id]] : []
  })

/**
 * Opens, reopens and ends breaches of a service, with their entries: sixteen in one step. What is so already stays as
 * it is. Answers what became of each, and the state with everything in it.
 */
export const applyMoves = async (
  store: EngagementStore,
  service: string,
  moves: readonly BreachMove[],
  read: EngagementState,
  on: JudgedOn,
): Promise<{ moved: (Moved | null)[]; state: EngagementState }> => {
  const all: (Moved | null)[] = []
  let state = read
  for (let from = 0; from < moves.length; from += MOST_AT_ONCE) {
    const some = moves.slice(from, from + MOST_AT_ONCE)
    const { value, state: after } = await decide(
      store,
      async () => {
        const moved = await Promise.all(some.map((move) => apply(store, service, move, on)))
        return {
          value: moved,
          decided: moved.flatMap((one) => one?.decided ?? []),
          writes: moved.flatMap((one) => one?.writes ?? []),
        }
      },
      state,
    )
    const wrote = value.some((one) => one !== null && one.writes.length > 0)
    // Somebody else did it at this moment: the head that is answered has to include it.
    state = wrote ? after : await requireState(store)
    all.push(...value)
  }
  return { moved: all, state }
}

/**
 * What follows from an evaluation for the breaches, and to which one each breached objective belongs. It comes from the
 * stored evaluation alone, so that a request repeated after a crash completes what was begun and does nothing twice.
 * Where there is nothing to move, nothing is read and nothing written.
 * @param read the engagement's state as the gate has it
 * @param ground what it was judged on: of what was missed before, since when
 */
export const moveBreaches = async (
  store: EngagementStore,
  evaluation: Evaluation,
  open: OpenBreachView[],
  read: EngagementState,
  ground: PeriodGround,
): Promise<{ breaches: ReadonlyMap<string, string>; state: EngagementState }> => {
  const judgedAt = parseInstant(evaluation.at) ?? 0
  const then = open.filter((breach) => breach.openedAt <= judgedAt)
  const belongs = new Map(standing(evaluation, then))
  const moves = breachMoves(evaluation, then)
  const { moved, state } = await applyMoves(store, evaluation.service, moves, read, { ground, at: judgedAt })
  for (const [index, move] of moves.entries()) {
    const breach = moved[index]?.breach
    if (breach && move.kind === 'open') belongs.set(breach.objective, breach.id)
  }
  return { breaches: belongs, state }
}
