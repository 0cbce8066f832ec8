import { describe, expect, test } from 'vitest'
import { HEAD, mistakesOf, SOUND } from '../testing/texts.ts'

const KIB = 1024
const bytes = (text: string) => new TextEncoder().encode(text)
const sourceOf = (part: string) => mistakesOf(`${HEAD}${part}${SOUND}`)

describe('what is no agreement at all', () => {
  test.each([
    ['', '1:1 error the file is empty', 'nothing'],
    ['# only a comment\n', '1:1 error the file is empty', 'a comment'],
    ['null', '1:1 error the document is empty; it takes a map', 'null'],
    ['- a\n- b\n', '1:1 error the document takes a map, not a list', 'a list'],
    ['hello', '1:1 error the document takes a map, not "hello"', 'a word'],
    [
      `${HEAD}${SOUND}---\nplumbline: 1\n`,
      '9:1 error a second document begins here; a file holds one agreement',
      'two documents',
    ],
    [
      `%YAML 1.1\n---\n${HEAD}${SOUND}`,
      '1:1 error %YAML directive: remove it; agreements are YAML 1.2',
      'another YAML',
    ],
  ])('%j: %s', (text, told) => {
    expect(mistakesOf(text)).toEqual([told])
  })

  test('one leading --- and a byte order mark are in order', () => {
    expect(mistakesOf(`\uFEFF---\n${HEAD}${SOUND}`)).toEqual([])
    expect(mistakesOf(bytes(`\uFEFF${HEAD}${SOUND}`))).toEqual([])
  })

  test('lines may end as on any system', () => {
    expect(mistakesOf(`${HEAD}${SOUND}`.replaceAll('\n', '\r\n'))).toEqual([])
    expect(mistakesOf(`${HEAD}stge: build\n${SOUND}`.replaceAll('\n', '\r\n'))).toEqual([
      '7:1 error unknown key "stge"; did you mean "stage"?',
    ])
  })
})

describe('size', () => {
  const filled = (size: number) =>
    `${HEAD}${SOUND}`
      .padEnd(size - 1, '#')
      .replace(/\n#/, '\n#')
      .concat('\n')

  test('256 KiB are allowed, one byte more is not', () => {
    expect(bytes(filled(256 * KIB))).toHaveLength(256 * KIB)
    expect(mistakesOf(filled(256 * KIB))).toEqual([])
    expect(mistakesOf(`${filled(256 * KIB)} `)).toEqual([
      '1:1 error the file has 257 KiB; an agreement has at most 256 KiB',
    ])
    expect(mistakesOf(bytes(`${filled(256 * KIB)} `))).toEqual([
      '1:1 error the file has 257 KiB; an agreement has at most 256 KiB',
    ])
  })

  test('bytes count, not characters', () => {
    expect(mistakesOf(`# ${'é'.repeat(129 * KIB)}\n`)).toEqual([
      '1:1 error the file has 259 KiB; an agreement has at most 256 KiB',
    ])
  })
})

describe('characters', () => {
  test.each([
    ['\u0000', 'U+0000', 'NUL'],
    ['\u001b', 'U+001B', 'escape, which terminals obey'],
    ['\u202e', 'U+202E', 'right-to-left override, which shows another text than it is'],
    ['\u2066', 'U+2066', 'isolate'],
    ['\u200f', 'U+200F', 'right-to-left mark'],
  ])('%j is refused where it stands: %s, %s', (character, name) => {
    const told = `7:11 error ${name} is a character that cannot be seen or makes text read otherwise; remove it`
    expect(sourceOf(`title: Acm${character}e\n`)).toEqual([told])
    // In a comment too: both sides read those.
    expect(sourceOf(`# written ${character}\n`)).toEqual([told])
  })

  test('half a character is refused, as such and as an escape', () => {
    expect(sourceOf('title: "Acm\ud800e"\n')).toEqual([
      '7:12 error half a character (a lone surrogate); save the file as UTF-8',
    ])
    expect(sourceOf('title: "Acm\\ud800e"\n')).toEqual(['7:8 error half a character (a lone surrogate) in this text'])
  })

  test('escapes are no way around', () => {
    expect(sourceOf('title: "Acm\\u202ee"\n')).toEqual([
      '7:8 error title: "Acm\u202ee" has a line break or a control character; write one line of plain text',
    ])
    expect(sourceOf('goals: "a\\0b"\n')).toEqual(['7:8 error a NUL character in this text; remove it'])
  })

  test('bytes that are no UTF-8 are refused', () => {
    expect(mistakesOf(Uint8Array.of(0x70, 0xff, 0x70))).toEqual(['1:1 error the file is not UTF-8 text'])
  })

  test('every language may be written', () => {
    expect(sourceOf('title: Acme y Compañía, 結帳 😀\n')).toEqual([])
  })
})

describe('what YAML can do and an agreement cannot', () => {
  test.each([
    [
      'goals: &a [x]\ndecisions: *a\n',
      [
        '7:11 error anchor &a: write values out where they are needed',
        '8:12 error alias *a: write the value out; an agreement says what it says in its place',
      ],
      'aliases',
    ],
    [
      'goals: !!binary aGk=\n',
      ['7:17 error tag tag:yaml.org,2002:binary: values have no tags here; remove it'],
      'tags',
    ],
    ['goals: !foo bar\n', ['7:13 error tag !foo: values have no tags here; remove it'], 'unknown tags'],
    ['goals: { <<: { a: 1 } }\n', ['7:10 error merge key <<: write the values out'], 'merge keys'],
    ['goals: { [a]: 1 }\n', ['7:10 error a key that is no plain word'], 'lists as keys'],
    ['goals: { __proto__: { a: 1 } }\n', ['7:10 error "__proto__" is not allowed as a key anywhere'], '__proto__'],
    ['goals: { constructor: 1 }\n', ['7:10 error "constructor" is not allowed as a key anywhere'], 'constructor'],
    ['goals: { "prototype": 1 }\n', ['7:10 error "prototype" is not allowed as a key anywhere'], 'prototype'],
    ['stage: build\nstage: live\n', ['8:1 error "stage" stands here a second time; keep one'], 'a key twice'],
    [
      'goals: { 1: a, "1": b }\n',
      ['7:16 error "1" stands here a second time; keep one'],
      'a key twice, as number and text',
    ],
    [
      'goals: .inf\n',
      ['7:8 error a number that cannot be kept exactly; write it as text or make it smaller'],
      'infinity',
    ],
    [
      'goals: 12345678901234567890\n',
      ['7:8 error a number that cannot be kept exactly; write it as text or make it smaller'],
      'numbers past what JSON keeps',
    ],
  ])('%j: %s', (part, told) => {
    expect(sourceOf(part)).toEqual(told)
  })
})

describe('mistakes of YAML in words', () => {
  test.each([
    [
      'objectives:\n  it:\n    target: >= 80%  # of lines\n',
      '9:13 error >= 80% needs quotes, because > begins a block of text in YAML; write ">= 80%" in quotes',
      'an unquoted target',
    ],
    [
      'objectives:\n  it:\n    warn: > 80%\n',
      '9:11 error > 80% needs quotes, because > begins a block of text in YAML; write "> 80%" in quotes',
      'another',
    ],
    ['goals:\n\tmore: 1\n', '8:1 error a tab indents this line; YAML wants spaces', 'tabs'],
    ['title: Acme: checkout\n', '7:8 error a second ": " in this line; put quotes around the value', 'a colon'],
    ['goals: [a, b\n', '7:12 error a bracket is not closed', 'a bracket'],
    [
      'title: "Acme\n',
      '7:12 error a closing quote or bracket is missing, or something before it is not closed',
      'a quote',
    ],
    [
      'goals:\n    a: 1\n  b: 2\n',
      '9:1 error indented otherwise than its neighbours; use two spaces for each level',
      'an indent',
    ],
  ])('%j: %s', (part, told) => {
    expect(mistakesOf(HEAD + part)).toEqual([told])
  })
})

describe('no text takes long', () => {
  const times = (part: string, count: number) => part.repeat(count)
  test.each([
    ['brackets', times('[', 200_000)],
    ['maps', times('{a: ', 60_000)],
    ['dashes', times('- ', 120_000)],
    ['question marks', times('? ', 120_000)],
    ['commas', `[${times(',', 200_000)}`],
    ['colons', times('a: ', 80_000)],
    ['keys', Array.from({ length: 30_000 }, (_, index) => `k${index}: 1`).join('\n')],
    ['steps', Array.from({ length: 600 }, (_, index) => `${' '.repeat(index)}a:`).join('\n')],
    ['documents', times('---\n', 60_000)],
    ['comments', times('#\n', 120_000)],
    [
      'laughs',
      `a: &a [x]\n${Array.from({ length: 2_000 }, (_, index) => `b${index}: [${times('*a,', 30)}]`).join('\n')}`,
    ],
    ['quotes', times("'", 250_000)],
    ['unknown keys', `${HEAD}${Array.from({ length: 5_000 }, (_, index) => `objektives${index}: 1`).join('\n')}`],
    [
      'objectives',
      `${HEAD}objectives:\n${Array.from({ length: 2_000 }, (_, index) => `  o${index}: { indicator: covrage, target: "80" }`).join('\n')}`,
    ],
  ])('%s', (_, text) => {
    const began = performance.now()
    const mistakes = mistakesOf(text)
    expect(mistakes.length).toBeGreaterThan(0)
    expect(mistakes.length).toBeLessThanOrEqual(100)
    expect(performance.now() - began).toBeLessThan(5_000)
  })

  test('20 levels are allowed, 21 are not', () => {
    const deep = (levels: number) => `goals: ${times('[', levels)}${times(']', levels)}\n`
    expect(sourceOf(deep(20))).toEqual([])
    expect(sourceOf(deep(21))).toEqual(['7:28 error nested more than 20 levels deep'])
    const maps = (levels: number) => {
      const inner = Array.from({ length: levels }, (_, index) => `${' '.repeat(index + 1)}a:\n`).join('')
      return `goals:\n${inner}${' '.repeat(levels + 1)}1\n`
    }
    expect(sourceOf(maps(19))).toEqual([])
    expect(sourceOf(maps(20))).toEqual(['28:22 error nested more than 20 levels deep'])
    const steps = Array.from({ length: 25 }, (_, index) => `${' '.repeat(index)}goals:\n`).join('')
    expect(mistakesOf(HEAD + steps)[0]).toMatch(/ error nested more than 20 levels deep$/)
  })
})
