/** Maps with at most `limit` calls under way; results in order. After a failure no further call starts. */
export const inParallel = async <T, R>(items: T[], limit: number, call: (item: T) => Promise<R>): Promise<R[]> => {
  const results: R[] = []
  const queue = [...items.entries()].reverse()
  const worker = async () => {
    for (let next = queue.pop(); next; next = queue.pop()) {
      const [index, item] = next
      try {
        results[index] = await call(item)
      } catch (error) {
        queue.length = 0
        throw error
      }
    }
  }
  // All are waited for, so that nothing is still being written when the caller hears of the failure.
  const workers = await Promise.allSettled(Array.from({ length: Math.min(limit, items.length) }, worker))
  const failed = workers.find((outcome) => outcome.status === 'rejected')
  if (failed) throw failed.reason
  return results
}
