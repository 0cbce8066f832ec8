/** One amount of time for everything that waits on the network. */
export type Budget = {
  /** Milliseconds left; never below 0. */
  leftMs: () => number
}

/** @param nowMs monotonic milliseconds */
export const startBudget = (ms: number, nowMs: () => number = () => performance.now()): Budget => {
  const startedAt = nowMs()
  return { leftMs: () => Math.max(0, ms - (nowMs() - startedAt)) }
}
