import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { alphanumericsIn } from './moved-lines.ts'
import { parseDiff } from './parse-diff.ts'

/** A file's diff without context: what stood from `at` on, and what stands there now. */
const replaced = (path: string, at: number, before: readonly string[], after: readonly string[]) =>
  [
    `diff --git a/${path} b/${path}`,
    `--- a/${path}`,
    `+++ b/${path}`,
    `@@ -${before.length === 0 ? at - 1 : at},${before.length} +${after.length === 0 ? at - 1 : at},${after.length} @@`,
    ...before.map((line) => `-${line}`),
    ...after.map((line) => `+${line}`),
    '',
  ].join('\n')

const read = (text: string, isCode?: (path: string) => boolean) => {
  const result = parseDiff(text, isCode)
  if (!result.ok) throw new Error(result.problem.message)
  return { added: Object.fromEntries(result.added), moved: Object.fromEntries(result.moved) }
}
const moved = (text: string, isCode?: (path: string) => boolean) => read(text, isCode).moved

const block = ['export const total = (lines) => {', '  const sums = lines.map(price)', '', '  return add(sums)', '}']

describe('moved code', () => {
  test.each([
    {
      why: 'to another file',
      text: replaced('a.ts', 1, block, []) + replaced('b.ts', 4, [], block),
      lines: { 'b.ts': [4, 5, 6, 7, 8] },
    },
    {
      why: 'further up in one file',
      text: replaced('a.ts', 2, [], block) + replaced('a.ts', 90, block, []),
      lines: { 'a.ts': [2, 3, 4, 5, 6] },
    },
    {
      why: 'deeper, because it now stands inside something',
      text: replaced('a.ts', 1, block, ['if (on) {', ...block.map((line) => (line === '' ? '' : `\t${line}`)), '}']),
      lines: { 'a.ts': [2, 3, 4, 5, 6] },
    },
    {
      why: 'with other line ends',
      text: replaced(
        'a.ts',
        1,
        block,
        block.map((line) => `${line}\r`),
      ),
      lines: { 'a.ts': [1, 2, 3, 4, 5] },
    },
    {
      why: 'together with what closes it, which alone would be no block',
      text:
        replaced('a.ts', 1, ['}', 'call(theSameThing, asBefore)'], []) +
        replaced('b.ts', 1, [], ['}', 'call(theSameThing, asBefore)']),
      lines: { 'b.ts': [1, 2] },
    },
  ])('$why is not added', ({ text, lines }) => {
    expect(moved(text)).toEqual(lines)
  })

  test.each([
    { why: 'too little to be a block', before: ['  return x', '}'], after: ['  return x', '}'] },
    { why: 'only what looks similar', before: block, after: block.map((line) => line.replace(/s\b/g, 'z')) },
    {
      why: 'the same words, each line indented in its own way',
      before: ['  closeTheSocket(it)', 'countSockets(it)'],
      after: ['  closeTheSocket(it)', '  countSockets(it)'],
    },
  ])('$why is new code', ({ before, after }) => {
    expect(moved(replaced('a.ts', 1, before, []) + replaced('b.ts', 1, [], after))).toEqual({})
  })

  it('a copy is new code: one removed block stands for one added block', () => {
    const text = replaced('a.ts', 1, block, []) + replaced('b.ts', 1, [], block) + replaced('c.ts', 1, [], block)
    expect(moved(text)).toEqual({ 'b.ts': [1, 2, 3, 4, 5] })
    expect(read(text).added).toEqual({ 'b.ts': [1, 2, 3, 4, 5], 'c.ts': [1, 2, 3, 4, 5] })
  })

  it('the longest block is the one that was moved, wherever it stood', () => {
    const [first = '', ...rest] = block
    const text =
      replaced('a.ts', 1, [first], []) + replaced('b.ts', 1, block, []) + replaced('c.ts', 1, [], [first, ...rest])
    expect(moved(text)).toEqual({ 'c.ts': [1, 2, 3, 4, 5] })
  })

  it('is looked for within bounds, however much alike the lines are', () => {
    const many = Array.from({ length: 20_000 }, (_, i) => (i % 2 === 0 ? 'x' : '}'))
    const text = replaced('a.ts', 1, many, []) + replaced('b.ts', 1, [], many.toReversed())
    expect(read(text).added['b.ts']).toHaveLength(20_000)
  })
})

/** Lines that say enough to be a block each, some of them twice. */
const line = fc.integer({ min: 0, max: 60 }).map((n) => `call(someFunctionWithAName, ${n})`)
const lines = fc.array(line, { maxLength: 30 })

it('moved lines never raise the count, and no more are moved than were removed', () => {
  fc.assert(
    fc.property(lines, lines, fc.nat(3), (before, after, indent) => {
      const shifted = after.map((text) => ' '.repeat(indent) + text)
      const { added, moved } = read(replaced('a.ts', 1, before, []) + replaced('b.ts', 1, [], shifted))
      const all = new Set(added['b.ts'])
      expect((moved['b.ts'] ?? []).every((number) => all.has(number))).toBe(true)
      // Of each text as many as were removed; git's blocks are whole, so that fewer may be found.
      const count = (texts: readonly string[], text: string) => texts.filter((one) => one === text).length
      const found = (moved['b.ts'] ?? []).map((number) => after[number - 1] ?? '')
      for (const text of new Set(found)) expect(count(found, text)).toBeLessThanOrEqual(count(before, text))
    }),
  )
})

it('a pure move leaves nothing to cover, in whichever order the blocks come back', () => {
  fc.assert(
    fc.property(
      fc
        .uniqueArray(fc.integer({ min: 0, max: 500 }), { maxLength: 40 })
        .chain((numbers) =>
          fc.tuple(fc.constant(numbers), fc.shuffledSubarray(numbers, { minLength: numbers.length })),
        ),
      ([before, after]) => {
        const texts = (numbers: number[]) => numbers.map((n) => `call(someFunctionWithAName, ${n})`)
        const { added, moved } = read(replaced('a.ts', 1, texts(before), []) + replaced('b.ts', 1, [], texts(after)))
        expect(moved).toEqual(added)
      },
    ),
  )
})

it('of a moved block that was edited, the edited lines count and no others', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 30 }),
      fc.func(fc.boolean()),
      (numbers, isEdited) => {
        const before = numbers.map((n) => `call(someFunctionWithAName, ${n})`)
        const after = before.map((text, i) => (isEdited(i) ? `${text} // edited` : text))
        const { added, moved } = read(replaced('a.ts', 1, before, []) + replaced('b.ts', 1, [], after))
        const old = new Set(moved['b.ts'])
        const counted = (added['b.ts'] ?? []).filter((number) => !old.has(number))
        expect(counted).toEqual(after.flatMap((text, i) => (text === before[i] ? [] : [i + 1])))
      },
    ),
  )
})

test('of a line of many megabytes no more letters are looked at than tell that it can be a block', () => {
  let seen = 0
  const letters = function* () {
    for (; seen < 1_000; ) {
      seen += 1
      yield seen % 2 === 0 ? '(' : 'x'
    }
  }
  expect(alphanumericsIn(letters())).toBe(20)
  expect(seen).toBe(39)
})

test('only what stood in code can have been moved: from a document it comes as new', () => {
  const text = replaced('notes.txt', 1, block, []) + replaced('b.ts', 1, [], block)
  expect(moved(text)).toEqual({ 'b.ts': [1, 2, 3, 4, 5] })
  expect(moved(text, (path) => path.endsWith('.ts'))).toEqual({})
  const both = text + replaced('c.ts', 1, block, [])
  expect(moved(both, (path) => path.endsWith('.ts'))).toEqual({ 'b.ts': [1, 2, 3, 4, 5] })
})
