/** Where the next fact of a bucket goes: a chunk, and the bytes of facts it holds already. */
export type Head = { chunk: number; used: number }

/** Remembers the heads used last, so that a busy process reads each once and an old one costs no memory for ever. */
export const createHeads = (limit: number) => {
  const heads = new Map<string, Head>()
  return {
    get: (id: string): Head | undefined => heads.get(id),
    set: (id: string, head: Head) => {
      // A Map remembers insertion order: taking the entry out and in again makes it the youngest.
      heads.delete(id)
      heads.set(id, head)
      if (heads.size <= limit) return
      const oldest = heads.keys().next()
      if (!oldest.done) heads.delete(oldest.value)
    },
    forget: (id: string) => {
      heads.delete(id)
    },
  }
}
