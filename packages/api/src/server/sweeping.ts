import { formatInstant, MINUTE } from '@plumbline/core'
import type { Store } from '@plumbline/store'
import type { Deps } from '../deps.ts'
import { describeError } from '../http/log.ts'

const EVERY_MS = MINUTE

export type Sweeping = {
  /** Everything recorded before this call has been looked at when it resolves. Many at once share one round. */
  catchUp: () => Promise<void>
  stop: () => Promise<void>
}

/**
 * Completes, now and every minute, what a process that ended between two writes left half done; and packs old days,
 * but not while a server starts or somebody waits for a list.
 */
export const keepSweeping = (store: Store, { now, log }: Pick<Deps, 'now' | 'log'>): Sweeping => {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let next: Promise<void> | null = null

  const trying = async (message: string, work: () => Promise<unknown>) => {
    try {
      await work()
    } catch (error) {
      if (!stopped) log({ level: 'error', time: formatInstant(now()), message, error: describeError(error) })
    }
  }
  const once = () => trying('sweep', () => store.sweep())
  const round = async () => {
    clearTimeout(timer)
    await once()
    if (stopped) return
    timer = setTimeout(() => {
      running = trying('compact', () => store.compact()).then(round)
    }, EVERY_MS)
    timer.unref()
  }
  let running = round()
  /** The round under way may have passed by what was recorded a moment ago; the one after it has not. */
  const after = async () => {
    await running
    next = null
    if (stopped) return
    running = round()
    await running
  }
  return {
    catchUp: () => {
      next ??= after()
      return next
    },
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
