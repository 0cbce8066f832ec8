import { formatInstant, type Instant } from '@plumbline/core'
import type { Deps } from '../deps.ts'
import { describeError } from '../http/log.ts'
import { type AgreementReader, requireState } from './agreed.ts'
import { settleDecisions } from './decisions/due.ts'
import { freezeBaselines } from './freeze-baselines.ts'
import { sealDays } from './seal.ts'
import { judgeNow } from './tick/breaches.ts'
import { type TickContext, taking } from './tick/context.ts'
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
    const { state, frozen } = await freezeBaselines(context)
    context.state = state
    context.versions = await agreements.accepted(context.store, state)
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
  seals: async ({ now, own }, { store }) => moved(await sealDays({ store }, own, now)),
} satisfies Record<string, (context: TickContext & { own: string }, deps: TickDeps) => Promise<Step>>

export type TickStep = keyof typeof STEPS

export type Ticked = {
  engagement: string
  at: string
  /** How many things each step moved; null where it failed, which the log explains. */
  steps: Record<TickStep, number | null>
  failed: number
}

/**
 * Does what is due for one engagement. Run twice, or late, it comes to the same as once and on time: what it writes is
 * as of the instant at which it fell due. A step that fails is told to the log and holds up none of the others.
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
  const context = { store, state, versions, now, everything, inTurn: taking(), own: engagement }
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
  for (const step of Object.keys(STEPS) as TickStep[]) {
    try {
      const { done, failed } = await STEPS[step](context, deps)
      ticked.steps[step] = done
      for (const error of failed) tell(step, error)
    } catch (error) {
      tell(step, error)
    }
  }
  return ticked
}
