import { formatInstant, MINUTE } from '@plumbline/core'
import type { Store } from '@plumbline/store'
import type { Deps } from '../deps.ts'
import { describeError } from '../http/log.ts'

const EVERY_MS = MINUTE

/** Completes, now and every minute, what a process that ended between two writes left half done. */
export const keepSweeping = (store: Store, { now, log }: Pick<Deps, 'now' | 'log'>): { stop: () => Promise<void> } => {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  const round = async () => {
    try {
      await store.sweep()
    } catch (error) {
      if (!stopped) log({ level: 'error', time: formatInstant(now()), message: 'sweep', error: describeError(error) })
    }
    if (!stopped) {
      timer = setTimeout(() => {
        running = round()
      }, EVERY_MS)
      timer.unref()
    }
  }
  let running = round()
  return {
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
