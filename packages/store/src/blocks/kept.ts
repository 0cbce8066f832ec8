/** Keeps the bytes that were used last, up to so many of them altogether; what is put in last is always there. */
export const createKept = (limitBytes: number) => {
  const kept = new Map<string, Uint8Array>()
  let bytes = 0
  const drop = (id: string) => {
    bytes -= kept.get(id)?.length ?? 0
    kept.delete(id)
  }
  return {
    get: (id: string): Uint8Array | undefined => {
      const found = kept.get(id)
      if (!found) return undefined
      // A Map remembers insertion order: taking the entry out and in again makes it the youngest.
      kept.delete(id)
      kept.set(id, found)
      return found
    },
    set: (id: string, value: Uint8Array) => {
      drop(id)
      kept.set(id, value)
      bytes += value.length
      for (const oldest of kept.keys()) {
        if (bytes <= limitBytes || oldest === id) break
        drop(oldest)
      }
    },
  }
}
