/**
 * Merges work for one place: while one run is under way what arrives waits, and then goes together in the next.
 * Each caller learns how the run that carried its work ended.
 */
export const createGroup = <T>(run: (work: T[]) => Promise<void>, onIdle: () => void) => {
  let waiting: { work: T[]; resolve: () => void; reject: (error: unknown) => void }[] = []
  let running = false

  const drain = async () => {
    running = true
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      try {
        await run(batch.flatMap((entry) => entry.work))
        for (const entry of batch) entry.resolve()
      } catch (error) {
        for (const entry of batch) entry.reject(error)
      }
    }
    running = false
    onIdle()
  }

  return (work: T[]): Promise<void> =>
    new Promise((resolve, reject) => {
      waiting.push({ work, resolve, reject })
      // `drain` hands every failure to the callers and has none of its own.
      if (!running) void drain()
    })
}
export type Group<T> = ReturnType<typeof createGroup<T>>
