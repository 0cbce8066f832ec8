import { expect, test } from 'vitest'
import { depthOf, MAX_DEPTH, parseJson, unsafeParts } from './json.ts'

test.each([
  ['1', 0],
  ['[]', 1],
  ['{"a":[{}]}', 3],
  ['"[[[["', 0],
  ['"\\"[[["', 0],
  ['["\\\\",[]]', 2],
  ['[],[],[]', 1],
])('%s is %i deep', (text, depth) => {
  expect(depthOf(text)).toBe(depth)
})

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

test('20 levels are read, 21 are not', () => {
  expect(parseJson(nested(MAX_DEPTH))).toBeInstanceOf(Array)
  expect(() => parseJson(nested(MAX_DEPTH + 1))).toThrow(expect.objectContaining({ code: 'too_deep' }))
})

test.each(['', ' ', '{', "{'a':1}", '{"a":1,}', 'undefined', '{"a":1}x'])('%j is not JSON', (text) => {
  expect(() => parseJson(text)).toThrow(expect.objectContaining({ code: 'not_json' }))
})

test.each([
  ['{"__proto__":{"admin":true}}', '/__proto__', 'forbidden_key'],
  ['{"a":[{"constructor":1}]}', '/a/0/constructor', 'forbidden_key'],
  ['{"\\u005f_proto__":1}', '/__proto__', 'forbidden_key'],
  ['{"a/b":{"prototype":1}}', '/a~1b/prototype', 'forbidden_key'],
  ['{"a":"\\ud800"}', '/a', 'not_unicode'],
  ['{"\\udc00":1}', '/\ufffd', 'not_unicode'],
])('%s has what must not come in', (text, pointer, code) => {
  expect(unsafeParts(parseJson(text))).toMatchObject([{ pointer, code }])
})

test('ordinary text, and the field that is judged apart, pass', () => {
  expect(unsafeParts(parseJson('{"a":"\\ud83d\\ude00 __proto__","b":null}'))).toEqual([])
  expect(unsafeParts(parseJson('{"events":[{"__proto__":1}]}'), 'events')).toEqual([])
  expect(unsafeParts(parseJson('{"a":{"events":[{"__proto__":1}]}}'), 'events')).toHaveLength(1)
})

test('a body made of mistakes is answered with a few of them', () => {
  expect(unsafeParts(parseJson(`[${'{"__proto__":1},'.repeat(1000)}1]`))).toHaveLength(20)
})
