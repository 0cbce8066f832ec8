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

/** Completes, now and every minute, what a process that ended between two writes left half done. */
export const keepSweeping = (store: Store, { now, log }: Pick<Deps, 'now' | 'log'>): Sweeping => {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let next: Promise<void> | null = null

  const once = async () => {
    try {
      await store.sweep()
    } catch (error) {
      if (!stopped) log({ level: 'error', time: formatInstant(now()), message: 'sweep', error: describeError(error) })
    }
  }
  const round = async () => {
    clearTimeout(timer)
    await once()
    if (stopped) return
    timer = setTimeout(() => {
      running = round()
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
