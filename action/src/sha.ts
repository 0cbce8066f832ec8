import { textAt } from './json.ts'

/** A whole commit SHA, of either length. */
export const isSha = (text: string | undefined): text is string =>
  text !== undefined && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text)

/** The SHA at a path of JSON from outside; undefined where there is none. 40 zeros stand for “no commit”. */
export const shaAt = (value: unknown, ...path: string[]): string | undefined => {
  const found = textAt(value, ...path)
  return isSha(found) && !/^0+$/.test(found) ? found : undefined
}
