import { formatInstant, type Instant } from '@plumbline/core'
import type { Deps } from '../deps.ts'
import { describeError } from '../http/log.ts'
import { type AgreementReader, requireState } from './agreed.ts'
import { settleDecisions } from './decisions/due.ts'
import { freezeBaselines } from './freeze-baselines.ts'
import { sealDays } from './seal.ts'
import { judgeNow } from './tick/breaches.ts'
import { asItIs, type TickContext, taking } from './tick/context.ts'
import { missedTicks, rememberTicked } from './tick/missed.ts'
import { settlePeriods } from './tick/periods.ts'

export type TickDeps = Pick<Deps, 'store' | 'log'> & { agreements: AgreementReader }

/** What one step did: how many things it moved, and how many it could not. */
type Step = { done: number; failed: unknown[] }

const moved = (done: number): Step => ({ done, failed: [] })

/**
 * What is due by the clock, in this order: what silence has settled decides about the windows after it. Each step may
 * be done again, and alone.
 */
const STEPS = {
  /** What a party would have had to answer by now, and what was allowed until now. */
  decisions: async (context) => {
    const { settled, state } = await settleDecisions(context.store, context.state, context.now)
    context.state = state
    return moved(settled)
  },
  /** Figures of a phase that has ended: what is judged after it may be judged against them. */
  baselines: async (context, { agreements }) => {
    const { state, frozen } = await freezeBaselines({ ...context, state: context.asOf(context.state) })
    context.state = state
    context.versions = await agreements.accepted(context.store, context.asOf(state))
    return moved(frozen)
  },
  /** Windows that ended are judged; what is provisional is judged again; what nothing can change any more ends. */
  periods: async (context) => {
    const { written, failed } = await settlePeriods(context)
    return { done: written, failed }
  },
  /** Breaches that nobody's gate has noticed: a clock past its due time, a month gone bad. */
  breaches: async (context) => {
    const { moved, failed } = await judgeNow(context)
    return { done: moved, failed }
  },
  /** Days that are over, as one hash over what was received on them. */
  seals: async ({ now, own, everything }, { store }) => moved(await sealDays({ store }, own, now, everything)),
} satisfies Record<string, (context: TickContext & { own: string }, deps: TickDeps) => Promise<Step>>

export type TickStep = keyof typeof STEPS

export type Ticked = {
  engagement: string
  at: string
  /** How many things each step moved, of ticks that were missed too; null where it failed, which the log explains. */
  steps: Record<TickStep, number | null>
  failed: number
}

/**
 * Does what is due for one engagement. Run twice, or late, it comes to the same as once and on time: first it does what
 * each tick would have done that was due and did not come, by what was known then. A step that fails is told to the
 * log and holds up none of the others.
 * @param everything look through windows that are final, too, although it was done today
 * @throws Refusal `not_found` where there is no such engagement; StoreUnavailable
 */
export const tick = async (
  deps: TickDeps,
  engagement: string,
  now: Instant,
  { everything = false }: { everything?: boolean } = {},
): Promise<Ticked> => {
  const { log, agreements } = deps
  const store = deps.store.forEngagement(engagement)
  const state = await requireState(store)
  const versions = await agreements.accepted(store, state)
  const at = formatInstant(now)
  const ticked: Ticked = {
    engagement,
    at,
    steps: { decisions: null, baselines: null, periods: null, breaches: null, seals: null },
    failed: 0,
  }
  const tell = (step: string, error: unknown) => {
    ticked.failed += 1
    log({ level: 'error', time: at, message: `tick ${step}`, engagement, error: describeError(error) })
  }
  const inTurn = taking()
  const onTime = { store, now, everything, asOf: asItIs }
  const take = async (moment: Omit<TickContext, 'inTurn'>) => {
    const context = { ...moment, inTurn, own: engagement }
    for (const step of Object.keys(STEPS) as TickStep[]) {
      try {
        const { done, failed } = await STEPS[step](context, deps)
        ticked.steps[step] = (ticked.steps[step] ?? 0) + done
        for (const error of failed) tell(step, error)
      } catch (error) {
        tell(step, error)
      }
    }
    await rememberTicked(context)
  }
  let latest = state
  for await (const missed of missedTicks(deps.store, { ...onTime, state, versions })) {
    latest = await requireState(store)
    // Another process has gone on meanwhile.
    if ((latest.standing.ticked ?? 0) >= missed.now) continue
    const accepted = await agreements.accepted(store, missed.asOf(latest))
    await take({ ...missed, everything: false, state: latest, versions: accepted })
  }
  if (latest === state) await take({ ...onTime, state, versions })
  else {
    latest = await requireState(store)
    await take({ ...onTime, state: latest, versions: await agreements.accepted(store, latest) })
  }
  return ticked
}
