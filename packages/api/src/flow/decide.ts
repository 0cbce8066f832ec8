import { setTimeout as sleep } from 'node:timers/promises'
import { appendToLedger, type Decided } from '@plumbline/core'
import type { CommitWrite, EngagementState, EngagementStore } from '@plumbline/store'
import { Refusal } from '../problem/problem.ts'
import { requireState } from './agreed.ts'

/** Many gates may decide about one engagement at once, and each moves it on. */
const ATTEMPTS = 24
/** The n-th wait is anything from 0 to `BASE_MS * 2^n`, at most `CAP_MS`. */
const BASE_MS = 4
const CAP_MS = 250

/** What of the state a decision may change; the rest follows from it. */
type Changes = Partial<Pick<EngagementState, 'title' | 'versions' | 'claims' | 'standing' | 'sealedUntil'>>

/** What was decided on a state. Without anything to write nothing is written, and the ledger gets no entry. */
export type Decision<T> = {
  /** What the caller wants to know. */
  value: T
  state?: Changes
  /** What the ledger says about it, in order. */
  decided?: readonly Decided[]
  writes?: readonly CommitWrite[]
}

const isEmpty = ({ state, decided = [], writes = [] }: Decision<unknown>) =>
  state === undefined && decided.length === 0 && writes.length === 0

const waitBefore = (attempt: number) => sleep(Math.random() * Math.min(CAP_MS, BASE_MS * 2 ** attempt))

/**
 * The one way in which anything is decided: `on` says what follows from the state, and that is written with its
 * entries in the ledger, all or nothing. Where the state has moved on meanwhile, it is asked again on the new one: it
 * must read whatever else it builds on itself, each time. Deciding twice what needs deciding once is for it to notice.
 * @param read the state, where the caller has just read it
 * @throws Refusal `not_found`, `unavailable` where others decide all the time, and whatever `on` throws
 */
export const decide = async <T>(
  store: EngagementStore,
  on: (state: EngagementState) => Decision<T> | Promise<Decision<T>>,
  read?: EngagementState,
): Promise<{ value: T; state: EngagementState }> => {
  let state = read ?? (await requireState(store))
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const decision = await on(state)
    if (isEmpty(decision)) return { value: decision.value, state }
    const { entries, head } = appendToLedger(state.ledger, decision.decided ?? [])
    const next = { ...state, ...decision.state, ledger: head, revision: state.revision + 1 }
    const commit = { state: next, readRevision: state.revision, entries, writes: decision.writes ?? [] }
    if ((await store.commit(commit)) === 'written') return { value: decision.value, state: next }
    await waitBefore(attempt)
    state = await requireState(store)
  }
  throw new Refusal('unavailable', 'The engagement is being changed by others; ask again.', {
    headers: { 'Retry-After': '1' },
  })
}
