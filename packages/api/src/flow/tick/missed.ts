import {
  type DecidedSince,
  dueInstants,
  type Instant,
  knownAt,
  MINUTE,
  parseInstant,
  type RecordKind,
  type RecordOf,
  stoodAt,
} from '@plumbline/core'
import type { EngagementState, EngagementStore, Page, Store } from '@plumbline/store'
import { requireState } from '../agreed.ts'
import { decide } from '../decide.ts'
import type { TickContext } from './context.ts'

/** Later than this a tick is late; the hosted installation's come every five minutes. */
const ON_TIME_MS = 10 * MINUTE
const PAGE = 100

/** What a tick at an instant would have seen. */
type Missed = Pick<TickContext, 'store' | 'now' | 'asOf'>

const recordsOf = async <Kind extends RecordKind>(store: EngagementStore, kind: Kind): Promise<RecordOf<Kind>[]> => {
  const found: RecordOf<Kind>[] = []
  let after: string | null = null
  do {
    const page: Page<RecordOf<Kind>> = await store.keptRecords(kind, { limit: PAGE, after, descending: true })
    found.push(...page.items)
    after = page.next
  } while (after !== null)
  return found
}

type Timed = { timeline: readonly { at: string }[] }
const timesOf = ({ timeline }: Timed): Instant[] => timeline.map(({ at }) => parseInstant(at) ?? 0)

/** What was decided after an instant, and when. */
const decidedSince = async (store: EngagementStore, after: Instant) => {
  const isNew = (record: Timed) => timesOf(record).some((at) => at > after)
  const [waivers, exclusions, disputes, statements] = await Promise.all([
    recordsOf(store, 'waiver').then((all) => all.filter(isNew)),
    recordsOf(store, 'exclusion').then((all) => all.filter(isNew)),
    recordsOf(store, 'dispute').then((all) => all.filter(isNew)),
    recordsOf(store, 'statement').then((all) => all.filter(isNew)),
  ])
  const since: DecidedSince = {
    waivers: await Promise.all(
      waivers.map(async (waiver) => ({ waiver, breach: waiver.breach ? await store.breach(waiver.breach) : null })),
    ),
    exclusions,
    disputes: (
      await Promise.all(disputes.map(async (dispute) => ({ dispute, breach: await store.breach(dispute.breach) })))
    ).flatMap(({ dispute, breach }) => (breach ? [{ dispute, breach }] : [])),
  }
  return { since, times: [...waivers, ...exclusions, ...disputes, ...statements].flatMap(timesOf) }
}

const acceptedBy = (state: EngagementState, at: Instant) =>
  state.versions.filter(({ decision }) => decision === null || decision.at <= at)

/** Since when something may have fallen due that had no tick: for the first one, since both have agreed. */
const tickedUntil = ({ standing, versions }: EngagementState): Instant | null => {
  const agreed = versions.flatMap(({ decision }) => (decision?.kind === 'accepted' ? [decision.at] : []))
  if (agreed.length === 0) return null
  const { ticked, periods } = standing
  return Math.max(ticked ?? 0, periods?.through ?? 0) || Math.min(...agreed) - 1
}

/** As it was at an instant: what was received or decided later is left aside. */
const asOf = (
  own: EngagementStore,
  receipts: Parameters<typeof knownAt>[1],
  since: DecidedSince,
  at: Instant,
): Missed => ({
  now: at,
  store: {
    ...own,
    serviceFacts: async (...asked) => {
      const read = await own.serviceFacts(...asked)
      return { ...read, ...knownAt(read, receipts, at) }
    },
  },
  asOf: (later) => ({ ...later, versions: acceptedBy(later, at), standing: stoodAt(later.standing, since, at) }),
})

/**
 * The instants at which a tick was due and none came, each with what was known and what stood then. A tick that is late
 * does what those would have done, one after the other, and then its own. None where it is on time, which costs no read.
 * What one of them finds decides what the next is: a presumption holds a window open for longer.
 */
export async function* missedTicks(
  store: Pick<Store, 'sweep'>,
  { store: own, state, versions, now }: Pick<TickContext, 'store' | 'state' | 'versions' | 'now'>,
): AsyncGenerator<Missed> {
  const after = tickedUntil(state)
  if (after === null) return
  const [first, ...more] = dueInstants(versions, state.standing, after, now)
  if (first === undefined || now - first <= ON_TIME_MS) return
  // What was received a moment ago has no receipt yet, and would seem to have been known all the time.
  await store.sweep()
  const [receipts, { since, times }] = await Promise.all([
    own.receipts({ from: first + 1, to: now + 1 }),
    decidedSince(own, after),
  ])
  const known = [...more, ...times]
  for (let at = first; at < now; ) {
    yield asOf(own, receipts, since, at)
    const { awaits } = (await requireState(own)).standing.periods ?? {}
    at = Math.min(now, ...[...known, awaits ?? now].filter((next) => next > at))
  }
}

/** From here on no tick goes back: even where a step failed, it is done by what is known when it succeeds. */
export const rememberTicked = async ({ store, state, versions, now }: TickContext): Promise<void> => {
  const after = tickedUntil(state)
  if (after === null || dueInstants(versions, state.standing, after, now).length === 0) return
  await decide(store, ({ standing }) =>
    (standing.ticked ?? 0) < now ? { value: null, state: { standing: { ...standing, ticked: now } } } : { value: null },
  )
}
