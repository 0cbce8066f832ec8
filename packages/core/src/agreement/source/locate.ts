import { type Document, isMap, isScalar, isSeq, type LineCounter, type Node, type Pair, type YAMLMap } from 'yaml'
import type { Path } from '../mistake.ts'

export type Place = { document: Document.Parsed; text: string; lines: LineCounter }
/** Line and column from 1; length in code units, within the line. */
export type Span = { line: number; column: number; length: number }

type Found = { key: Node | null; value: Node | null }

/** Keys of a map by name, made once for each map: a long list is asked for many of its entries. */
const indexes = new WeakMap<YAMLMap, Map<string, Pair>>()

const pairOf = (map: YAMLMap, key: string): Pair | undefined => {
  const known = indexes.get(map)
  if (known) return known.get(key)
  const index = new Map<string, Pair>()
  for (const pair of map.items) if (isScalar(pair.key)) index.set(String(pair.key.value), pair)
  indexes.set(map, index)
  return index.get(key)
}

/** The deepest part of a path that is there, with its key if it has one. */
const find = (document: Document.Parsed, path: Path): Found => {
  let found: Found = { key: null, value: document.contents as Node | null }
  for (const part of path) {
    const here = found.value
    if (isMap(here)) {
      const pair = pairOf(here, String(part))
      if (!pair) return found
      found = { key: pair.key as Node | null, value: pair.value as Node | null }
    } else if (isSeq(here) && typeof part === 'number' && here.items[part] !== undefined) {
      found = { key: null, value: here.items[part] as Node | null }
    } else return found
  }
  return found
}

/** What is written at a path, as it stands in the text; empty where nothing is. */
export const textAt = (place: Place, path: Path): string => {
  const { value } = find(place.document, path)
  return value ? place.text.slice(...rangeOf(value)).trim() : ''
}

/**
 * Where a part of the document stands in the text. A map or a list that goes over several lines is shown by its
 * key, what is missing by the key of what it is missing in.
 */
export const locate = (place: Place, path: Path, on?: 'key'): Span => {
  const { key, value } = find(place.document, path)
  const collection = isMap(value) || isSeq(value)
  const overLines =
    collection &&
    place.text
      .slice(...rangeOf(value))
      .trimEnd()
      .includes('\n')
  const node = on === 'key' || overLines || value === null || isEmpty(value) ? (key ?? value) : value
  return spanOf(place, node)
}

const isEmpty = (node: Node) => {
  const [start, end] = rangeOf(node)
  return end <= start
}

const rangeOf = (node: Node): [number, number] => {
  const [start, end] = node.range ?? [0, 0]
  return [start, end]
}

const spanOf = ({ text, lines }: Place, node: Node | null): Span => {
  const [start, end] = node ? rangeOf(node) : [0, 1]
  const { line, col } = lines.linePos(start)
  const marked =
    text
      .slice(start, end)
      .split(/[\r\n]/)[0]
      ?.trimEnd() ?? ''
  return { line: Math.max(1, line), column: Math.max(1, col), length: Math.max(1, marked.length) }
}
