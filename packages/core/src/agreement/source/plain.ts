import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml'
import { MAX_DEPTH } from './limits.ts'
import type { SourceMistake } from './text.ts'
import { tooDeep } from './tokens.ts'

/** Names with a meaning of their own in JavaScript; no agreement needs them. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype'])

type Reading = {
  mistakes: SourceMistake[]
  note: (code: SourceMistake['code'], node: Node | null, message: string) => void
}

const spanOf = (node: Node | null): { offset: number; length: number } => {
  const [start, end] = node?.range ?? [0, 1]
  return { offset: start, length: Math.max(1, end - start) }
}

/**
 * The value a YAML node stands for as plain JSON data, built by hand: no aliases, tags, merges or repeated keys,
 * and nothing that JSON cannot say, so that the same agreement has one meaning and one hash.
 */
export const toPlain = (root: Node | null): { value: unknown; mistakes: SourceMistake[] } => {
  const mistakes: SourceMistake[] = []
  const reading: Reading = {
    mistakes,
    note: (code, node, message) => mistakes.push({ code, message, ...spanOf(node) }),
  }
  return { value: read(root, 0, reading), mistakes }
}

const read = (node: Node | null, depth: number, reading: Reading): unknown => {
  if (node === null) return null
  if (depth > MAX_DEPTH) {
    reading.mistakes.push(tooDeep(spanOf(node).offset))
    return null
  }
  if (isAlias(node)) {
    reading.note(
      'yaml_feature',
      node,
      `alias *${node.source}: write the value out; an agreement says what it says in its place`,
    )
    return null
  }
  if (node.tag !== undefined) reading.note('yaml_feature', node, `tag ${node.tag}: values have no tags here; remove it`)
  if ('anchor' in node && node.anchor) {
    reading.note('yaml_feature', node, `anchor &${node.anchor}: write values out where they are needed`)
  }
  if (isMap(node)) return readMap(node, depth, reading)
  if (isSeq(node)) return node.items.map((item) => read(item as Node | null, depth + 1, reading))
  return isScalar(node) ? readScalar(node, node.value, reading) : null
}

const readScalar = (node: Node, value: unknown, reading: Reading): unknown => {
  if (typeof value === 'string') return readString(node, value, reading)
  if (typeof value === 'number') {
    if (Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))) return value
    reading.note('bad_value', node, 'a number that cannot be kept exactly; write it as text or make it smaller')
    return null
  }
  return typeof value === 'boolean' ? value : null
}

const readString = (node: Node, value: string, reading: Reading): string => {
  if (!value.isWellFormed()) reading.note('not_utf8', node, 'half a character (a lone surrogate) in this text')
  else if (value.includes('\u0000'))
    reading.note('forbidden_character', node, 'a NUL character in this text; remove it')
  return value
}

const readMap = (map: YAMLMap, depth: number, reading: Reading): Record<string, unknown> => {
  const plain: Record<string, unknown> = {}
  for (const pair of map.items) {
    const key = readKey(pair, reading)
    if (key === null) continue
    if (Object.hasOwn(plain, key)) {
      reading.note('duplicate_key', pair.key as Node, `"${key}" stands here a second time; keep one`)
      continue
    }
    plain[key] = read(pair.value as Node | null, depth + 1, reading)
  }
  return plain
}

const readKey = (pair: Pair, reading: Reading): string | null => {
  const node = pair.key as Node | null
  if (!isScalar(node)) {
    reading.note('yaml_feature', node, 'a key that is no plain word')
    return null
  }
  if (node.tag !== undefined || node.anchor)
    reading.note('yaml_feature', node, 'a key with a tag or an anchor; remove it')
  const key = typeof node.value === 'string' ? readString(node, node.value, reading) : String(node.value)
  if (key === '<<') {
    reading.note('yaml_feature', node, 'merge key <<: write the values out')
    return null
  }
  if (!FORBIDDEN_KEYS.has(key)) return key
  reading.note('forbidden_key', node, `"${key}" is not allowed as a key anywhere`)
  return null
}
