import { setTimeout as wait } from 'node:timers/promises'
import { backoffMs } from '@plumbline/client'
import type { Budget } from './budget.ts'

/** Why another attempt is worth it. */
export type Again = {
  said: string
  /** How long somebody asked to wait; null: nobody did. */
  waitMs: number | null
}

export type TryOptions<A extends Again> = {
  budget: Budget
  /** Attempts at most; absent: as many as there is time for. */
  most?: number
  sleep?: (ms: number) => Promise<unknown>
  random?: () => number
  /** What is thrown at the end. `often`: “one attempt”, “3 attempts”. */
  giveUp: (last: A, often: string) => Error
}

/**
 * Tries until it is done, with growing, scattered waits in between. No wait is begun that the budget has no time for.
 * @param attempt is told how often it was tried in vain with this one; what it throws ends the trying
 */
export const tryAgain = async <T, A extends Again>(
  attempt: (failures: number) => Promise<{ done: T } | A>,
  { budget, most = Number.POSITIVE_INFINITY, sleep = wait, random = Math.random, giveUp }: TryOptions<A>,
): Promise<T> => {
  for (let failures = 1; ; failures += 1) {
    const tried = await attempt(failures)
    if ('done' in tried) return tried.done
    const waitMs = Math.max(backoffMs(failures, random()), tried.waitMs ?? 0)
    if (failures >= most || waitMs >= budget.leftMs())
      throw giveUp(tried, failures === 1 ? 'one attempt' : `${failures} attempts`)
    await sleep(waitMs)
  }
}
