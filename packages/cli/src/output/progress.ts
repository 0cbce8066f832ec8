import type { Sink } from '../context.ts'

const EVERY_MS = 100
const BAR = 20

/** `said` stands in place of the numbers, where they are no numbers for people. */
export type Progress = { at: (done: number, total: number | null, said?: string) => void; end: () => void }

/** A line on stderr that moves while long work goes on; silent where nobody watches a terminal. */
export const createProgress = (err: Sink, what: string, nowMs: () => number): Progress => {
  const startedAt = nowMs()
  let shownAt = Number.NEGATIVE_INFINITY
  let shown = false

  const left = (done: number, total: number) => {
    const seconds = Math.ceil(((nowMs() - startedAt) / Math.max(1, done)) * (total - done) * 1e-3)
    return seconds < 1 ? '' : `, about ${seconds} s left`
  }
  return {
    at: (done, total, said) => {
      if (!err.isTerminal || nowMs() - shownAt < EVERY_MS) return
      shownAt = nowMs()
      shown = true
      const full = total === null ? 0 : Math.round((BAR * done) / Math.max(1, total))
      const bar = total === null ? '' : `${'█'.repeat(full)}${'░'.repeat(BAR - full)} `
      const numbers = said ?? (total === null ? `${done}` : `${done} of ${total}`)
      err.write(`\r\u001b[K${what} ${bar}${numbers}${total === null ? '' : left(done, total)}`)
    },
    end: () => {
      if (shown) err.write('\r\u001b[K')
    },
  }
}
