/** One amount of time for everything that waits on the network. */
export type Budget = {
  /** Milliseconds left; never below 0. */
  leftMs: () => number
  /** A part of what is left now, for one of several things that must not cost the others their time. */
  share: (part: number) => Budget
}

/** @param nowMs monotonic milliseconds */
export const startBudget = (ms: number, nowMs: () => number = () => performance.now()): Budget => {
  const startedAt = nowMs()
  const leftMs = () => Math.max(0, ms - (nowMs() - startedAt))
  return { leftMs, share: (part) => startBudget(leftMs() * part, nowMs) }
}
