import type { Deps } from '../deps.ts'

const MAX_CACHED = 10_000

export type Believed<T> = {
  /** What is believed at this moment, without asking the store; undefined where nothing is. */
  known(engagement: string, id: string): T | undefined
  /** Null where the engagement has none of this id. */
  read(engagement: string, id: string): Promise<T | null>
  /** What this process itself changed is known here at once. */
  forget(engagement: string, id: string): void
}

/** What the store has, believed for a while; that there is none is never believed. */
export const believed = <T>(
  { now, config }: Pick<Deps, 'now' | 'config'>,
  readStored: (engagement: string, id: string) => Promise<T | null>,
): Believed<T> => {
  const cached = new Map<string, { value: T; until: number }>()
  const nameOf = (engagement: string, id: string) => `${engagement}#${id}`
  const known = (engagement: string, id: string): T | undefined => {
    const entry = cached.get(nameOf(engagement, id))
    return entry && now() < entry.until ? entry.value : undefined
  }
  return {
    known,
    read: async (engagement, id) => {
      const name = nameOf(engagement, id)
      const before = known(engagement, id)
      if (before !== undefined) return before
      const value = await readStored(engagement, id)
      cached.delete(name)
      if (value === null) return null
      // The oldest entry makes room; entries move to the end as they are read anew.
      const [oldest] = cached.keys()
      if (oldest !== undefined && cached.size >= MAX_CACHED) cached.delete(oldest)
      cached.set(name, { value, until: now() + config.keyCacheMs })
      return value
    },
    forget: (engagement, id) => void cached.delete(nameOf(engagement, id)),
  }
}
