import { formatInstant, MINUTE } from '@plumbline/core'
import type { Deps } from '../deps.ts'
import { agreementReader } from '../flow/agreed.ts'
import { type AllTicked, type TickAsked, tickAll } from '../flow/tick-all.ts'
import { describeError } from '../http/log.ts'

const EVERY_MS = MINUTE

export type Ticking = {
  /** Does what is due now; a round under way is waited for first. */
  once: (asked?: TickAsked) => Promise<AllTicked>
  stop: () => Promise<void>
}

/**
 * Does what is due by the clock, when it is started and a minute after each round has ended: never two at once, however
 * long one takes.
 * @param by whether it does so by itself at a moment; asked, it always does
 */
export const keepTicking = ({ store, now, log }: Pick<Deps, 'store' | 'now' | 'log'>, by: () => boolean): Ticking => {
  const deps = { store, log, agreements: agreementReader() }
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let last: Promise<unknown> = Promise.resolve()

  const once: Ticking['once'] = (asked) => {
    const next = last.then(() => (stopped ? { ticked: [], failed: 0 } : tickAll(deps, now, asked)))
    last = next.catch(() => {})
    return next
  }
  const round = async (): Promise<void> => {
    try {
      if (by()) await once()
    } catch (error) {
      if (!stopped) log({ level: 'error', time: formatInstant(now()), message: 'tick', error: describeError(error) })
    }
    if (stopped) return
    timer = setTimeout(round, EVERY_MS)
    timer.unref()
  }
  void round()
  return {
    once,
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await last
    },
  }
}
