import type { Mistake } from '@plumbline/contract'

/**
 * What somebody else's event says in our words, still to be checked like any other; `places` tells where in what was
 * sent a field of ours was found, so that a mistake is shown where its sender can mend it.
 */
export type Translation =
  | { ok: true; event: Record<string, unknown>; places: Readonly<Record<string, string>> }
  | { ok: false; mistakes: Mistake[] }

export const untranslatable = (...mistakes: Mistake[]): Translation => ({ ok: false, mistakes })

/** Fields with their places; one whose value is undefined is left out, but its place is remembered. */
export type Found = Readonly<Record<string, { value: unknown; at: string }>>

const has = (part: object, key: string) => Object.hasOwn(part, key)

/** The value at a path of keys; undefined where there is none. */
export const valueAt = (given: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>(
    (part, key) => (typeof part === 'object' && part !== null && has(part, key) ? Reflect.get(part, key) : undefined),
    given,
  )

/** The first of these places that holds something, or the last one, where it would be looked for. */
export const firstOf = (given: unknown, ...paths: [string, ...string[]]): { value: unknown; at: string } => {
  for (const at of paths) {
    const value = valueAt(given, ...at.slice(1).split('/'))
    if (value !== undefined && value !== null) return { value, at }
  }
  return { value: undefined, at: paths.at(-1) ?? '' }
}

const filled = (found: Found) =>
  Object.fromEntries(Object.entries(found).flatMap(([key, { value }]) => (value === undefined ? [] : [[key, value]])))

/** An event of ours from what was found for its envelope and, where that is put together too, its data. */
export const translated = (envelope: Found, data?: Found): Translation => ({
  ok: true,
  event: { ...filled(envelope), ...(data ? { data: filled(data) } : {}) },
  places: Object.fromEntries([
    ...Object.entries(envelope).map(([key, { at }]) => [`/${key}`, at]),
    ...Object.entries(data ?? {}).map(([key, { at }]) => [`/data/${key}`, at]),
  ]),
})

/** Where in what was sent a mistake of the translated event lies. */
export const sentPlace = (places: Readonly<Record<string, string>>, pointer: string): string => {
  const known = Object.keys(places)
    .filter((place) => pointer === place || pointer.startsWith(`${place}/`))
    .sort((a, b) => b.length - a.length)[0]
  return known === undefined ? pointer : `${places[known]}${pointer.slice(known.length)}`
}
