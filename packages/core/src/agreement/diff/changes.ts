import type { Change } from './difference.ts'

type PlainMap = Record<string, unknown>

const isMap = (value: unknown): value is PlainMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const own = (map: unknown, key: string): unknown => (isMap(map) && Object.hasOwn(map, key) ? map[key] : undefined)

/** Entries that come and go as one: everything in them is new, or gone. */
const ENTRIES = ['objectives', 'services', 'calendars', 'severities']

const isEntry = (path: readonly string[]) => path.length === 2 && ENTRIES.includes(path[0] ?? '')

/** The same in JSON, whatever the order of keys. */
export const isSame = (a: unknown, b: unknown): boolean => {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => isSame(item, b[index]))
  if (!isMap(a) || !isMap(b)) return a === b
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]))
}

/**
 * Everything that two documents say differently, place by place: put into the first, the changes give the second.
 * A list is one place, because its order means something; a named entry that only one has is one place as well.
 */
export const changesOf = (before: unknown, after: unknown, path: readonly string[] = []): Change[] => {
  if (isSame(before, after)) return []
  const isGone = before === undefined || after === undefined
  const opens = isMap(before ?? after) && isMap(after ?? before)
  const keys = [...new Set([...keysOf(after), ...keysOf(before)])]
  // An empty map has nothing in it that could be told instead of it.
  if (!opens || keys.length === 0 || (isGone && (isEntry(path) || hasEmpty(before ?? after))))
    return [{ path, before, after }]
  return keys.flatMap((key) => changesOf(own(before, key), own(after, key), [...path, key]))
}

const keysOf = (value: unknown): string[] => (isMap(value) ? Object.keys(value) : [])

/** A map with nothing but empty maps in some place of it would lose them on the way. */
const hasEmpty = (value: unknown): boolean =>
  isMap(value) && (Object.keys(value).length === 0 || Object.values(value).some(hasEmpty))
